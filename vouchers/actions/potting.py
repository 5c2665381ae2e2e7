"""The pot of a city: gifts come in, treats come out, and what hangs idle may turn back into money for elsewhere.

A gift to the pot is a purchase without lines. Treats bought from the pot are a purchase whose payment the pot itself makes, so that
from there on they are like all others: they hang, and their sellers have the money coming.
"""

from collections import Counter
from uuid import uuid5

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Sum
from django.utils import timezone

from merchants.keys import broke
from vouchers import gateways
from vouchers.models import GivenBack, Movement, Payment, Pot, PotMovement, Purchase, PurchaseLine, Redirection, Treat
from vouchers.models.purchases import MOST_ON_REQUEST, MOST_ONLINE

from .counter import KeyUsedElsewhere, NothingWaiting
from .giving import TooMuch, UnknownTreat, lines_for
from .settling import settle

LEAST_GIFT = 100
FROM_THE_POT = "pot"


class PotTooSmall(Exception):
    """The pot does not hold that much."""


def give_to_pot(*, chapter, amount, key, giver):
    """Write down a gift of so many cents to the pot, and its payment. The same key twice is one gift.

    Raises TooMuch beyond the limits, KeyUsedElsewhere when this key did something else, and gateways.NoGateway.
    """
    gateway = gateways.current()
    if not LEAST_GIFT <= amount <= MOST_ONLINE:
        raise TooMuch
    try:
        with transaction.atomic():
            purchase = Purchase.objects.create(key=key, chapter=chapter, kind=Purchase.Kind.POT, for_pot=amount, **giver._asdict())
            Payment.objects.create(purchase=purchase, gateway=gateway.name, mode=gateway.mode, amount=amount)
            return purchase
    except IntegrityError as error:
        if not broke(error, "purchase_key_once"):
            raise
    purchase = Purchase.objects.get(key=key)
    if (purchase.chapter_id, purchase.for_pot, purchase.email, purchase.wants_news) != (chapter.pk, amount, giver.email, giver.wants_news):
        raise KeyUsedElsewhere
    return purchase


@transaction.atomic
def spend(*, chapter, quantities, key):
    """Turn money of the pot into so many per treat id, at the prices of now: they hang at once. The same key twice is once.

    Raises PotTooSmall, UnknownTreat, TooMuch, and KeyUsedElsewhere when this key did something else. Locks the pot.
    """
    pot = _locked_pot(chapter)
    if before := Purchase.objects.filter(key=key).first():
        return _same(before, quantities)
    lines = lines_for(quantities)
    if lines[0].treat.merchant.chapter_id != chapter.pk:
        raise UnknownTreat
    total = sum(line.quantity * line.unit_price for line in lines)
    if total > pot.balance:
        raise PotTooSmall
    if total > MOST_ON_REQUEST:
        raise TooMuch
    purchase = Purchase.objects.create(key=key, chapter=chapter)
    for line in lines:
        line.purchase = purchase
    PurchaseLine.objects.bulk_create(lines)
    paid = {"status": Payment.Status.PAID, "paid_at": timezone.now()}
    Payment.objects.create(purchase=purchase, gateway=FROM_THE_POT, mode="live", amount=total, **paid)
    PotMovement.objects.create(key=uuid5(key, "spent"), pot=pot, kind=PotMovement.Kind.SPENT, delta=-total, purchase=purchase)
    settle(purchase)
    return purchase


def can_go_to_pot(treats):
    """{treat id: how many could go to the pot}: as many as hang, as far as their money is still with us. Two queries."""
    left = Counter()
    for line, number in _what_is_left(_still_with_us(treats)):
        left[line.treat_id] += number
    return {treat.pk: min(treat.waiting, left[treat.pk]) for treat in treats}


@transaction.atomic
def send_to_pot(*, treat, quantity, key):
    """So many come off the board and what was paid for them goes to the pot of the city. The same key twice is once.

    Raises NothingWaiting where so many do not hang, or their money was paid out already. Locks the pot, the lines and the treat.
    """
    # The pot first: whoever spends from it holds it before the treats.
    pot = _locked_pot(treat.merchant.chapter)
    locked = list(_still_with_us([treat]).select_for_update(no_key=True, of=["self"]))
    treat = Treat.objects.select_for_update(no_key=True).select_related("merchant", "kind").get(pk=treat.pk)
    if before := Redirection.objects.filter(key=key).first():
        return before
    # Looked at again: whoever held the lock before us may have paid some of them out, or given them back.
    parts = _oldest_first(_what_is_left(_still_with_us([treat]).filter(pk__in=[line.pk for line in locked])), quantity)
    if not 1 <= quantity <= treat.waiting or sum(number for _line, number in parts) < quantity:
        raise NothingWaiting
    return _move(treat, parts, pot, key)


def _same(purchase, quantities):
    if not purchase.payments.filter(gateway=FROM_THE_POT).exists():
        raise KeyUsedElsewhere
    if {line.treat_id: line.quantity for line in purchase.lines.all()} != quantities:
        raise KeyUsedElsewhere
    return purchase


def _move(treat, parts, pot, key):
    quantity, out, today = sum(number for _line, number in parts), Movement.Kind.REDIRECTED_OUT, timezone.localdate()
    sent = Redirection.objects.create(key=key, treat=treat, kind=treat.kind, quantity=quantity, accepted=True, answered_on=today)
    back = [GivenBack(line=line, quantity=number, amount=number * line.unit_price, redirection=sent) for line, number in parts]
    GivenBack.objects.bulk_create(back)
    Movement.objects.create(treat=treat, kind=out, delta=-quantity, key=uuid5(key, out), redirection=sent)
    amount = sum(each.amount for each in back)
    PotMovement.objects.create(key=uuid5(key, "pot"), pot=pot, kind=PotMovement.Kind.REDIRECTED, delta=amount, redirection=sent)
    return sent


def _locked_pot(chapter):
    return Pot.objects.select_for_update().get_or_create(chapter=chapter)[0]


def _still_with_us(treats):
    """Lines of these treats that were paid for in the city where they hang now and are in no payout, the oldest first."""
    paid = Purchase.objects.filter(kind=Purchase.Kind.TREATS, payments__status=Payment.Status.PAID)
    paid = paid.filter(chapter=OuterRef("treat__merchant__chapter"), pk=OuterRef("purchase"))
    return PurchaseLine.objects.filter(Exists(paid), treat__in=treats, payout_line=None).order_by("pk")


def _what_is_left(lines):
    """[(line, how many of it did not go back)]"""
    lines = list(lines)
    back = dict(GivenBack.objects.filter(line__in=lines).values_list("line").annotate(Sum("quantity")))
    return [(line, line.quantity - back.get(line.pk, 0)) for line in lines]


def _oldest_first(left, quantity):
    """[(line, how many of it)] until there are so many."""
    parts = []
    for line, number in left:
        number = min(number, quantity)
        quantity -= number
        parts += [(line, number)] if number else []
    return parts
