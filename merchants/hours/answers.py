"""Open, closed or ask first: what a string says about a moment, and about the coming days.

Everything is worked out on the clock on the wall (naive Belgian time): the library raises at UTC and at the hour that is skipped
in spring. Its answers are taken as they are, but for four traps that were measured on 2.1.4:

- **Easter Sunday.** Its Belgian calendar has eleven holidays, the law has ten: Easter Sunday is not one of them. Luxembourg's has
  Easter Monday and not Easter Sunday, and no other holiday in March and April; so in those two months we read Luxembourg's.
  The oracle (strings on which two engines agree) is answered wholly either way: just the strings for which Easter Sunday matters
  are missing from it, so the other engine sides with the law. Tests show both, and compare ten years with the legal list.
- **A comment.** `"op afspraak"` answers open; OSM means unknown by it, and so do we. Only an explicit `open "..."` stays open.
- **A night that did not begin.** In `Fr 18:00-02:00; PH off` a Friday that is a holiday has no evening, and yet its small hours
  would be open on Saturday. Where nothing in the string begins at midnight, such a stretch follows the evening before it.
- **A fallback for always.** In `Th-Sa 16:00-20:00 || unknown` the last rule swallows the first one; naming all days mends it.
"""

import re
from datetime import date, time, timedelta
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import opening_hours

from . import rules
from .moments import BRUSSELS, local, midnight, minutes_between, on_the_clock
from .sentences import Answer, State

# Where the sun is looked up for "sunrise-sunset"; it differs a few minutes between De Panne and Arlon.
_MIDDLE_OF_BELGIUM = (50.8467, 4.3525)

_read = partial(opening_hours.OpeningHours, timezone=BRUSSELS, coords=_MIDDLE_OF_BELGIUM)

_ALWAYS = "24/7"

# How far ahead we look for the next change.
_A_YEAR = 366


_STATES = {
    opening_hours.State.OPEN: State.OPEN,
    opening_hours.State.CLOSED: State.CLOSED,
    opening_hours.State.UNKNOWN: State.ASK,
}


def state_at(hours, moment):
    """The State at a moment: aware, or naive Belgian time. Never raises for odd `hours`: what cannot be read is asked."""
    now = on_the_clock(moment)
    return next(state for _start, end, state in spans(hours, now.date(), 1) if now < end)


class OwnTimes(NamedTuple):
    """When something within a place is there, such as a toilet that closes earlier: hours of its own, or none, and breaks of its own."""

    hours: str = ""
    breaks: tuple = ()

    @classmethod
    def of(cls, hours, rests_from=None, rests_until=None):
        """With one break at most: from a day up to and including another, or until somebody says so."""
        return cls(hours, ((rests_from, rests_until and rests_until + timedelta(1)),) if rests_from else ())


def answer_at(hours, moment, breaks=(), own=None):
    """An Answer for a moment: aware, or naive Belgian time. Never raises for odd `hours`.

    `breaks` are pairs of days: the first of a break, and the first after it or None. On a day of a break nothing else counts.
    With times of its `own` (OwnTimes) it is as open as the less open of both.
    """
    asked_at, now, own = local(moment), on_the_clock(moment), own or OwnTimes()
    stretches = spans(hours, now.date(), _A_YEAR)
    if any(own):
        theirs = spans(own.hours or _ALWAYS, now.date(), _A_YEAR)
        stretches = _merged(_less_open(stretches, _with_breaks(theirs, own.breaks) if own.breaks else theirs))
    if breaks:
        stretches = _merged(_with_breaks(stretches, breaks))
    coming = (span for span in stretches if now < span[1])
    _start, change, state = next(coming)
    if state == State.PAUSE and any(after is None and first <= now.date() for first, after in [*breaks, *own.breaks]):
        change = None  # spares looking through a whole year
    elif state in _NOBODY_THERE:
        # One closed door after another is one wait: a break begins and ends at midnight, and nobody stands there then.
        change = next((start for start, _end, later in coming if later not in _NOBODY_THERE), None)
    elif change == midnight(now.date() + timedelta(_A_YEAR)):
        change = None
    return Answer(state, change and local(change), asked_at)


_NOBODY_THERE = {State.CLOSED, State.PAUSE}


_FROM_SHUT_TO_OPEN = [State.PAUSE, State.CLOSED, State.ASK, State.OPEN]


