"""Schedules of HSDS as opening hours, where both say the same. Where they do not, a reason, and nobody is told that a door is open.

    WEEKLY, MO,TU, from 09:00 to 12:00          Mo-Tu 09:00-12:00
    MONTHLY, 2MO, from 09:00 to 12:00           Mo[2] 09:00-12:00
    either of them with a description           the same, and "ask first": it may say for whom, or when not
    one day, from 09:00 to 12:00                2026 Dec 24 09:00-12:00, instead of what returns on that day
    some days, without a time                   2026 Dec 24-2026 Dec 31 unknown

What is over counts no more. A rule that returns must hold for half a year to be usual: by then somebody asked the place itself.
"""

import re
from collections import defaultdict
from datetime import date, timedelta

from django.utils.translation import gettext as _

from merchants import hours
from merchants.hours.rules import written

from .rows import shown, tidy

LONG_ENOUGH = timedelta(182)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WHICH = ("byday", "byweekno", "bymonthday", "byyearday")
_BY_DAY = re.compile(rf"([+-]?[1-5])?({'|'.join(_DAYS)})")
_CLOCK = re.compile(r"(\d\d?:\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d?(?::?\d\d)?)?", re.I)
# As Belgium counts from UTC in winter and in summer. What returns stays at the same time on the clock.
_OURS = re.compile(r"\+?0?[12](?:\.0+|:?00)?")


class NotUsual(Exception):
    """These schedules are no opening hours; the sentence says why."""


def as_hours(schedules, today):
    """The opening hours of all of them together. Raises NotUsual."""
    week, returning, dated = defaultdict(set), defaultdict(dict), defaultdict(set)
    try:
        for one, first, last in _that_hold(schedules, today):
            if not _said(one, "freq") or (first and first == last):
                dated[_in_dates(one, first, last)].add(_span(one))
                continue
            _refuse_a_while(first, last, today)
            for day in _days_that_return(one):
                if _is_asked(one) or day not in _DAYS:
                    returning[_span(one)][day.title()] = True
                else:
                    week[_DAYS.index(day)].add(tuple(_span(one).split("-")))
        usual = [hours.from_week(week), *(f"{','.join(days)} {span}" for span, days in returning.items())]
    except hours.HoursNotUnderstood as error:
        raise NotUsual(str(error)) from None
    return "; ".join(filter(None, [", ".join(filter(None, usual)), *(_on(days, spans) for days, spans in sorted(dated.items()))]))


def words(schedules):
    """What they say besides, each once."""
    return list(dict.fromkeys(filter(None, (_said(one, name) for one in schedules for name in ("description", "notes")))))


def _that_hold(schedules, today):
    """(schedule, first day, last day) of those that are not over."""
    found = [(one, *_days_of(one)) for one in schedules]
    holding = [(one, first, last) for one, first, last in found if not last or last >= today]
    if not holding:
        raise NotUsual(_("all of it is over."))
    return holding


def _on(days, spans):
    return f"{days} unknown" if any("unknown" in span for span in spans) else f"{days} {','.join(sorted(spans))}"


# What stands in one of them


def _said(one, name):
    value = one.get(name)
    return "" if value is None or isinstance(value, dict | list) else tidy(str(value))


def _is_asked(one):
    return bool(_said(one, "description"))


def _days_of(one):
    """(first, last) of the days it is about, None where there is no end on that side."""
    begins = [_date(one, name) for name in ("valid_from", "dtstart") if _said(one, name)]
    ends = [_date(one, name) for name in ("valid_to", "until") if _said(one, name)]
    if _said(one, "dtstart") and (_is_one(one, "count") or not (ends or _said(one, "freq"))):
        ends.append(_date(one, "dtstart"))
    return max(begins, default=None), min(ends, default=None)


def _is_one(one, name):
    return _said(one, name) in {"1", "1.0"}


def _date(one, name):
    text = _said(one, name)
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise NotUsual(_("“%(text)s” is no date.") % {"text": shown(text)}) from None


def _in_dates(one, first, last):
    """One day, or some on which nobody knows."""
    if first and first == last:
        return written(first)
    if days := _each_said(one, _WHICH):
        raise NotUsual(_("it does not say how often it returns (%(days)s).") % {"days": days})
    if not first and not last:
        has_time = _said(one, "opens_at") or _said(one, "closes_at")
        raise NotUsual(_("it does not say on which days it is so.") if has_time else _("it does not say when it opens and closes."))
    if not first or not last or first > last or _said(one, "opens_at"):
        raise _for_a_while(first, last)
    return f"{written(first)}-{written(last)}"


def _each_said(one, names):
    return shown(", ".join(f"{name}={_said(one, name)}" for name in names if _said(one, name)))


def _refuse_a_while(first, last, today):
    if (first and first > today) or (last and last - today < LONG_ENOUGH):
        raise _for_a_while(first, last)


def _for_a_while(first, last):
    return NotUsual(_("some of it holds for a while only (%(first)s to %(last)s).") % {"first": first or "…", "last": last or "…"})


def _days_that_return(one):
    """ "MO" for every Monday, "Mo[2]" for the second one of a month."""
    freq, days = _said(one, "freq").upper(), _said(one, "byday").upper().replace(" ", "")
    if not days and freq == "WEEKLY" and _said(one, "dtstart"):
        days = _DAYS[_date(one, "dtstart").weekday()]
    found = [_BY_DAY.fullmatch(day) for day in days.split(",")]
    told = [name for name in ("count", *_WHICH[1:]) if _said(one, name)]
    is_every_time = not _said(one, "interval") or _is_one(one, "interval")
    is_plain = freq == "MONTHLY" or (freq == "WEEKLY" and not any(each and each[1] for each in found))
    if told or not (is_every_time and is_plain and all(found)):
        way = _each_said(one, ("freq", "interval", "byday", *told))
        raise NotUsual(_("we cannot write down how it returns (%(way)s).") % {"way": way})
    return [f"{each[2].title()}[{int(each[1])}]" if each[1] else each[2] for each in found]


def _span(one):
    """ "09:00-12:00", with " unknown" behind it where one asks first; that alone for days without a time."""
    clocks = [_clock(one, name) for name in ("opens_at", "closes_at") if _said(one, name)]
    if not clocks and not _said(one, "freq"):
        return "unknown"
    if len(clocks) < 2:
        raise NotUsual(_("it does not say when it opens and closes."))
    return hours.from_week({0: [clocks]}).removeprefix("Mo ") + (" unknown" if _is_asked(one) else "")


def _clock(one, name):
    text = _said(one, name)
    found = _CLOCK.fullmatch(text)
    if not found:
        raise NotUsual(_("“%(time)s” is not a time. Write it like 9:00 or 18:30.") % {"time": shown(text)})
    offsets = list(filter(None, [found[2], _said(one, "timezone")]))
    if not all(map(_OURS.fullmatch, offsets)):
        raise NotUsual(_("its clock is not ours (%(clock)s).") % {"clock": shown(", ".join([text, *offsets]))})
    # Where a day ends at 24:00 most files say a minute less.
    return "24:00" if name == "closes_at" and found[1] == "23:59" else found[1]
