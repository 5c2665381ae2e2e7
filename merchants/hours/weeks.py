"""A week as a table: what a merchant fills in, and what a page shows."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .answers import State, spans
from .moments import MINUTES_A_DAY, midnight
from .slips import HoursNotUnderstood, repair

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_A_WEEK = 7 * MINUTES_A_DAY

# A café that closes at six in the morning closes the next day; a shop from 18:00 to 9:00 was filled in the wrong way round.
_LATEST_NIGHT = 6 * 60


class Holidays(TextChoices):
    """What happens on the ten legal holidays."""

    OPEN = "open", gettext_lazy("open as on other days")
    CLOSED = "closed", gettext_lazy("closed")
    ASK = "ask", gettext_lazy("ask first")


_ON_HOLIDAYS = {Holidays.OPEN: [], Holidays.CLOSED: ["PH off"], Holidays.ASK: ["PH unknown"]}


def from_week(week, holidays=Holidays.OPEN):
    """The OSM string for a week: {0: [("09:00", "12:30"), ("13:30", "18:00")], 5: [("18:00", "02:00")]}, Monday is 0.

    Days without hours are closed; a week without any hours is "" (unknown), whatever the holidays. An end at or before 06:00 that
    is not after its start falls in the night that follows; a holiday that is closed begins at midnight. Raises HoursNotUnderstood
    for impossible, reversed and overlapping hours.
    """
    table = {day: sorted(_read_span(*span) for span in week.get(day, ())) for day in range(7)}
    _refuse_overlaps(table)
    rules = [f"{_name(days)} {_clocks(hours)}" for hours, days in _same_hours(table).items()]
    if not rules:
        return ""
    if rules == ["Mo-Su 00:00-24:00"]:
        rules = ["24/7"]
    # After a semicolon a day's rule wipes out that whole day, the small hours of the night before included; after a comma it adds.
    nightly = any(closes > MINUTES_A_DAY for hours in table.values() for _opens, closes in hours)
    return "; ".join([(", " if nightly else "; ").join(rules), *_ON_HOLIDAYS[Holidays(holidays)]])


def week_of(hours, monday):
    """Seven (date, [(start, end, ask)]) from `monday` (a date), with "HH:MM" on the clock; `ask` is true for "ask first".

    What lasts past midnight stands whole with the day it began, as ("18:00", "02:00", False); what lasts longer than a day is cut
    at midnight, as ("00:00", "24:00", False). A day without hours has an empty list: closed.
    """
    days = {monday + timedelta(i): [] for i in range(7)}
    for start, end, state in spans(hours, monday - timedelta(1), 9):
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


def _read_span(start, end):
    """Minutes since midnight; the end may lie on the next day."""
    opens, closes = _read_clock(start), _read_clock(end)
    if closes <= _LATEST_NIGHT and (closes < opens or opens == closes == 0):
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
            raise HoursNotUnderstood(
                _("Two opening times overlap around %(day)s %(time)s. Please put them together.")
                % {"day": WEEKDAYS[opens % _A_WEEK // MINUTES_A_DAY], "time": _clock(opens % MINUTES_A_DAY)}
            )


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
