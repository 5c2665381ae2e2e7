"""Giving through the site: what somebody chose becomes a purchase with its payment. Nothing hangs before it is paid."""

from typing import NamedTuple

from django.db import IntegrityError, transaction

from merchants.keys import broke
from vouchers import gateways
from vouchers.models import Payment, Purchase, PurchaseLine, Treat
from vouchers.models.purchases import MOST_LINES, MOST_ONLINE, MOST_PER_LINE

from .counter import KeyUsedElsewhere


class UnknownTreat(Exception):
    """One of these treats cannot be given now: gone, not offered, or its place left."""


class PriceChanged(Exception):
    """A price is not the one the page showed."""


class TotalNotShown(Exception):
    """The total is not the one the page showed."""


class TooMuch(Exception):
    """More than the site takes in one go."""


class Shown(NamedTuple):
    """What the giver saw before pressing: the cents per treat id, and together. Only compared; what is paid is read here."""

    prices: dict
    total: int | None


def buy(*, quantities, word, key, shown=None):
    """Write down a purchase of so many per treat id, and its first payment. The same key twice is one purchase.

    Raises UnknownTreat, TooMuch, PriceChanged or TotalNotShown where it is not what was `shown`, KeyUsedElsewhere when this key
    bought something else, and gateways.NoGateway where one cannot pay online.
    """
    gateway = gateways.current()
    lines = _lines(quantities)
    total = sum(line.quantity * line.unit_price for line in lines)
    if len(lines) > MOST_LINES or total > MOST_ONLINE or not all(1 <= line.quantity <= MOST_PER_LINE for line in lines):
        raise TooMuch
    if shown and any(line.unit_price != shown.prices.get(line.treat_id) for line in lines):
        raise PriceChanged
    if shown and total != shown.total:
        raise TotalNotShown
    try:
        with transaction.atomic():
            return _write_down(lines, total, word, key, gateway)
    except IntegrityError as error:
        if broke(error, "purchase_key_once"):
            return _same(Purchase.objects.get(key=key), quantities, word)
        raise


def show_words(purchases):
    """Put the kind words of these purchases on the boards, where they were paid. Returns how many."""
    return purchases.with_word().paid().update(word_state=Purchase.WordState.SHOWN)


def keep_words(purchases):
    """Do not show the kind words of these purchases, or no longer. Returns how many."""
    return purchases.with_word().paid().update(word_state=Purchase.WordState.KEPT)


def _lines(quantities):
    treats = list(Treat.objects.offered().filter(pk__in=quantities, merchant__state="active").select_related("merchant"))
    if not quantities or len(treats) != len(quantities):
        raise UnknownTreat
    return [PurchaseLine(treat=treat, quantity=quantities[treat.pk], unit_price=treat.price, vat_rate=treat.vat_rate) for treat in treats]


def _write_down(lines, total, word, key, gateway):
    state = Purchase.WordState.WAITING if word else Purchase.WordState.NONE
    purchase = Purchase.objects.create(key=key, chapter_id=lines[0].treat.merchant.chapter_id, word=word, word_state=state)
    for line in lines:
        line.purchase = purchase
    PurchaseLine.objects.bulk_create(lines)
    Payment.objects.create(purchase=purchase, gateway=gateway.name, mode=gateway.mode, amount=total)
    return purchase


def _same(purchase, quantities, word):
    if purchase.word != word or {line.treat_id: line.quantity for line in purchase.lines.all()} != quantities:
        raise KeyUsedElsewhere
    return purchase
