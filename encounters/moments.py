"""When something is, on the clocks of Belgium: also in the two nights in which they jump."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from merchants.hours import BRUSSELS
from merchants.hours.moments import on_the_clock


class NoSuchHour(ValueError):
    """In the night of this day the clock jumps over this hour."""

    def __init__(self, day, clock):
        super().__init__(day, clock)
        self.day, self.clock = day, clock


class Every(models.TextChoices):
    """How often something comes again."""

    ONCE = "once", _("only once")
    WEEK = "week", _("every week")
    TWO_WEEKS = "two_weeks", _("every two weeks")
    MONTH = "month", _("every month, on the same day of the week")


def moment(day, clock):
    """This hour of this day, aware; of an hour that comes twice in autumn, the first. Raises NoSuchHour."""
    naive = datetime.combine(day, clock.replace(tzinfo=None))
    # In UTC, where every hour comes once: Python calls an hour that comes twice here unequal to itself elsewhere.
    aware = naive.replace(tzinfo=BRUSSELS).astimezone(UTC)
    if on_the_clock(aware) != naive:
        raise NoSuchHour(day, clock)
    return aware


def stretch(day, begins, ends):
    """(when it begins, when it ends); an end that comes before the beginning is one of the next day. Raises NoSuchHour."""
    return moment(day, begins), moment(day + timedelta(ends <= begins), ends)


def length(begins_at, ends_at):
    """How long it really lasts, also where the clock jumps in between."""
    return ends_at.astimezone(UTC) - begins_at.astimezone(UTC)


def jumps_between(begins_at, ends_at):
    """Whether the clock jumps while it lasts, so that it is an hour shorter or longer than it looks."""
    return length(begins_at, ends_at) != on_the_clock(ends_at) - on_the_clock(begins_at)


def days(first, every, times):
    """So many days, from the first one on."""
    if every == Every.MONTH:
        return [_in_month(first, number) for number in range(times)]
    step = {Every.WEEK: 7, Every.TWO_WEEKS: 14}.get(every, 0)
    return [first + timedelta(step * number) for number in range(times if step else 1)]


def _in_month(first, later):
    """So many months later: the second Tuesday of one month becomes that of the other, the fifth one becomes the last."""
    year, month = divmod(first.year * 12 + first.month - 1 + later, 12)
    begins_with, length_of_month = monthrange(year, month + 1)
    day = 1 + (first.weekday() - begins_with) % 7 + 7 * ((first.day - 1) // 7)
    return date(year, month + 1, day if day <= length_of_month else day - 7)
