"""The search: what fits, nearest first; and when nothing fits, what comes close.

One statement answers any question (see `search`). Its moments reach two weeks, as far as the derived minutes do; a moment outside them
is worked out here from the hours themselves, for at most the nearest `LOOKED_AT` places.
"""

from dataclasses import dataclass, field

from django.utils import timezone

from merchants.distance import DETOUR
from merchants.fields import local_minute
from merchants.hours import State
from merchants.models import Chapter
from merchants.models.chapters import AROUND_THE_CORNER_M
from merchants.models.derived import WINDOW_DAYS

from . import search
from .found import Found, rounded

PAGE = 20
COUNTED = 200
LOOKED_AT = 500
LOOKED_AT_FOR_LESS, LESS_SHOWN = 60, 5


class Numbered:
    """What the pager asks of a `number` and `has_next`."""

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


@dataclass(frozen=True)
class Page(Numbered):
    """A page of the answer. `total` is None where there are more than we count."""

    number: int
    fitting: list[Found] = field(default_factory=list)
    ask_first: list[Found] = field(default_factory=list)
    less: list[Found] = field(default_factory=list)
    total: int | None = 0
    has_next: bool = False
    # How many of those that fit, counted up to COUNTED, also have what else one could ask for: {"dienst": {"toilet": 12}}.
    counts: dict | None = None
    # How many were looked at, where there were more that fit.
    looked_at: int | None = None

    @property
    def places(self):
        return [*self.fitting, *self.ask_first, *self.less]

    @property
    def far_away(self):
        """The way to the nearest place, where even that is not around the corner."""
        nearest = min((found.metres for found in self.places if found.metres is not None), default=0) if self.number == 1 else 0
        return rounded(nearest) if nearest > DETOUR * AROUND_THE_CORNER_M else ""

    @property
    def shape(self):
        return Shape(
            number=self.number,
            total=self.total,
            has_next=self.has_next,
            looked_at=self.looked_at,
            fitting=bool(self.fitting),
            ask_first=bool(self.ask_first),
            less=bool(self.less),
            is_far_away=bool(self.far_away),
            is_cold=any(found.lifted_for == Chapter.Weather.COLD for found in self.fitting),
            is_hot=any(found.lifted_for == Chapter.Weather.HOT for found in self.fitting),
            is_counted=self.counts is not None,
        )


@dataclass(frozen=True)
class Shape(Numbered):
    """What of a page decides how it is drawn; the rest is filled in."""

    number: int
    total: int | None
    has_next: bool
    looked_at: int | None
    # Whether there are any.
    fitting: bool
    ask_first: bool
    less: bool
    is_far_away: bool
    is_cold: bool
    is_hot: bool
    is_counted: bool

    @property
    def places(self):
        return self.fitting or self.ask_first or self.less


def find(wishes, *, directory, now, size=PAGE):
    """The page of this question, `size` places long, with its counts; where nothing fits, with what comes close."""
    if _is_far_away(wishes):
        return _worked_out(wishes, directory, now, size)
    return _page(wishes, directory, now, size, less=_looked_at_for_less(wishes), counts=True)


def feed(wishes, *, directory, now, size):
    """The same for machines: nothing that only comes close, and every place is looked at, also for a moment far away."""
    if _is_far_away(wishes):
        return _worked_out_page_by_page(wishes, directory, now, size)
    return _page(wishes, directory, now, size)


def within_the_derived_minutes(moment):
    return 0 <= (timezone.localdate(moment) - timezone.localdate()).days < WINDOW_DAYS


def _is_far_away(wishes):
    return wishes.moment is not None and not within_the_derived_minutes(wishes.moment)


def _page(wishes, directory, now, size, *, less=0, counts=False):
    first = (wishes.page - 1) * size
    minute = local_minute(wishes.moment) if wishes.moment else None
    answer = _ask(wishes, directory, now, first, first + size + 1, minute=minute, less=less, counts=counts)
    read = _reader(wishes, directory, now)
    found = {group: [read(row) for row in answer.rows if row[0] == group] for group in range(4)}
    fitting = [*found[search.ON_TOP], *found[search.FITS]]
    ask_first = found[search.ASK_FIRST]
    return Page(
        number=wishes.page,
        fitting=fitting[:size],
        ask_first=ask_first[: max(0, size - len(fitting))],
        less=_least_lacking(found[search.LESS], wishes),
        total=answer.total if answer.total <= COUNTED else None,
        has_next=len(fitting) + len(ask_first) > size,
        # Where nothing fits there is nothing to count.
        counts=answer.counts if answer.total else None,
        looked_at=search.LOOKED_AT if answer.looked_near_only else None,
    )


def _ask(wishes, directory, now, first, last, **more):
    day = timezone.localdate(wishes.moment or now)
    return search.ask(wishes, directory, day=day, now=now, first=first, last=last, counted=COUNTED, **more)


def _reader(wishes, directory, now):
    choices, moment = directory.choices, wishes.moment or now
    weathers = directory.weathers(timezone.localdate(moment))
    return lambda row: Found.of(row, choices=choices, near=wishes.near, moment=moment, weathers=weathers)


def _looked_at_for_less(wishes):
    """Where nothing fits, the few are chosen that lack least; of one wish they all lack the same."""
    if not wishes.narrows or wishes.page > 1:
        return 0
    return LOOKED_AT_FOR_LESS if len(list(wishes.each())) > 1 else LESS_SHOWN


def _least_lacking(places, wishes):
    """The few that lack least, nearest first, each with what it lacks."""
    told = [found.lacking(wishes) for found in places]
    return sorted(told, key=lambda found: len(found.missing))[:LESS_SHOWN]


def _worked_out(wishes, directory, now, size):
    """A page for a moment of which no minutes are derived."""
    read = _reader(wishes, directory, now)
    rows = _ask(wishes, directory, now, 0, LOOKED_AT + 1).rows
    candidates, is_cut_off = [read(row) for row in rows[:LOOKED_AT]], len(rows) > LOOKED_AT
    certain = [found for found in candidates if found.state_for(wishes) == State.OPEN]
    unsure = [found for found in candidates if found.state_for(wishes) == State.ASK]
    first, last, total = (wishes.page - 1) * size, wishes.page * size, len(certain) + len(unsure)
    return Page(
        number=wishes.page,
        fitting=certain[first:last],
        ask_first=unsure[max(0, first - len(certain)) : max(0, last - len(certain))],
        less=[] if total else _least_lacking(candidates, wishes),
        total=total if total <= COUNTED else None,
        has_next=total > last,
        looked_at=LOOKED_AT if is_cut_off else None,
    )


def _worked_out_page_by_page(wishes, directory, now, size):
    """Closed places fall out of each page, so that pages may be short; how many there are is not counted."""
    first, last = (wishes.page - 1) * size, wishes.page * size
    read = _reader(wishes, directory, now)
    candidates = [read(row) for row in _ask(wishes, directory, now, first, last + 1).rows]
    return Page(
        number=wishes.page,
        fitting=[found for found in candidates[:size] if found.state_for(wishes) != State.CLOSED],
        total=None,
        has_next=len(candidates) > size,
    )
