"""What the provider keeps for its work, booked as costs of the cities: no giver and no place pays any of it.

A settlement of eight payments cost € 1,00. Each payment weighs the same, and cents that are left go to whoever lost most by whole cents:

| payments in it                  | of € 1,00 | booked |
|---------------------------------|-----------|--------|
| 3 in Gent                       |    0.3750 |   0,38 |
| 3 in Leuven                     |    0.3750 |   0,37 |
| 2 that nobody knows here        |    0.2500 |   0,25 | to nobody, and the network is told
"""

from collections import Counter
from typing import NamedTuple

from django.db import transaction

from merchants import letters
from merchants.models import Chapter
from merchants.money import shared_out
from vouchers import gateways
from vouchers.gateways.mollie import MollieGateway
from vouchers.models import Cost, Payment

NOBODY = None


class Fees(NamedTuple):
    """Of one settlement: so many cents were booked, and so many are explained by no payment of ours."""

    settlement: str
    booked: int
    unexplained: int


def book_fees(*, since):
    """Book what each settlement since this moment cost, once. Returns the Fees of each that was not booked yet.

    Raises gateways.GatewayTrouble. Never called inside a transaction.
    """
    gateway = gateways.named(MollieGateway.name)
    settled = {settlement.id: settlement for settlement in gateway.settled(since) if settlement.cost}
    for booked in Cost.objects.filter(reference__in=settled).values_list("reference", flat=True):
        settled.pop(booked, None)
    return [_book(settlement, gateway.settled_payments(settlement.id)) for settlement in settled.values()]


@transaction.atomic
def _book(settlement, numbers):
    ours = Payment.objects.filter(gateway=MollieGateway.name, provider_id__in=numbers)
    counted = Counter(ours.values_list("purchase__chapter", flat=True).order_by("purchase__chapter"))
    # Costs without any payment (of a month, of a chargeback) are explained by none either.
    counted[NOBODY] = len(numbers) - counted.total() or not numbers
    shares = shared_out(settlement.cost, counted)
    unexplained = shares.pop(NOBODY)
    _write_down(settlement, shares)
    if unexplained:
        letters.write(
            event=f"fees-{settlement.id}",
            to=letters.network_address(),
            template="fees_unexplained",
            settlement=settlement,
            amount=unexplained,
        )
    return Fees(settlement.id, sum(shares.values()), unexplained)


def _write_down(settlement, shares):
    # Whoever books the same at the same moment waits here, and then sees that it is done.
    list(Chapter.objects.select_for_update(no_key=True).filter(pk__in=shares).order_by("pk"))
    if not Cost.objects.filter(reference=settlement.id).exists():
        Cost.objects.bulk_create(
            Cost(chapter_id=chapter, kind=Cost.Kind.FEE, amount=cents, day=settlement.day, reference=settlement.id)
            for chapter, cents in shares.items()
            if cents
        )
