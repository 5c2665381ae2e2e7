"""What came in at one place and went out again, month by month: for its own people only, and compared with nobody."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from vouchers.figures import AT_COUNTER, HANDED_OUT, ON_SITE
from vouchers.models import GivenBack, Movement, Payment, Payout, Purchase, PurchaseLine

MONTHS = 12
_KIND = Movement.Kind
_SENT_ON = Q(kind__in=[_KIND.REDIRECTED_IN, _KIND.REDIRECTED_OUT])


@dataclass(frozen=True)
class Month:
    """Numbers of treats; in cents what was paid for them on the site, less what givers got back, and what was paid out to the place."""

    first_day: date
    on_site: int = 0
    at_counter: int = 0
    handed_out: int = 0
    sent_on: int = 0
    paid: int = 0
    paid_out: int = 0


def months_of(merchant, today):
    """The last twelve months in which something happened, the latest first. Four queries."""
    since = _months_ago(today, MONTHS - 1)
    moved = Movement.objects.filter(treat__merchant=merchant, day__gte=since).annotate(month=TruncMonth("day")).values("month")
    numbers = {
        row.pop("month"): row
        for row in moved.order_by("month").annotate(
            on_site=Sum("delta", filter=ON_SITE, default=0),
            at_counter=Sum("delta", filter=AT_COUNTER, default=0),
            handed_out=-Sum("delta", filter=HANDED_OUT, default=0),
            sent_on=Sum("delta", filter=_SENT_ON, default=0),
        )
    }
    paid, paid_out = _paid_by_month(merchant, since), _paid_out_by_month(merchant, since)
    months = sorted(numbers.keys() | paid.keys() | paid_out.keys(), reverse=True)
    return [Month(month, **numbers.get(month, {}), paid=paid[month], paid_out=paid_out[month]) for month in months]


def owed_to(merchant):
    """What was paid on the site for this place and is still with the network, in cents; with a minus, what it got too much."""
    lines = PurchaseLine.objects.filter(treat__merchant=merchant, purchase__payments__status=Payment.Status.PAID)
    back = GivenBack.objects.filter(line__treat__merchant=merchant)
    sent = Payout.objects.paid_out().filter(merchant=merchant)
    paid, given_back, paid_out = (rows.aggregate(sum=Sum("amount", default=0))["sum"] for rows in (lines, back, sent))
    return paid - given_back - paid_out


def _paid_by_month(merchant, since):
    """Of treats alone. Given back to a giver counts in the month it was asked for; what went to the pot was paid all the same."""
    treats = {"purchase__kind": Purchase.Kind.TREATS}
    lines = PurchaseLine.objects.filter(treat__merchant=merchant, purchase__payments__status=Payment.Status.PAID, **treats)
    moment = TruncMonth("purchase__payments__paid_at", tzinfo=timezone.get_current_timezone(), output_field=DateField())
    back = GivenBack.objects.filter(line__treat__merchant=merchant, refund__isnull=False, line__purchase__kind=Purchase.Kind.TREATS)
    sums = _sums(lines.annotate(month=moment), since)
    sums.subtract(_sums(back.annotate(month=TruncMonth("refund__asked_on")), since))
    return sums


def _paid_out_by_month(merchant, since):
    return _sums(Payout.objects.paid_out().filter(merchant=merchant).annotate(month=TruncMonth("run__sealed_on")), since)


def _sums(rows, since):
    return Counter(dict(rows.filter(month__gte=since).order_by("month").values_list("month").annotate(Sum("amount"))))


def _months_ago(day, number):
    years, month = divmod(day.year * 12 + day.month - 1 - number, 12)
    return date(years, month + 1, 1)
