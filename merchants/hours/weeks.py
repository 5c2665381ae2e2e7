"""A week as a page shows it: each day with its hours."""

from datetime import timedelta

from .answers import spans
from .moments import midnight
from .sentences import State


def week_of(hours, monday):
    """Seven (date, [(start, end, ask)]) from `monday` (a date), with "HH:MM" on the clock; `ask` is true for "ask first".

    What lasts past midnight stands whole with the day it began, as ("18:00", "02:00", False); what lasts longer than a day is cut
    at midnight, as ("00:00", "24:00", False). A day without hours has an empty list: closed.
    """
    return days_of(hours, monday, 7)


def days_of(hours, first_day, number):
    """The same for any number of days."""
    days = {first_day + timedelta(i): [] for i in range(number)}
    for start, end, state in spans(hours, first_day - timedelta(1), number + 2):
        if state == State.CLOSED:
            continue
        for begins, ends in _day_by_day(start, end):
            if begins.date() in days:
                days[begins.date()].append((f"{begins:%H:%M}", f"{ends:%H:%M}".replace("00:00", "24:00"), state == State.ASK))
    return list(days.items())


def _day_by_day(start, end):
    while end - start > timedelta(1):
        next_day = midnight(start.date() + timedelta(1))
        yield start, next_day
        start = next_day
    yield start, end
