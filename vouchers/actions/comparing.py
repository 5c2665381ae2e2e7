"""Each night: what the provider knows of the last days, beside what we know ourselves.

what we opened there until now      noted first, so that nothing opened meanwhile seems to be missing there
what the provider lists             a little more than was asked for, because clocks differ
what stands otherwise than here     asked about once more, as after a webhook: most of it settles itself so
what differs even then              told, a sentence each, and written to the network once
"""

from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from merchants import letters
from vouchers import gateways
from vouchers.models import Payment

from .paying import hear, what_does_not_match

CLOCKS_DIFFER = timedelta(hours=1)
UNKNOWN = _("The provider has payment %(id)s (%(theirs)s), of which nothing is known here.")
MISSING = _("Payment %(number)s (%(ours)s) is not known at the provider.")
DIFFERS = _("Payment %(number)s (%(ours)s) does not match payment %(id)s at the provider (%(theirs)s): %(reason)s.")
ANOTHER_STATE = _("another state")


class Difference(NamedTuple):
    """What one side lacks or has otherwise. As text it is a sentence, in the language that is spoken at that moment."""

    name: str
    words: Promise
    payment: Payment | None = None
    there: gateways.Answer | None = None
    reason: str = ""

    def __str__(self):
        facts = {"reason": self.reason}
        if self.there:
            status = Payment.Status(self.there.status).label
            facts |= {"id": self.there.id, "theirs": _in_short(self.there.amount, self.there.currency, self.there.mode, status)}
        if self.payment:
            ours = self.payment
            facts |= {"number": ours.pk, "ours": _in_short(ours.amount, ours.currency, ours.mode, ours.get_status_display())}
        return str(self.words) % facts


def compare(*, days):
    """Every Difference of so many last days, after settling what settles itself. Each is written to the network once in its life.

    Raises gateways.GatewayTrouble when there is nothing to compare with. Never called inside a transaction.
    """
    gateway, since = gateways.current(), timezone.now() - timedelta(days=days)
    opened = list(Payment.objects.filter(gateway=gateway.name, made_at__gte=since).exclude(provider_id="").order_by("pk"))
    listed = gateway.listed(since - CLOCKS_DIFFER)
    known = {there.id for there in listed}
    differences = [Difference(f"missing-{payment.pk}", MISSING, payment) for payment in opened if payment.provider_id not in known]
    for payment, there in _side_by_side(gateway, listed):
        if payment and _is_news(payment, there):
            payment, there = _ask_again(gateway, payment, there)
        differences += _difference(payment, there)
    for difference in differences:
        letters.write(event=f"differs-{difference.name}", to=letters.network_address(), template="differs", difference=difference)
    return differences


def _side_by_side(gateway, listed):
    """Each listed payment with ours: by its number there, else by our token in it, else None."""
    wanted = Q(provider_id__in=[there.id for there in listed]) | Q(token__in=[there.token for there in listed])
    ours = Payment.objects.filter(wanted, gateway=gateway.name).prefetch_related("refunds", "costs")
    by_number, by_token = ({getattr(payment, name): payment for payment in ours} for name in ["provider_id", "token"])
    return [(by_number.get(there.id) or by_token.get(there.token), there) for there in listed]


def _is_news(payment, there):
    """Whether it stands otherwise there, or more or less of it went back than we know."""
    back = payment.given_back + sum(cost.amount for cost in payment.costs.all())
    return payment.status != there.status or payment.is_paid and there.sent_back != back


def _ask_again(gateway, payment, there):
    """Both sides as they are now, once the news was taken in; as before where nobody can be asked."""
    if there.status == Payment.Status.PAID:
        # Its number may never have reached us. What it says of itself is looked at like any answer.
        Payment.objects.filter(pk=payment.pk, provider_id="").update(provider_id=there.id)
        payment.refresh_from_db()
    hear(payment)
    try:
        there = gateway.fetch(there.id)
    except gateways.GatewayTrouble:
        pass
    return Payment.objects.get(pk=payment.pk), there


def _difference(payment, there):
    """The Difference between these two in a list, or an empty one."""
    if payment is None:
        return [Difference(f"unknown-{there.id}", UNKNOWN, there=there)]
    if not payment.provider_id and there.status != Payment.Status.PAID:
        return []  # Nobody ever saw the checkout of this one, or it is being opened right now.
    reason = what_does_not_match(payment, there)
    if reason:
        return [Difference(f"{reason}-{payment.pk}-{there.id}", DIFFERS, payment, there, reason.label)]
    if there.status != payment.status:
        return [Difference(f"state-{payment.pk}-{there.status}", DIFFERS, payment, there, ANOTHER_STATE)]
    return []


def _in_short(amount, currency, mode, status):
    return f"{number_format(Decimal(amount) / 100, decimal_pos=2)} {currency}, {mode}, {status}"
