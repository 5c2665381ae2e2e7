"""The search: what fits, nearest first; and when nothing fits, what comes close.

One query answers any question: the places with their services and boards, how many there are, and the near misses. It is a union of
short lists, each of which PostgreSQL walks in the order of its index and leaves as soon as it is full:

- places that fit (when a moment is asked: those that are open then),
- places that fit but of whose hours nobody is sure, to be asked first,
- and only where both are empty: the nearest places whatever they offer, of which those that lack least are shown.

The derived minutes (`OpenMinutes`) reach two weeks. A moment outside them is worked out here from the hours themselves, for at most the
nearest `LOOKED_AT` places.
"""

from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from merchants.hours import State
from merchants.models import Merchant, ServiceOffer
from merchants.models.derived import WINDOW_DAYS
from vouchers.models import Treat

from .found import Found

PAGE = 20
COUNTED = 200
LOOKED_AT = 500
LOOKED_AT_FOR_LESS, LESS_SHOWN = 60, 5
FITS, ASK_FIRST, LESS = range(3)

COLUMNS = [
    "chapter", "state", "slug", "name", "kind", "street", "postcode", "town", "lat", "lng",
    "opening_hours", "checked_on", "wheelchair", "languages",
]  # fmt: skip


class CountUpTo(Subquery):
    """How many rows a query has, as a column; slice the query to stop counting there."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Page:
    """A page of the answer. `total` is None where there are more than we count."""

    number: int
    fitting: list[Found] = field(default_factory=list)
    ask_first: list[Found] = field(default_factory=list)
    less: list[Found] = field(default_factory=list)
    total: int | None = 0
    has_next: bool = False
    # Whether only the nearest LOOKED_AT were looked at.
    looked_near_only: bool = False

    @property
    def places(self):
        return [*self.fitting, *self.ask_first, *self.less]

    # What the pager asks.

    @property
    def has_previous(self):
        return self.number > 1

    @property
    def has_other_pages(self):
        return self.has_previous or self.has_next

    @property
    def previous_page_number(self):
        return self.number - 1

    @property
    def next_page_number(self):
        return self.number + 1


def find(wishes, *, choices, now, size=PAGE):
    """The page of this question, `size` places long; where nothing fits, with what comes close."""
    read = _reader(wishes, choices, now)
    if wishes.moment and not within_the_derived_minutes(wishes.moment):
        return _worked_out(wishes, read, size)
    return _page(_rows(wishes, size, less=wishes.narrows and wishes.page == 1), wishes, read, size)


def feed(wishes, *, choices, now, size):
    """The same for machines: nothing that only comes close, and every place is looked at, also for a moment far away."""
    read = _reader(wishes, choices, now)
    if wishes.moment and not within_the_derived_minutes(wishes.moment):
        return _worked_out_page_by_page(wishes, read, size)
    return _page(_rows(wishes, size, less=False), wishes, read, size)


def _page(rows, wishes, read, size):
    rows = [(row.group, row.total, read(row)) for row in rows]
    fitting = [found for group, _total, found in rows if group == FITS]
    ask_first = [found for group, _total, found in rows if group == ASK_FIRST]
    less = [found for group, _total, found in rows if group == LESS]
    return Page(
        number=wishes.page,
        fitting=fitting[:size],
        ask_first=ask_first[: max(0, size - len(fitting))],
        less=_least_lacking(less, wishes),
        # Each row brings the number; beyond the last page there is none to bring it.
        total=_counted(rows[0][1]) if rows else (0 if wishes.page == 1 else None),
        has_next=len(fitting) + len(ask_first) > size,
    )


def within_the_derived_minutes(moment):
    return 0 <= (timezone.localdate(moment) - timezone.localdate()).days < WINDOW_DAYS


def _rows(wishes, size, *, less):
    first, last = (wishes.page - 1) * size, wishes.page * size + 1
    fitting = fits(wishes)
    lists = [fitting.annotate(group=Value(FITS))]
    if wishes.moment:
        certain = fitting.open_at(wishes.moment)
        # Not looked for while open places fill the page: where few are unsure, finding them means passing all others.
        unsure = fitting.to_be_asked_at(wishes.moment).filter(~Exists(certain[last - 1 : last]))
        lists = [certain.annotate(group=Value(FITS)), unsure.annotate(group=Value(ASK_FIRST))]
        fitting = fitting.not_closed_at(wishes.moment)
    total = CountUpTo(fitting.order_by().values("pk")[: COUNTED + 1])
    lists = [in_order(shown(each), wishes).annotate(total=total)[:last] for each in lists]
    if less:
        anywhere = Merchant.objects.listed().filter(~Exists(fitting)).annotate(group=Value(LESS))
        lists.append(in_order(shown(anywhere), wishes).annotate(total=Value(0))[:LOOKED_AT_FOR_LESS])
    # What fits is at most one page longer than asked; more comes only where nothing fits.
    return _together(lists, wishes)[first : first + max(size + 1, LOOKED_AT_FOR_LESS)]


def _together(lists, wishes):
    if len(lists) == 1:
        return lists[0]
    return lists[0].union(*lists[1:], all=True).order_by("group", *_order(wishes))


def fits(wishes):
    """The places that meet every wish, apart from the moment."""
    places = Merchant.objects.listed()
    for choice in wishes.services:
        places = places.filter(Exists(ServiceOffer.objects.filter(merchant=OuterRef("pk"), service=choice.id)))
    for choice in wishes.treats:
        places = places.filter(Exists(Treat.objects.waiting().filter(merchant=OuterRef("pk"), kind=choice.id)))
    if wishes.anything:
        places = places.filter(Exists(Treat.objects.waiting().filter(merchant=OuterRef("pk"))))
    if wishes.wheelchair:
        places = places.filter(wheelchair=Merchant.Wheelchair.YES)
    if wishes.language:
        places = places.filter(languages__contains=[wishes.language])
    if wishes.chapter:
        places = places.filter(chapter__slug=wishes.chapter)
    if wishes.box:
        places = places.within(wishes.box)
    return places


def shown(places):
    """With what `Found.of` reads, and nothing else."""
    services = ServiceOffer.objects.filter(merchant=OuterRef("pk")).order_by()
    board = Treat.objects.waiting().filter(merchant=OuterRef("pk")).order_by()
    return places.only(*COLUMNS).annotate(
        service_ids=ArraySubquery(services.values("service_id")),
        board=ArraySubquery(board.values(each=JSONObject(kind="kind_id", waiting="waiting"))),
    )


def in_order(places, wishes):
    """Nearest first; without a point, city by city."""
    if wishes.near:
        return places.nearest(wishes.near.lat, wishes.near.lng)
    return places.annotate(city=F("chapter__name")).order_by(*_order(wishes))


def _order(wishes):
    return ["apart", "id"] if wishes.near else ["city", "name", "id"]


def _reader(wishes, choices, now):
    return lambda row: Found.of(row, choices=choices, near=wishes.near, moment=wishes.moment or now)


def _counted(number):
    return number if number <= COUNTED else None


def _least_lacking(places, wishes):
    """The few that lack least, nearest first, each with what it lacks."""
    told = [found.lacking(wishes) for found in places]
    return sorted(told, key=lambda found: len(found.missing))[:LESS_SHOWN]


def _worked_out(wishes, read, size):
    """A page for a moment of which no minutes are derived."""
    candidates = [read(row) for row in in_order(shown(fits(wishes)), wishes)[:LOOKED_AT]]
    certain = [found for found in candidates if found.answer.state == State.OPEN]
    unsure = [found for found in candidates if found.answer.state == State.ASK]
    first, last = (wishes.page - 1) * size, wishes.page * size
    return Page(
        number=wishes.page,
        fitting=certain[first:last],
        ask_first=unsure[max(0, first - len(certain)) : max(0, last - len(certain))],
        less=[] if certain or unsure else _least_lacking(candidates, wishes),
        total=_counted(len(certain) + len(unsure)),
        has_next=len(certain) + len(unsure) > last,
        looked_near_only=len(candidates) == LOOKED_AT,
    )


def _worked_out_page_by_page(wishes, read, size):
    """Closed places fall out of each page, so that pages may be short; how many there are is not counted."""
    first, last = (wishes.page - 1) * size, wishes.page * size
    candidates = [read(row) for row in in_order(shown(fits(wishes)), wishes)[first : last + 1]]
    return Page(
        number=wishes.page,
        fitting=[found for found in candidates[:size] if found.answer.state != State.CLOSED],
        total=None,
        has_next=len(candidates) > size,
    )
