"""Giving through the site: what somebody chose becomes a purchase with its payment. Nothing hangs before it is paid."""

from django.db import IntegrityError, transaction

from merchants.keys import broke
from vouchers import gateways
from vouchers.models import Payment, Purchase, PurchaseLine, Treat
from vouchers.models.purchases import MOST_LINES, MOST_ONLINE, MOST_PER_LINE


class UnknownTreat(Exception):
    """One of these treats cannot be given now: gone, not offered, or its place left."""


class TooMuch(Exception):
    """More than the site takes in one go."""


def buy(*, quantities, word, key):
    """Write down a purchase and its first payment.

    `quantities` maps treat ids to how many. Prices are read here, never taken from the page. The same key twice is one purchase.
    Raises UnknownTreat, TooMuch, and gateways.NoGateway where one cannot pay online.
    """
    gateway = gateways.current()
    treats = list(Treat.objects.offered().filter(pk__in=quantities, merchant__state="active").select_related("merchant"))
    if not quantities or len(treats) != len(quantities):
        raise UnknownTreat
    lines = [PurchaseLine(treat=treat, quantity=quantities[treat.pk], unit_price=treat.price, vat_rate=treat.vat_rate) for treat in treats]
    total = sum(line.quantity * line.unit_price for line in lines)
    if len(lines) > MOST_LINES or total > MOST_ONLINE or not all(1 <= line.quantity <= MOST_PER_LINE for line in lines):
        raise TooMuch
    try:
        with transaction.atomic():
            return _write_down(lines, total, word, key, treats[0].merchant.chapter_id, gateway)
    except IntegrityError as error:
        if broke(error, "purchase_key_once"):
            return Purchase.objects.get(key=key)
        raise


def _write_down(lines, total, word, key, chapter_id, gateway):
    state = Purchase.WordState.WAITING if word else Purchase.WordState.NONE
    purchase = Purchase.objects.create(key=key, chapter_id=chapter_id, word=word, word_state=state)
    for line in lines:
        line.purchase = purchase
    PurchaseLine.objects.bulk_create(lines)
    Payment.objects.create(purchase=purchase, gateway=gateway.name, mode=gateway.mode, amount=total)
    return purchase
