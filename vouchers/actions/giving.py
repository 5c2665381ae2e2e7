"""Buying through the site: what somebody chose becomes a purchase with its payment. Only what is paid hangs, or becomes a voucher."""

from typing import NamedTuple

from django.db import IntegrityError, transaction

from merchants.keys import broke
from merchants.money import VatRate
from vouchers import gateways
from vouchers.models import Payment, Purchase, PurchaseLine, Seller, Treat
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


class Giver(NamedTuple):
    """What whoever gives typed about themselves: all of it optional."""

    language: str = "nl"
    email: str = ""
    wants_news: bool = False


UNKNOWN = Giver()


def buy(*, quantities, word, key, shown=None, giver=UNKNOWN, kind=Purchase.Kind.TREATS):
    """Write down a purchase of so many per treat id, and its first payment. The same key twice is one purchase.

    They are for the board, or vouchers of one's own (`kind`).

    Raises UnknownTreat, TooMuch, PriceChanged or TotalNotShown where it is not what was `shown`, KeyUsedElsewhere when this key
    bought something else, and gateways.NoGateway where one cannot pay online.
    """
    gateway = gateways.current()
    lines = lines_for(quantities)
    total = sum(line.quantity * line.unit_price for line in lines)
    if total > MOST_ONLINE:
        raise TooMuch
    if shown and any(line.unit_price != shown.prices.get(line.treat_id) for line in lines):
        raise PriceChanged
    if shown and total != shown.total:
        raise TotalNotShown
    try:
        with transaction.atomic():
            return _write_down(lines, total, gateway, key=key, kind=kind, word=word, **giver._asdict())
    except IntegrityError as error:
        if broke(error, "purchase_key_once"):
            return _same(Purchase.objects.get(key=key), quantities, kind, word, giver)
        raise


def show_words(purchases):
    """Put the kind words of these purchases on the boards, where they were paid. Returns how many."""
    return purchases.with_word().paid().update(word_state=Purchase.WordState.SHOWN)


def keep_words(purchases):
    """Do not show the kind words of these purchases, or no longer. Returns how many."""
    return purchases.with_word().paid().update(word_state=Purchase.WordState.KEPT)


def lines_for(quantities):
    """The lines of so many per treat id, not yet written: all at places of one city. Raises UnknownTreat, TooMuch."""
    treats = list(Treat.objects.sold_online().with_seller().filter(pk__in=quantities).select_related("merchant"))
    if not quantities or len(treats) != len(quantities) or len({treat.merchant.chapter_id for treat in treats}) > 1:
        raise UnknownTreat
    if len(treats) > MOST_LINES or not all(1 <= quantities[treat.pk] <= MOST_PER_LINE for treat in treats):
        raise TooMuch
    return [_line(treat, quantities[treat.pk]) for treat in treats]


def _line(treat, quantity):
    # Who charges no VAT has no rate on the receipt, whatever the price list says.
    vat_rate = treat.vat_rate if treat.vat_regime == Seller.VatRegime.RATES else VatRate.NONE
    return PurchaseLine(treat=treat, quantity=quantity, unit_price=treat.price, vat_rate=vat_rate, seller_id=treat.seller_id)


def _write_down(lines, total, gateway, **typed):
    state = Purchase.WordState.WAITING if typed["word"] else Purchase.WordState.NONE
    purchase = Purchase.objects.create(chapter_id=lines[0].treat.merchant.chapter_id, word_state=state, **typed)
    for line in lines:
        line.purchase = purchase
    PurchaseLine.objects.bulk_create(lines)
    Payment.objects.create(purchase=purchase, gateway=gateway.name, mode=gateway.mode, amount=total)
    return purchase


def _same(purchase, quantities, kind, word, giver):
    if (purchase.kind, purchase.word, purchase.email, purchase.wants_news) != (kind, word, giver.email, giver.wants_news):
        raise KeyUsedElsewhere
    if {line.treat_id: line.quantity for line in purchase.lines.all()} != quantities:
        raise KeyUsedElsewhere
    return purchase
