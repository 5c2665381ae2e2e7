"""What came in at one place and went out again, month by month: for its own people only, and compared with nobody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from vouchers.figures import HANDED_OUT
from vouchers.models import Movement, PurchaseLine

MONTHS = 12
_KIND = Movement.Kind
_ON_SITE = Q(kind__in=[_KIND.BOUGHT, _KIND.REFUNDED])
_AT_COUNTER = Q(kind=_KIND.COUNTER) | Q(kind=_KIND.UNDO, delta__lt=0)
_SENT_ON = Q(kind__in=[_KIND.REDIRECTED_IN, _KIND.REDIRECTED_OUT])


@dataclass(frozen=True)
class Month:
    """Numbers of treats; `paid` is what was paid for them on the site, in cents."""

    first_day: date
    on_site: int = 0
    at_counter: int = 0
    handed_out: int = 0
    sent_on: int = 0
    paid: int = 0


def months_of(merchant, today):
    """The last twelve months in which something happened, the latest first. Two queries."""
    since = _months_ago(today, MONTHS - 1)
    moved = Movement.objects.filter(treat__merchant=merchant, day__gte=since).annotate(month=TruncMonth("day")).values("month")
    numbers = {
        row.pop("month"): row
        for row in moved.order_by("month").annotate(
            on_site=Sum("delta", filter=_ON_SITE, default=0),
            at_counter=Sum("delta", filter=_AT_COUNTER, default=0),
            handed_out=-Sum("delta", filter=HANDED_OUT, default=0),
            sent_on=Sum("delta", filter=_SENT_ON, default=0),
        )
    }
    paid = _paid_by_month(merchant, since)
    months = sorted(numbers.keys() | paid.keys(), reverse=True)
    return [Month(month, **numbers.get(month, {}), paid=paid.get(month, 0)) for month in months]


def owed_to(merchant):
    """What was paid on the site for this place and is still with the network, in cents. One query."""
    return _paid_lines(merchant).aggregate(owed=Sum("amount", default=0))["owed"]


def _paid_lines(merchant):
    return PurchaseLine.objects.filter(treat__merchant=merchant, purchase__payments__status="paid")


def _paid_by_month(merchant, since):
    lines = _paid_lines(merchant).annotate(month=TruncMonth("purchase__payments__paid_at", tzinfo=timezone.get_current_timezone()))
    months = lines.values("month").order_by("month").annotate(paid=Sum("amount"))
    return {row["month"].date(): row["paid"] for row in months if row["month"].date() >= since}


def _months_ago(day, number):
    years, month = divmod(day.year * 12 + day.month - 1 - number, 12)
    return date(years, month + 1, 1)
