"""From a string back to the table a form shows, where such a table can say all that the string says.

It says so only when it is sure: every rule must be of the kind a table makes, and the string made of the table must be open, closed
and ask first at the same moments as the one it came from, for as far ahead as the form knows dates.
"""

import re
from datetime import timedelta
from typing import NamedTuple

from .answers import spans
from .dates import Holidays, holidays_between, named_days, on_holidays
from .moments import midnight
from .rules import is_dated, last_day_of, split, usual
from .tables import LATEST_NIGHT, from_week
from .weeks import days_of, week_of
from .words import HoursNotUnderstood

# How far ahead a date may stand in a form: this Christmas and the next.
DAYS_AHEAD = 400

_DAYS = "(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)"
_SELECTOR = rf"{_DAYS}(?:[-,]{_DAYS})*"
_TIMES = r"\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*"
_PART = rf"(?:{_SELECTOR} {_TIMES}|{_TIMES}|{_SELECTOR} (?:off|closed|unknown))"
_AS_A_TABLE_MAKES = re.compile(rf"24/7|{_PART}(?:, {_PART})*")


class Week(NamedTuple):
    """What `from_week` takes."""

    days: dict
    holidays: Holidays
    exceptions: dict


def to_week(hours, today):
    """The Week that says the same as this string from today on, or None where no such table does. Dates that are over are left out."""
    if not all(_is_simple(rule, today) for rule in split(hours)):
        return None
    meant = _ahead(hours, today)
    return next((week for week in _readings(hours, today) if _says(week, meant, today)), None)


def _says(week, meant, today):
    try:
        return _ahead(from_week(*week), today) == meant
    except HoursNotUnderstood:
        return False


def plain_monday(today):
    """The first Monday from this week on of a week that shows just what is usual: no holiday in it, none on its eve."""
    monday = today - timedelta(today.weekday())
    while holidays_between(monday - timedelta(1), 9):
        monday += timedelta(7)
    return monday


def _is_simple(rule, today):
    if is_dated(rule):
        last = last_day_of(rule)
        return '"' not in rule and last is not None and last < today + timedelta(DAYS_AHEAD)
    return bool(_AS_A_TABLE_MAKES.fullmatch(rule))


def _readings(hours, today):
    days, holidays = _usual_days(hours, today), on_holidays(hours)
    told, as_usual = (dict(days_of(text, today, DAYS_AHEAD)) for text in (hours, usual(hours) or "off"))
    named = named_days(hours, today, DAYS_AHEAD)
    yield Week(days, holidays, {day: _spans(told[day]) for day in named if told[day] != as_usual[day] and _is_sure(told[day])})
    # A date that is closed, as usual, may all the same end the night before it early.
    yield Week(days, holidays, {day: _spans(told[day]) for day in named if _is_sure(told[day])})


def _usual_days(hours, today):
    days = {number: [] for number in range(7)}
    for number, (_day, told) in enumerate(week_of(usual(hours), plain_monday(today))):
        for start, end in _spans(told):
            if end < start and end > LATEST_NIGHT:
                days[number].append((start, "24:00"))
                days[(number + 1) % 7].append(("00:00", end))
            else:
                days[number].append((start, end))
    return {number: sorted(told) for number, told in days.items()}


def _spans(told):
    return [(start, end) for start, end, ask in told if not ask]


def _is_sure(told):
    """Hours, or closed. A day on which one asks first is a holiday beside a date, not a date; the comparison finds out."""
    return not told or bool(_spans(told))


def _ahead(hours, today):
    """All that comes from this morning on: what is left of the night before belongs to a date that may be over."""
    morning = midnight(today) + timedelta(hours=6)
    return [(max(start, morning), end, state) for start, end, state in spans(hours, today, DAYS_AHEAD) if end > morning]
