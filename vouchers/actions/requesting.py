"""Payment requests: a company, club or school asks for treats, transfers the money, and a coordinator says that it arrived.

The request is a purchase whose payment no bank tells us about. Its number is the structured communication on the transfer.
"""

from datetime import datetime, time

from django.db import IntegrityError, transaction
from django.utils import timezone

from merchants import letters
from merchants.keys import broke
from vouchers import communication
from vouchers.models import Payment, Purchase, PurchaseLine
from vouchers.models.payments import TRANSFER
from vouchers.models.purchases import MOST_ON_REQUEST

from .counter import KeyUsedElsewhere
from .giving import TooMuch, TotalNotShown, lines_for
from .settling import settle


class OtherAmount(Exception):
    """Another amount arrived than the request asks."""


class AlreadyArrived(Exception):
    """Somebody said before that this money arrived."""


def ask_for_transfer(*, quantities, total, buyer, giver, account, key):
    """Write down a purchase of so many per treat id, to be paid by transfer, and the letter with the request. The same key twice is one.

    Raises UnknownTreat, TooMuch, TotalNotShown where they do not cost `total`, and KeyUsedElsewhere. Returns the Payment.
    """
    lines = lines_for(quantities)
    cost = sum(line.quantity * line.unit_price for line in lines)
    if cost > MOST_ON_REQUEST:
        raise TooMuch
    if cost != total:
        raise TotalNotShown
    try:
        with transaction.atomic():
            return _write_down(lines, cost, buyer, giver, account, key)
    except IntegrityError as error:
        if not broke(error, "purchase_key_once"):
            raise
    return _same(Purchase.objects.get(key=key), quantities, buyer, giver)


@transaction.atomic
def money_arrived(*, payment, amount, day):
    """A coordinator read on a statement that so many cents came for this request on this day: its treats hang. Returns the Payment.

    Raises OtherAmount, AlreadyArrived. Locks the payment and its purchase. Late money is money too: also after the request ended.
    """
    payment = Payment.objects.requests().select_related("purchase").select_for_update(of=["self", "purchase"]).get(pk=payment.pk)
    if payment.is_paid:
        raise AlreadyArrived
    if amount != payment.amount:
        raise OtherAmount
    payment.status, payment.paid_at = Payment.Status.PAID, _noon_of(day)
    payment.save(update_fields=["status", "paid_at"])
    settle(payment.purchase)
    return payment


def _noon_of(day):
    """Statements know no hour."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def _write_down(lines, cost, buyer, giver, account, key):
    chapter_id = lines[0].treat.merchant.chapter_id
    purchase = Purchase.objects.create(key=key, chapter_id=chapter_id, buyer=buyer, **giver._asdict())
    for line in lines:
        line.purchase = purchase
    PurchaseLine.objects.bulk_create(lines)
    payment = Payment.objects.create(purchase=purchase, gateway=TRANSFER, mode="live", amount=cost)
    payment.status, payment.provider_id = Payment.Status.OPEN, communication.digits_for(payment.pk)
    payment.save(update_fields=["status", "provider_id"])
    # Without the name that was typed: anybody may type anybody's address, and no words of theirs travel there.
    letters.write(
        event=f"payment-request-{payment.pk}",
        to=giver.email,
        template="payment_request",
        language=giver.language,
        chapter=purchase.chapter,
        payment=payment,
        purchase=purchase,
        account=account,
    )
    return payment


def _same(purchase, quantities, buyer, giver):
    payment = purchase.payments.filter(gateway=TRANSFER).first()
    is_same = (purchase.buyer, purchase.email) == (buyer, giver.email)
    if not payment or not is_same or {line.treat_id: line.quantity for line in purchase.lines.all()} != quantities:
        raise KeyUsedElsewhere
    return payment
