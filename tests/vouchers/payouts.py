"""What tests of payouts share: a place that is paid, money that goes back, and a round from beginning to end."""

from datetime import date, datetime
from uuid import uuid4

from merchants.hours import BRUSSELS
from tests.factories import make_chapter, make_merchant, make_purchase, make_seller, make_team_member, make_treat
from tests.races import rules_off
from vouchers import actions
from vouchers.actions import paying_out
from vouchers.models import ChapterAccount, Payment, Payout, PayoutRun

TODAY = date(2026, 12, 2)
IN_NOVEMBER, IN_DECEMBER = datetime(2026, 11, 20, 12, tzinfo=BRUSSELS), datetime(2026, 12, 1, 9, tzinfo=BRUSSELS)
OUR_IBAN = "BE68539007547034"


def make_account(chapter=None, **fields):
    """How this city pays: as soon as there is a euro, from an account of its own."""
    usual = {"rhythm": ChapterAccount.Rhythm.THRESHOLD, "threshold": 100, "account_holder": "Enchanté vzw", "iban": OUR_IBAN}
    return ChapterAccount.objects.update_or_create(chapter=chapter or make_chapter(), defaults={**usual, **fields})[0]


def make_paid_place(name=None, *, chapter=None, price=500, seller=None, **fields):
    """A place with an account and one treat. Returns the treat."""
    merchant = make_merchant(name, chapter=chapter, **fields)
    make_seller(merchant, **(seller or {}))
    return make_treat(merchant=merchant, price=price)


def sell(treat, quantity=1, *, at=IN_NOVEMBER):
    """Somebody paid so many of them at this moment. Returns the line."""
    purchase = make_purchase(treat, quantity=quantity, paid=True)
    Payment.objects.filter(purchase=purchase).update(paid_at=at)
    return purchase.lines.get()


def give_back(line, quantity=1):
    """The giver of this line gets so many of it back. Returns its row."""
    refund = actions.give_back(payment=line.purchase.payments.get(), key=uuid4(), quantities={line.pk: quantity})
    return refund.lines.get()


def pay_out(chapter, today=TODAY):
    """A round of this city, sealed."""
    run = paying_out.propose(chapter=chapter, today=today)
    paying_out.approve(run=run, by=make_team_member(chapter=chapter))
    return paying_out.seal(run=run, by=make_team_member(chapter=chapter))


def make_run(chapter, state="sealed"):
    """A round of this city with one place in it, come so far."""
    make_account(chapter)
    sell(make_paid_place(chapter=chapter))
    if state == "sealed":
        return pay_out(chapter)
    run = paying_out.propose(chapter=chapter, today=TODAY)
    return paying_out.approve(run=run, by=make_team_member(chapter=chapter)) if state == "approved" else run


def make_sealed_payout(merchant, amount=500):
    """Rows of a payout to this place that stand for one that went its way, with nothing in them."""
    with rules_off():
        run = PayoutRun.objects.create(
            chapter=merchant.chapter,
            route="sepa",
            message_id=f"RUN-{uuid4().hex[:8]}",
            state="sealed",
            approved_on=TODAY,
            sealed_on=TODAY,
            file=b"<x/>",
        )
        seller = merchant.sellers.get(is_current=True)
        return Payout.objects.create(run=run, merchant=merchant, seller=seller, amount=amount, end_to_end=f"{run}-001")
