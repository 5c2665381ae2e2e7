"""From the table a form shows to a string: a week, the holidays, and the dates that differ.

A date stands for what begins that day, as a day of the week does: a dated night runs on into the next day, whatever that day is. The
usual night before a date runs on as well, but not into a date that is closed: that one begins at midnight, as a closed holiday does.
In the string each date holds just what the clock shows from midnight to midnight, so that no reader has to know about nights.
"""

from datetime import timedelta
from itertools import pairwise

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from merchants.dates import date_format

from .dates import Holidays, is_holiday
from .moments import MINUTES_A_DAY
from .rules import written
from .slips import refuse_too_long, repair
from .words import HoursNotUnderstood

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_A_DAY = timedelta(1)
_A_WEEK = 7 * MINUTES_A_DAY

# A café that closes at six in the morning closes the next day; a shop from 18:00 to 9:00 was filled in the wrong way round.
LATEST_NIGHT = "06:00"

_ON_HOLIDAYS = {Holidays.OPEN: [], Holidays.CLOSED: ["PH off"], Holidays.ASK: ["PH unknown"]}


def from_week(week, holidays=Holidays.OPEN, exceptions=None):
    """The OSM string for a week: {0: [("09:00", "12:30"), ("13:30", "18:00")], 5: [("18:00", "02:00")]}, Monday is 0.

    Days without hours are closed; a week without any hours is unknown, whatever the holidays. `exceptions` are hours of dates,
    {date: [("10:00", "14:00")]}, closed where the list is empty; they win over weekdays and holidays. An end at or before 06:00 that
    is not after its start falls in the night that follows; a holiday that is closed begins at midnight. Raises HoursNotUnderstood
    for impossible, reversed and overlapping hours.
    """
    table = {day: _read_day(week.get(day, ())) for day in range(7)}
    _refuse_overlaps(table)
    dated = {day: _read_day(hours) for day, hours in (exceptions or {}).items()}
    if not any(table.values()):
        return "; ".join(["Mo-Su unknown", *_dated_rules(table, Holidays.OPEN, dated)] if dated else [])
    text = "; ".join([_weekly_rules(table), *_ON_HOLIDAYS[Holidays(holidays)], *_dated_rules(table, holidays, dated)])
    refuse_too_long(text)
    return text


def _read_day(hours):
    return sorted(_read_span(*span) for span in hours)


def _weekly_rules(table):
    rules = [f"{_name(days)} {_clocks(hours)}" for hours, days in _same_hours(table).items()]
    if rules == ["Mo-Su 00:00-24:00"]:
        return "24/7"
    # After a semicolon a day's rule wipes out that whole day, the small hours of the night before included; after a comma it adds.
    nightly = any(closes > MINUTES_A_DAY for hours in table.values() for _opens, closes in hours)
    return (", " if nightly else "; ").join(rules)


def _dated_rules(table, holidays, dated):
    rows = _Rows(table, holidays, dated)
    touched = set(dated) | {day + _A_DAY for day in dated if rows.ends_at_night(day)}
    return [_rule(day, rows, day + _A_DAY in touched) for day in sorted(touched)]


class _Rows:
    """What begins on each day, in minutes: as dated, else as usual."""

    def __init__(self, table, holidays, dated):
        self.table, self.holidays, self.dated = table, Holidays(holidays), dated

    def of(self, day):
        return self.dated[day] if day in self.dated else self._as_usual(day)

    def is_asked(self, day):
        return day not in self.dated and self.holidays == Holidays.ASK and is_holiday(day)

    def tail(self, day):
        """What is left in the morning of the night before."""
        before = day - _A_DAY
        if self.dated.get(day) == [] and before not in self.dated:
            return []
        return [(0, closes - MINUTES_A_DAY) for _opens, closes in self.of(before) if closes > MINUTES_A_DAY]

    def ends_at_night(self, day):
        return any(closes > MINUTES_A_DAY for _opens, closes in [*self.of(day), *self._as_usual(day)])

    def _as_usual(self, day):
        return [] if self.holidays != Holidays.OPEN and is_holiday(day) else self.table[day.weekday()]


def _rule(day, rows, is_cut_at_midnight):
    tail, own = rows.tail(day), rows.of(day)
    for (_opens, closes), (opens, _closes) in pairwise([*tail, *own]):
        if opens < closes:
            raise _overlapping(date_format(day, "j F"), opens)
    if is_cut_at_midnight:
        own = [(opens, min(closes, MINUTES_A_DAY)) for opens, closes in own]
    if rows.is_asked(day):
        asked = f"{written(day)} {_clocks([(tail[0][1] if tail else 0, MINUTES_A_DAY)])} unknown"
        return ", ".join([*(f"{written(day)} {_clocks(tail)}" for _ in tail), asked])
    return f"{written(day)} {_clocks([*tail, *own]) or 'off'}"


def _read_span(start, end):
    """Minutes since midnight; the end may lie on the next day."""
    opens, closes = _read_clock(start), _read_clock(end)
    if _clock(closes) <= LATEST_NIGHT and (closes < opens or opens == closes == 0):
        closes += MINUTES_A_DAY
    if closes <= opens:
        raise HoursNotUnderstood(_("“%(start)s - %(end)s” closes before it opens. Are they swapped?") % {"start": start, "end": end})
    return opens, closes


def _read_clock(text):
    """Any way of writing a time that `repair` knows."""
    try:
        hour, minute = repair(f"00:00-{text}").removeprefix("00:00-").split(":")
        minutes = int(hour) * 60 + int(minute)
    except ValueError:
        minutes = None
    if minutes is None or minutes > MINUTES_A_DAY:
        raise HoursNotUnderstood(_("“%(time)s” is not a time. Write it like 9:00 or 18:30.") % {"time": text[:20]})
    return minutes


def _refuse_overlaps(table):
    """Also where a night runs into the next morning, Sunday's into Monday's."""
    week = [(day * MINUTES_A_DAY + opens, day * MINUTES_A_DAY + closes) for day, hours in table.items() for opens, closes in hours]
    following = [*week[1:], *((opens + _A_WEEK, closes + _A_WEEK) for opens, closes in week[:1])]
    for (_opens, closes), (opens, _closes) in zip(week, following, strict=True):
        if opens < closes:
            raise _overlapping(WEEKDAYS[opens % _A_WEEK // MINUTES_A_DAY], opens % MINUTES_A_DAY)


def _overlapping(day, minute):
    sentence = _("Two opening times overlap around %(day)s %(time)s. Please put them together.")
    return HoursNotUnderstood(sentence % {"day": day, "time": _clock(minute)})


def _same_hours(table):
    """{hours: days that have them}, in the order of the week, without the days that have none."""
    groups = {}
    for day, hours in table.items():
        if hours:
            groups.setdefault(tuple(hours), []).append(day)
    return groups


def _name(days):
    """[0, 1, 2, 4] is "Mo-We,Fr"."""
    runs = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(_DAYS[run[0]] if len(run) == 1 else f"{_DAYS[run[0]]}-{_DAYS[run[-1]]}" for run in runs)


def _clocks(hours):
    return ",".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in hours)


def _clock(minutes):
    """ "09:00" for 540, "24:00" for the midnight that ends a day, "02:00" in the night after it."""
    if minutes > MINUTES_A_DAY:
        minutes -= MINUTES_A_DAY
    return f"{minutes // 60:02}:{minutes % 60:02}"
