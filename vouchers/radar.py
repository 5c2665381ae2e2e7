"""Where little hangs: which treats of a city do most good when somebody gives them without choosing a place.

Of a kind, those come first of which fewest hang; among these, those on the emptiest board. What is still alike is drawn by lot, and
the lot changes every day, so that no place is always first. It chooses, and nothing more: no page shows places in this order.
"""

from heapq import heapify, heapreplace

from django.db.models import CharField, OuterRef, Prefetch, Subquery, Sum, Value
from django.db.models.functions import MD5, Cast, Concat

from merchants.models import Pause
from vouchers.models import Seller, Treat, TreatKind
from vouchers.models.purchases import MOST_LINES, MOST_PER_LINE

SCARCEST = ["waiting", "on_board", "lot"]


class NoRoom(Exception):
    """So many are not sold in one go; `most` are."""

    def __init__(self, most):
        super().__init__(most)
        self.most = most


def sold(chapter, day):
    """The treats that one can give through the site in this city, at places that take no break on this day; each with who sells it."""
    on_board = Treat.objects.filter(merchant=OuterRef("merchant")).order_by().values("merchant").values(sum=Sum("waiting"))
    lot = MD5(Concat(Value(f"{day:%Y%m%d}-"), Cast("pk", CharField()), output_field=CharField()))
    treats = Treat.objects.sold_online().filter(merchant__chapter=chapter).exclude(merchant__in=Pause.objects.on(day).values("merchant"))
    sellers = Prefetch("merchant__sellers", Seller.objects.filter(is_current=True), to_attr="sells_now")
    return treats.annotate(on_board=Subquery(on_board), lot=lot).select_related("kind", "merchant").prefetch_related(sellers)


def scarcest(*, chapter, day, **which):
    """Those of which fewest hang first."""
    return sold(chapter, day).filter(**which).order_by(*SCARCEST)


def one_of_each(*, chapter, kinds, day):
    """Of each of these kinds the one treat that does most good now; none of a kind that is sold nowhere. In the order of the kinds."""
    treats = sold(chapter, day).filter(kind__in=kinds).order_by("kind_id", *SCARCEST).distinct("kind_id")
    return sorted(treats, key=lambda treat: (treat.kind.position, treat.kind.slug))


def kinds_sold(chapter, day):
    return TreatKind.objects.filter(pk__in=sold(chapter, day).order_by().values("kind"))


def spread(treats, number):
    """{treat: how many of it}: each goes to where fewest then hang. Of `treats`, scarcest first, only as many as one purchase may have.

    Raises NoRoom.
    """
    treats = treats[:MOST_LINES]
    if number > len(treats) * MOST_PER_LINE:
        raise NoRoom(len(treats) * MOST_PER_LINE)
    chosen = dict.fromkeys(treats, 0)
    fewest = [(treat.waiting, place) for place, treat in enumerate(treats)]
    heapify(fewest)
    for _each in range(number):
        hanging, place = fewest[0]
        chosen[treats[place]] += 1
        is_full = chosen[treats[place]] == MOST_PER_LINE
        heapreplace(fewest, (float("inf") if is_full else hanging + 1, place))
    return {treat: many for treat, many in chosen.items() if many}
