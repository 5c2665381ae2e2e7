"""Which places are published, and everything that is told of them: read in batches, so that any number fits in the same memory."""

from django.db import connection
from django.db.models import F, IntegerField, Prefetch, Value
from django.utils.translation import get_language

from merchants.models import Merchant, ServiceOffer
from vouchers.models import Treat

from .keys import About

BATCH = 250
# Nothing else of a place is even read.
PUBLIC = [
    *["chapter_id", "state", "slug", "name", "kind", "description", "street", "postcode", "town", "lat", "lng", "opening_hours"],
    *["is_heated", "is_cool", "wheelchair", "languages", "website", "phone", "checked_on"],
    *["source", "source_licence", "source_id"],
]
# What a mark is made of: where none of it changed, nothing changed that is published.
_MARKED = [
    ("merchants_merchant", PUBLIC),
    ("merchants_serviceoffer", ["merchant_id", "service_id", "note", "opening_hours", "rests_from", "rests_until"]),
    ("merchants_pause", ["merchant_id", "first_day", "last_day"]),
    ("merchants_chapter", ["id", "slug", "name"]),
    ("merchants_service", None),
    ("vouchers_treatkind", None),
    ("vouchers_treat", ["merchant_id", "kind_id", "waiting", "is_offered"]),
]


def places(today):
    """Places with a page of their own, also those that stopped, with what they offer. Three queries for any number."""
    offers = ServiceOffer.objects.select_related("service").order_by("service_id")
    treats = Treat.objects.select_related("kind").order_by("kind_id")
    shown = Merchant.objects.shown().with_pause_on(today).select_related("chapter")
    told = shown.only("id", *PUBLIC, "chapter__slug", "chapter__name")
    return told.prefetch_related(Prefetch("offers", offers), Prefetch("treats", treats)).order_by("pk")


def batches(places):
    """Lists of some, however many there are."""
    last = 0
    while batch := list(places.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk
        # A place knows what it offers, which knows the place: without this they would stay for long after nobody needs them.
        for place in batch:
            place._prefetched_objects_cache.clear()


def parts():
    """(place, About, part) of every service and every kind of treat, in an order that stays."""
    shown = Merchant.objects.shown()
    offers = _parts(ServiceOffer.objects.filter(merchant__in=shown), About.SERVICE, "service_id")
    treats = _parts(Treat.objects.filter(merchant__in=shown), About.TREAT, "kind_id")
    return offers.union(treats, all=True).order_by("merchant_id", "about", "part")


def how_many_parts():
    shown = Merchant.objects.shown()
    return sum(model.objects.filter(merchant__in=shown).count() for model in (ServiceOffer, Treat))


def mark(today):
    """Changes with whatever is published, and with the day. One query, which looks at every row."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT md5(ROW({', '.join(_sum_of(*marked) for marked in _MARKED)})::text)")  # noqa: S608 - names of our own
        return f'"{cursor.fetchone()[0]}-{today:%Y%m%d}-{get_language()}"'


def _sum_of(table, names):
    row = f"ROW({', '.join(f't.{name}' for name in ['id', *names])})" if names else "t"
    return f"(SELECT coalesce(sum(hashtextextended({row}::text, 0)), 0) FROM {table} t)"  # noqa: S608 - names of our own


def _parts(rows, about, part):
    rows = rows.annotate(about=Value(int(about), IntegerField()), part=F(part)).order_by()
    return rows.values_list("merchant_id", "about", "part")
