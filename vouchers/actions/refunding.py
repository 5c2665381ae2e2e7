"""Giving money back to whoever paid: written down first, asked of the bank after that, and told to nobody twice.

lock the payment, its purchase and the lines        whoever pays places out locks the lines too
write the refund and what it is about               the database refuses more than was paid, or bought
take it off the board, the vouchers or the pot      the database refuses what does not hang any more
commit; then ask the bank, under our own key        asked again by `manage.py reconcile_payments` until it answers
"""

import logging
from uuid import uuid5

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from merchants import letters
from merchants.keys import broke
from vouchers import gateways
from vouchers.models import Bon, Cost, GivenBack, Movement, Payment, PayoutLine, Pot, PotMovement, Purchase, PurchaseLine, Refund

from .counter import NothingWaiting
from .own_vouchers import unused_bons

log = logging.getLogger(__name__)


class NotPaid(Exception):
    """Nothing was paid here that could go back."""


class MoreThanPaid(Exception):
    """More than is left of what was paid, or nothing at all."""


def give_back(*, payment, key, quantities=None, from_pot=0, by=None):
    """Give back so many per line id, or so many cents of a gift to the pot; None: all that is left. The same key twice is once.

    Returns the Refund, of which the bank is not asked yet. Raises NotPaid, MoreThanPaid, and NothingWaiting where not enough hangs or
    the pot holds too little.
    """
    try:
        with transaction.atomic():
            payment = Payment.objects.select_for_update(of=["self"]).select_related("purchase__chapter").get(pk=payment.pk)
            if before := Refund.objects.filter(key=key).first():
                return before
            if not payment.is_paid:
                raise NotPaid
            return _write_down(payment, key, quantities, from_pot, by)
    except IntegrityError as error:
        if broke(error, "treat_never_below_zero") or broke(error, "pot_never_below_zero"):
            raise NothingWaiting from None
        if broke(error, "refund_never_more_than_paid") or broke(error, "given_back_within_its_line"):
            raise MoreThanPaid from None
        raise


def what_is_left(payment):
    """What could still go back: (so many per line id, cents of a gift to the pot), as far as what was paid goes.

    Of vouchers those that were not used: what somebody drank does not go back with the rest.
    """
    if payment.purchase.kind == Purchase.Kind.BON:
        return dict(unused_bons(payment.purchase)), 0
    back = dict(GivenBack.objects.filter(line__purchase=payment.purchase_id).values_list("line").annotate(Sum("quantity")))
    lines = {line.pk: line.quantity - back.get(line.pk, 0) for line in payment.purchase.lines.all()}
    refunded = payment.refunds.exclude(state=Refund.State.FAILED).aggregate(sum=Sum("amount", default=0))["sum"]
    return {pk: left for pk, left in lines.items() if left}, payment.purchase.for_pot and payment.purchase.for_pot - refunded


def send_refund(refund):
    """Ask the bank. Safe to repeat: our key makes it one refund there. Returns the refund as it is now. Never inside a transaction."""
    if refund.state == Refund.State.ASKED and refund.payment.gateway in gateways.GATEWAYS:
        gateway = gateways.named(refund.payment.gateway)
        try:
            number = gateway.refund(payment=refund.payment, key=refund.key, amount=refund.amount, description=f"Enchanté {refund.pk}")
        except gateways.Refused:
            # Unless somebody heard meanwhile that the bank has it: then this "no" was about asking twice.
            fail_refund(refund, unless=[Refund.State.SENT, Refund.State.DONE])
        else:
            Refund.objects.filter(pk=refund.pk, state=Refund.State.ASKED).update(state=Refund.State.SENT, provider_id=number)
        refund.refresh_from_db()
    return refund


def hear_of_refunds(payment, told):
    """Take in how the refunds of this locked payment stand at the bank: `told` is a RefundNews per number there."""
    ours = {str(refund.key): refund for refund in payment.refunds.all()} if told else {}
    for number, news in told.items():
        refund = ours.get(news.key)
        if refund is None:
            _tell_team(payment, f"refund-unknown-{number}", "refund_unknown", number=number)
        elif refund.state == Refund.State.FAILED and news.status != gateways.Refunding.FAILED:
            # What hangs again may be enjoyed by now, so a person looks.
            _tell_team(payment, f"refund-otherwise-{refund.pk}", "refund_otherwise", refund=refund)
        else:
            _hear(refund, number, news.status)


def _hear(refund, number, status):
    # Our question may have arrived while its answer did not.
    Refund.objects.filter(pk=refund.pk, state=Refund.State.ASKED).update(state=Refund.State.SENT, provider_id=number)
    if status == gateways.Refunding.FAILED:
        fail_refund(refund)
    elif status == gateways.Refunding.DONE:
        Refund.objects.filter(pk=refund.pk, state=Refund.State.SENT).update(state=Refund.State.DONE)