def _less_open(some, others):
    """Two rows of stretches that begin and end together, as one."""
    start, end, state = next(others)
    for begins, ends, each in some:
        while end < ends:
            yield max(begins, start), end, min(each, state, key=_FROM_SHUT_TO_OPEN.index)
            start, end, state = next(others)
        yield max(begins, start), ends, min(each, state, key=_FROM_SHUT_TO_OPEN.index)


def _with_breaks(stretches, breaks):
    midnights = {midnight(day) for days in breaks for day in days if day}
    for start, end, state in stretches:
        edges = [start, *sorted(each for each in midnights if start < each < end), end]
        for begins, ends in pairwise(edges):
            yield begins, ends, State.PAUSE if _is_within(breaks, begins.date()) else state


def _is_within(breaks, day):
    return any(first <= day and (after is None or day < after) for first, after in breaks)


def minutes_for(hours, first_day, days=14):
    """(open, ask): two lists of half-open (start, end), in minutes on the clock since midnight of `first_day`, as `minute_of` counts.

    Every day has 1440 of them, also when the clock changes. What is in neither list is closed. With `days=0` both are empty.
    """
    found, zero = {state: [] for state in State}, midnight(first_day)
    for start, end, state in spans(hours, first_day, days):
        found[state].append((minutes_between(zero, start), minutes_between(zero, end)))
    return found[State.OPEN], found[State.ASK]


def spans(hours, first_day, days):
    """Yield (start, end, State), naive on the clock: without holes, never twice the same state in a row, from midnight to midnight."""
    nights = rules.night_ends(hours)
    if not nights:
        yield from _merged(_pieces(hours, first_day, days))
        return
    begins = midnight(first_day)
    # From a day earlier, to know the evening before the first midnight.
    since = _merged(_pieces(hours, first_day - timedelta(bool(days)), days + bool(days)))
    for start, end, state in _merged(_with_its_evening(since, nights, rules.days_begun_at_midnight(hours))):
        if end > begins:
            yield max(start, begins), end, state


def _with_its_evening(stretches, nights, begun_at_midnight):
    before = None
    for start, end, state in stretches:
        if (
            before
            and start.time() == time.min
            and begun_at_midnight is not None
            and start.date() not in begun_at_midnight
            and end.date() == start.date()
            and end.time() in nights
        ):
            state = min(before, state, key=_FROM_SHUT_TO_OPEN.index)
        before = state
        yield start, end, state


def _merged(stretches):
    begun = None
    for start, end, state in stretches:
        if begun and begun[2] == state:
            begun = (begun[0], end, state)
            continue
        if begun:
            yield begun
        begun = (start, end, state)
    if begun:
        yield begun


def _pieces(hours, first_day, days):
    start, last = midnight(first_day), midnight(first_day) + timedelta(days)
    spelled_out = _spelled_out(hours)
    while start < last:
        country, until = _calendar(start.date())
        end = min(midnight(until), last)
        yield from _ask_library(spelled_out, country, start, end)
        start = end


def _calendar(day):
    """Whose holidays to read on this day, and the first day when that is over. See Easter Sunday above."""
    if day.month in (3, 4):
        return "LU", date(day.year, 5, 1)
    return "BE", date(day.year + (day.month > 4), 3, 1)


def _ask_library(spelled_out, country, start, end):
    try:
        intervals = _read(spelled_out, country=country).intervals(start, end)
    except opening_hours.ParserError:
        yield start, end, State.ASK
        return
    for begins, ends, state, _comment in intervals:
        begins, ends = begins.replace(tzinfo=None), ends.replace(tzinfo=None)
        if begins < ends:  # in the hour that is skipped in spring nothing lasts
            yield begins, ends, _STATES[state]


_MODIFIER_AT_THE_END = re.compile(r"\b(?:open|off|closed|unknown)\s*$", re.IGNORECASE)
_FALLBACK_FOR_ALWAYS = re.compile(r"\|\|\s*(?:24/7)?\s*(?=$|[;,|]|\d\d:|open|off|closed|unknown)", re.IGNORECASE)


def _spelled_out(hours):
    """The same rules, saying in full what the library would misread."""
    parts = hours.strip().split('"')  # rules and comments in turn
    for i in range(0, len(parts) - 1, 2):
        if not _MODIFIER_AT_THE_END.search(parts[i]):
            parts[i] = parts[i].rstrip() + " unknown "  # the library reads no double spaces
    parts[::2] = [_FALLBACK_FOR_ALWAYS.sub("|| Mo-Su ", part) for part in parts[::2]]
    return '"'.join(parts).strip()
