"""Opening hours as HSDS schedules: the usual week as rules that return, and each coming day that differs as a rule for that day alone.

HSDS cannot say "except": so a day that differs, a holiday among them, stands in for the usual rules of its weekday. One without hours
is a closed day. Times are those on the clock in Brussels.
"""

from datetime import datetime, time, timedelta
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from merchants import hours

# So far ahead days that differ are told one by one.
AHEAD = 92
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def of(text, today, within=""):
    """Schedules of an opening-hours string, without identifiers. `within`: that of the place, on whose closed days nothing is to be had."""
    return [dict(pairs) for pairs in _remembered(text, today, within, get_language())]


def of_break(first_day, day_after, today):
    told = {"valid_from": first_day.isoformat(), "description": hours.break_in_words(first_day, day_after, today)}
    return told | ({"valid_to": (day_after - timedelta(1)).isoformat()} if day_after else {})


# Many places are open alike, and those of one place come up again for each of its services.
@lru_cache(maxsize=2048)
def _remembered(text, today, within, _language):
    return [tuple(told.items()) for told in _of(text, today, within)]


def _of(text, today, within):
    if not text:
        return [{"description": _("Nobody is sure when it is open: ask first.")}]
    week = [spans for _day, spans in hours.week_of(hours.usual(text) or "off", hours.plain_monday(today))]
    shut = {day for day, spans in hours.days_of(within, today, AHEAD) if not spans} if within else set()
    coming = [(day, [] if day in shut else spans) for day, spans in hours.days_of(text, today, AHEAD)]
    different = [(day, spans) for day, spans in coming if spans != week[day.weekday()]]
    return [*_usual(week, today), *(told for day, spans in different for told in _on(day, spans))]


def _usual(week, today):
    groups = {}
    for number, spans in enumerate(week):
        for span in spans:
            groups.setdefault(span, []).append(_DAYS[number])
    for span, days in groups.items():
        yield {"freq": "WEEKLY", "wkst": "MO", "byday": ",".join(days), "timezone": _offset(today), **_clock(*span)}


def _on(day, spans):
    date = day.isoformat()
    only = {"valid_from": date, "valid_to": date, "dtstart": date, "until": date, "count": 1, "timezone": _offset(day)}
    only["notes"] = (
        _("A legal holiday: instead of the usual hours.") if hours.is_holiday(day) else _("On this day instead of the usual hours.")
    )
    return [only | _clock(*span) for span in spans] or [only | {"description": _("Closed on this day.")}]


def _clock(opens, closes, ask):
    return {"opens_at": opens, "closes_at": closes.replace("24:00", "23:59")} | ({"description": _("Ask first.")} if ask else {})


def _offset(day):
    return datetime.combine(day, time(12), hours.BRUSSELS).utcoffset() // timedelta(hours=1)
