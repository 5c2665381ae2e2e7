"""A payout as it is once two people sealed it, for tests that are about something else."""

from uuid import uuid4

from django.utils import timezone

from tests.factories import make_user
from vouchers.actions import seller_of
from vouchers.models import Payout, PayoutLine, PayoutRun, PurchaseLine


def pay_out(merchant):
    """Everything that was paid for this place, by the route without a file. Returns the Payout."""
    today = timezone.localdate()
    run = PayoutRun.objects.create(chapter=merchant.chapter, route="invoice", message_id=uuid4().hex, approved_by=make_user())
    lines = list(PurchaseLine.objects.filter(treat__merchant=merchant, purchase__payments__status="paid", payout_line=None))
    total = sum(line.amount for line in lines)
    payout = Payout.objects.create(run=run, merchant=merchant, seller=seller_of(merchant), amount=total, end_to_end=uuid4().hex)
    PayoutLine.objects.bulk_create(PayoutLine(payout=payout, line=line, amount=line.amount) for line in lines)
    PayoutRun.objects.filter(pk=run.pk).update(state="approved", approved_on=today)
    PayoutRun.objects.filter(pk=run.pk).update(state="sealed", sealed_on=today, sealed_by=make_user())
    return payout
