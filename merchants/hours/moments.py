"""Which moment is meant, on the clocks of Belgium."""

import re
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

BRUSSELS = ZoneInfo("Europe/Brussels")
MINUTES_A_DAY = 1440

# The library's list of holidays ends in 2076: beyond that we would be guessing.
YEARS = range(2000, 2077)

# A plus sign that nobody escaped in an address arrives as a space.
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:Z|([+ -]\d\d:\d\d))?", re.ASCII)


class MomentNotUnderstood(ValueError):
    """`str(error)` is a kind sentence for the visitor, in the active language."""


def parse_moment(text, now):
    """What `open=` in an address means, as an aware datetime in Brussels. `now` is aware. Raises MomentNotUnderstood.

    "nu" is `now`. "2026-11-24T14:00" without an offset is Belgian time: an hour skipped in spring means the hour after, one that
    comes twice in autumn means the first. With an offset ("Z", "+01:00") it is that very moment.
    """
    text = text.strip()
    if text == "nu":
        return now.astimezone(BRUSSELS)
    try:
        day, clock, offset = _ISO.fullmatch(text).groups()
        zone = "+00:00" if text.endswith("Z") else (offset or "").replace(" ", "+")
        moment = local(datetime.fromisoformat(f"{day}T{clock}{zone}"))
    except (AttributeError, ValueError, OverflowError):
        moment = None
    if moment is None or moment.year not in YEARS:
        raise MomentNotUnderstood(_("We did not understand that moment. Pick a day and an hour, for example 2026-11-24T14:00."))
    return moment


def local(moment):
    """The same moment on Belgian clocks, aware. A naive moment is Belgian time; an hour skipped in spring becomes the hour after."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=BRUSSELS)
    # Through UTC, because Brussels to Brussels leaves an hour that does not exist as it is.
    return aware.astimezone(UTC).astimezone(BRUSSELS)


def on_the_clock(moment):
    """What a clock on a Belgian wall shows then, as a naive datetime."""
    return local(moment).replace(tzinfo=None)


def minute_of(moment, first_day):
    """Whole minutes on the clock since midnight of `first_day` (a date): day * 1440 + minute of the day. Before it: negative."""
    return minutes_between(midnight(first_day), on_the_clock(moment))


def minutes_between(start, end):
    """Whole minutes between two naive moments."""
    return int((end - start).total_seconds() // 60)


def midnight(day):
    """The first minute of a date, naive."""
    return datetime.combine(day, time.min)
