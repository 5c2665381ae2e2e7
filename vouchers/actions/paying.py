"""Paying: the local row decides. Whoever knocks (browser, webhook, poller) only makes us ask the provider and take one step.

fetch from the provider, outside any lock; also when it is paid, for money may come back
is it ours, to the cent?      no -> set apart for the team, nothing hangs
lock the payment and its purchase
may it go there from here?    no -> nothing changes (paid is final)
paid -> settle the purchase once (settling.py), and hear what went back since (refunding.py); commit
"""

import logging
from collections import Counter

from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from merchants import letters
from vouchers import gateways
from vouchers.models import Payment

from .refunding import hear_of_chargebacks, hear_of_refunds, send_refund
from .settling import settle

log = logging.getLogger(__name__)


def start_payment(*, payment, return_url=""):
    """Open the payment at its provider and return the address of the checkout. Safe to repeat: our key makes it one payment there.

    Raises gateways.GatewayTrouble. Never called inside a transaction.
    """
    if not payment.checkout_url:
        # In the language of the purchase, so that whoever tries again says the same as the first.
        with translation.override(payment.purchase.language):
            way_back = return_url or reverse("vouchers:purchase-thanks", args=[payment.purchase.token])
            opened = gateways.named(payment.gateway).create(payment=payment, return_url=way_back)
        Payment.objects.filter(pk=payment.pk, status=Payment.Status.CREATED).update(
            status=Payment.Status.OPEN, provider_id=opened.id, checkout_url=opened.checkout_url
        )
        payment.refresh_from_db()
    return payment.checkout_url


def reconcile(payment):
    """Ask the provider how this payment stands and take the step. Returns the payment as it is now.

    Raises gateways.GatewayTrouble. Never called inside a transaction.
    """
    if not payment.provider_id:
        return payment
    had_news, answer = payment.has_news, gateways.named(payment.gateway).fetch(payment.provider_id)
    with transaction.atomic():
        payment = Payment.objects.select_related("purchase__chapter").select_for_update(of=["self", "purchase"]).get(pk=payment.pk)
        if reason := what_does_not_match(payment, answer):
            _set_apart(payment, reason)
        elif answer.status in payment.STEPS[payment.status]:
            _step(payment, answer.status)
        if payment.is_paid and not reason:
            hear_of_refunds(payment, answer.refunds)
            hear_of_chargebacks(payment, answer.charged_back)
        if had_news:
            payment.has_news = False
            payment.save(update_fields=["has_news"])
    return payment


def hear(payment):
    """Somebody says there is news of this payment: ask now, or remember that it must be asked. Never called inside a transaction."""
    try:
        reconcile(payment)
    except gateways.GatewayTrouble:
        log.warning("No answer about payment %s, of which there is news; it is asked again next time.", payment.pk)
        Payment.objects.filter(pk=payment.pk).update(has_news=True)


def reconcile_all(payments):
    """Go on with each of these payments, whatever happens to the others. Returns a Counter of "moved", "same" and "no answer"."""
    return _each(payments, _go_on)


def cancel_all(payments):
    """End each of these payments that nobody finished, as far as the provider lets us. Returns a Counter as `reconcile_all` does."""
    return _each(payments, _cancel)


def _each(payments, go):
    told = Counter()
    for payment in payments:
        try:
            told["same" if go(payment).status == payment.status else "moved"] += 1
        except gateways.GatewayTrouble:
            log.warning("No answer about payment %s; it is asked again next time.", payment.pk)
            told["no answer"] += 1
        except DatabaseError:
            log.exception("Payment %s could not be written down; it is asked again next time.", payment.pk)
            told["no answer"] += 1
    return told


def _cancel(payment):
    try:
        gateways.named(payment.gateway).cancel(payment.provider_id)
    except gateways.Refused:
        log.warning("Payment %s cannot be ended by us.", payment.pk)
    return reconcile(payment)


def _go_on(payment):
    """The next step from wherever it stopped. Returns the payment as it is now; the one given stays as it was."""
    if payment.never_opened:
        return _give_up(payment)
    if payment.status == Payment.Status.CREATED:
        start_payment(payment=Payment.objects.get(pk=payment.pk))
        return Payment.objects.get(pk=payment.pk)
    now = reconcile(payment)
    # Only now: had an earlier question arrived, the answer just told of it.
    for refund in now.refunds.to_ask_for():
        send_refund(refund)
    return now


def _give_up(payment):
    # Whoever opens it at this very moment and is first, wins.
    Payment.objects.filter(pk=payment.pk, status=Payment.Status.CREATED).update(status=Payment.Status.EXPIRED)
    return Payment.objects.get(pk=payment.pk)


def what_does_not_match(payment, answer):
    """Why this answer cannot be about this payment (a `Payment.Held`), or None."""
    if answer.id != payment.provider_id:
        return Payment.Held.ID
    if answer.token != payment.token:
        return Payment.Held.TOKEN
    if answer.amount != payment.amount:
        return Payment.Held.AMOUNT
    if answer.currency != payment.currency:
        return Payment.Held.CURRENCY
    if answer.mode != payment.mode:
        return Payment.Held.MODE
    return None


def _set_apart(payment, reason):
    if payment.is_paid or payment.held_because:
        return
    payment.held_because = reason
    payment.save(update_fields=["held_because"])
    letters.write_to_team(payment.purchase.chapter, event=f"payment-held-{payment.pk}", template="payment_held", payment=payment)


def _step(payment, status):
    if status == Payment.Status.PAID and payment.purchase.payments.filter(status=status).exists():
        return _set_apart(payment, Payment.Held.TWICE)
    payment.status = status
    payment.held_because = ""
    payment.paid_at = timezone.now() if payment.is_paid else None
    payment.save(update_fields=["status", "paid_at", "held_because"])
    if payment.is_paid:
        settle(payment.purchase)
