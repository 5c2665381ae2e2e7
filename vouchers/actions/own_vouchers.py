"""Ordinary vouchers (gewone bon): made once they are paid, used once at the counter of their place, taken back within the same day.

They hang nowhere and have no movement. That one is used is told on its slip with its day, for it belongs to whoever bought it.
"""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from vouchers.models import Bon
from vouchers.models.bons import last_day_of


class NotHere(Exception):
    """No voucher of this place has this code."""


class AlreadyUsed(Exception):
    """This voucher was used before."""


class WentBack(Exception):
    """What was paid for this voucher was given back."""


class Over(Exception):
    """Its last day has passed. Its place may take it all the same."""


class TooLate(Exception):
    """It was not used today, so today nobody takes that back."""


def make_bons(purchase):
    """One for each unit of each line, of a purchase that was just paid."""
    valid_until = last_day_of(timezone.localdate())
    # Should a code exist already, the payment stays unheard until it is asked about again, and then there are other codes.
    Bon.objects.bulk_create(
        Bon(line=line, number=number, valid_until=valid_until)
        for line in purchase.lines.order_by("treat_id")
        for number in range(1, line.quantity + 1)
    )


def find_bon(*, merchant, code):
    """The voucher of this place with this code. Raises NotHere."""
    if bon := Bon.objects.of(merchant).filter(code=code).first():
        return bon
    raise NotHere


@transaction.atomic
def use_bon(*, merchant, code, key, although_over=False):
    """Cross it off, today. The same key twice is one use, also once that was taken back. Locks and returns the voucher.

    Raises NotHere, AlreadyUsed, WentBack; and Over after its last day, unless the place takes it although it is over.
    """
    bon = _locked(merchant, code)
    if bon.used_key == key:
        return bon
    if bon.state == Bon.State.USED:
        raise AlreadyUsed
    if bon.state == Bon.State.GIVEN_BACK:
        raise WentBack
    if bon.is_over and not although_over:
        raise Over
    bon.state, bon.used_on, bon.used_key = Bon.State.USED, timezone.localdate(), key
    bon.save(update_fields=["state", "used_on", "used_key"])
    return bon


@transaction.atomic
def undo_use(*, merchant, code):
    """It was not used after all. Twice is once. Locks and returns the voucher. Raises NotHere, and TooLate on a later day."""
    bon = _locked(merchant, code)
    if bon.state == Bon.State.USED:
        if not bon.was_used_today:
            raise TooLate
        bon.state, bon.used_on = Bon.State.OPEN, None
        bon.save(update_fields=["state", "used_on"])
    return bon


def unused_bons(purchase):
    """How many of each of its lines, by id, were neither used nor given back."""
    return Counter(Bon.objects.bought_in(purchase).filter(state=Bon.State.OPEN).values_list("line_id", flat=True))


def _locked(merchant, code):
    bon = Bon.objects.of(merchant).select_for_update(of=["self"]).filter(code=code).first()
    if bon is None:
        raise NotHere
    return bon
