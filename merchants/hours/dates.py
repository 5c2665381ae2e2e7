"""Days that differ: dated exceptions and the ten legal holidays, as the string says."""

from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from .answers import spans, state_at
from .rules import is_dated, last_day_of, selector, split, usual
from .sentences import State
from .weeks import days_of

# What a rule for holidays says it says in any year.
_ANY_YEAR = date(2027, 1, 1)


class Holidays(TextChoices):
    """What happens on the ten legal holidays."""

    OPEN = "open", gettext_lazy("open as on other days")
    CLOSED = "closed", gettext_lazy("closed")
    ASK = "ask", gettext_lazy("ask first")


def is_holiday(day):
    """Whether this date is one of the ten legal holidays."""
    return state_at("PH open", datetime.combine(day, time(12))) == State.OPEN


def holidays_between(first_day, days):
    """The legal holidays among so many days."""
    return _days_of_rule("PH open", first_day, days)


def named_days(hours, first_day, days):
    """The dates among so many days that have a rule of their own."""
    named = "; ".join(f"{selector(rule)} 00:00-24:00" for rule in split(hours) if is_dated(rule))
    return _days_of_rule(named, first_day, days)


def _days_of_rule(rule, first_day, days):
    opened = [(start, end) for start, end, state in spans(rule, first_day, days) if state == State.OPEN]
    return [start.date() + timedelta(n) for start, end in opened for n in range((end - start).days)]


def on_holidays(hours):
    """A member of Holidays: what the string says about legal holidays. Where it says nothing they are open as other days."""
    if not hours:
        return Holidays.ASK
    if "PH" not in hours:
        return Holidays.OPEN
    of_every_year = usual(hours)
    found = {state for holiday in holidays_between(_ANY_YEAR, 365) for _start, _end, state in spans(of_every_year, holiday, 1)}
    if State.OPEN in found:
        return Holidays.OPEN
    return Holidays.ASK if State.ASK in found else Holidays.CLOSED


def coming_exceptions(hours, today, days=60):
    """[(date, spans)] of the dates in the coming days whose hours differ from the usual week; spans as in `week_of`."""
    if not any(map(is_dated, split(hours))):
        return []
    pairs = zip(days_of(hours, today, days), days_of(usual(hours) or "off", today, days), strict=True)
    return [(day, told) for (day, told), (_day, as_usual) in pairs if told != as_usual]


def without_past(hours, today):
    """The same hours without the rules for dates that are over; "" where nothing else stood there.

    Those of yesterday stay: an evening that was closed tells that there is no night after it.
    """
    rules, yesterday = split(hours), today - timedelta(days=1)
    kept = [rule for rule in rules if (last_day_of(rule) or today) >= yesterday]
    return hours if len(kept) == len(rules) else "; ".join(kept)