def hear_of_chargebacks(payment, charged_back):
    """The bank took so many cents of this locked payment back, in all: the city bears it, and neither board nor place is touched.

    Less than before may be an answer older than what we heard since, so it counts once it is heard again.
    """
    booked = payment.costs.aggregate(sum=Sum("amount", default=0))["sum"]
    if charged_back < booked and not payment.has_news:
        payment.has_news = True
        payment.save(update_fields=["has_news"])
        return
    if charged_back != booked:
        cost = Cost.objects.create(
            chapter=payment.purchase.chapter, kind=Cost.Kind.CHARGEBACK, amount=charged_back - booked, payment=payment, reference=""
        )
        # A letter for each: what was reversed may be taken back once more.
        _tell_team(payment, f"chargeback-{payment.pk}-{cost.pk}", "chargeback", amount=charged_back)


@transaction.atomic
def mark_given_back(refund):
    """A coordinator made the transfer by hand, for what came in by transfer."""
    Refund.objects.filter(pk=refund.pk, state__in=[Refund.State.ASKED, Refund.State.SENT]).update(state=Refund.State.DONE)


@transaction.atomic
def fail_refund(refund, *, unless=()):
    """The bank refused, or the money came back from an account that is closed: what was taken off hangs again, and the team is told.

    Once, and not in one of these states.
    """
    refund = Refund.objects.select_for_update(of=["self"]).select_related("payment__purchase__chapter").get(pk=refund.pk)
    if refund.state in {Refund.State.FAILED, *unless}:
        return
    refund.state = Refund.State.FAILED
    refund.save(update_fields=["state"])
    back = list(refund.lines.select_related("line"))
    _note_lines(refund, {each.line_id: -each.quantity for each in back})
    _put_back(refund, back)
    _tell_team(refund.payment, f"refund-failed-{refund.pk}", "refund_failed", refund=refund)


def _write_down(payment, key, quantities, from_pot, by):
    purchase = payment.purchase
    if quantities is None:
        quantities, from_pot = what_is_left(payment)
    prices = dict(purchase.lines.filter(pk__in=quantities).values_list("pk", "unit_price"))
    amount = sum(prices[pk] * number for pk, number in quantities.items()) + from_pot
    # What the bank took back is with whoever paid already.
    if not 0 < amount <= payment.left or any(number < 1 for number in quantities.values()):
        raise MoreThanPaid
    refund = Refund.objects.create(payment=payment, key=key, amount=amount, asked_by=by)
    lines = _note_lines(refund, quantities)
    _take_off(refund, purchase, lines, quantities, from_pot)
    if payment.left == amount and purchase.word:
        # A word that hangs by itself would promise what is not there.
        Purchase.objects.filter(pk=purchase.pk).update(word_state=Purchase.WordState.KEPT)
    return refund


def _note_lines(refund, quantities):
    """Who pays places out locks these lines too: one of us sees what the other did."""
    lines = list(PurchaseLine.objects.select_for_update(no_key=True).filter(pk__in=quantities).order_by("pk"))
    paid_out = set(PayoutLine.objects.filter(line__in=lines).values_list("line_id", flat=True))
    GivenBack.objects.bulk_create(
        GivenBack(
            line=line,
            quantity=quantities[line.pk],
            amount=quantities[line.pk] * line.unit_price,
            refund=refund,
            after_payout=line.pk in paid_out,
        )
        for line in lines
    )
    return lines


def _take_off(refund, purchase, lines, quantities, from_pot):
    if purchase.kind == purchase.Kind.TREATS:
        Movement.objects.bulk_create(
            Movement(
                treat_id=line.treat_id,
                kind=Movement.Kind.REFUNDED,
                delta=-quantities[line.pk],
                key=uuid5(refund.key, str(line.pk)),
                line=line,
            )
            for line in sorted(lines, key=lambda line: line.treat_id)
        )
    elif purchase.kind == purchase.Kind.BON:
        for line in lines:
            _close_bons(line, quantities[line.pk])
    else:
        _move_pot(refund, PotMovement.Kind.REFUNDED, -from_pot)


def _put_back(refund, back):
    if refund.payment.purchase.kind == "treats":
        # Not an undo: that is for a tap at the counter, and figures take it for one.
        Movement.objects.bulk_create(
            Movement(
                treat_id=each.line.treat_id, kind=Movement.Kind.RECOUNT, delta=each.quantity, key=uuid5(refund.key, f"again {each.line_id}")
            )
            for each in sorted(back, key=lambda each: each.line.treat_id)
        )
    elif refund.payment.purchase.kind == "bon":
        for each in back:
            closed = each.line.bons.filter(state=Bon.State.GIVEN_BACK)[: each.quantity]
            Bon.objects.filter(pk__in=[bon.pk for bon in closed]).update(state=Bon.State.OPEN)
    else:
        _move_pot(refund, PotMovement.Kind.RETURNED, refund.amount)


def _close_bons(line, number):
    unused = list(line.bons.select_for_update().filter(state=Bon.State.OPEN).order_by("-number")[:number])
    if len(unused) < number:
        raise NothingWaiting
    Bon.objects.filter(pk__in=[bon.pk for bon in unused]).update(state=Bon.State.GIVEN_BACK)


def _move_pot(refund, kind, delta):
    pot = Pot.objects.get(chapter=refund.payment.purchase.chapter_id)
    PotMovement.objects.create(key=uuid5(refund.key, kind), pot=pot, kind=kind, delta=delta, refund=refund, day=timezone.localdate())


def _tell_team(payment, event, template, **context):
    letters.write_to_team(payment.purchase.chapter, event=event, template=template, payment=payment, **context)
