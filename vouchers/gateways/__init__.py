"""The seam to whoever moves the money. A gateway is a module-like object with a name, a mode and five verbs:

    create(payment=, return_url=) -> Opened     open a payment there; the same payment twice is one payment there
    fetch(provider_id) -> Answer                how it stands there now
    cancel(provider_id) -> Answer               end a payment that nobody finished, and how it stands then
    refund(payment=, key=, amount=, description=) -> id    send cents back; the same key twice is one refund there
    listed(since) -> [Answer]                   every payment made there since this moment; of what was sent back only how much

Mollie alone also tells what it keeps for its work: `settled(since)` and `settled_payments(number)`, where there is an access token.

All raise GatewayTrouble when the provider cannot be reached or answers nonsense, Refused when it says no. None is ever called
inside a transaction. `return_url` is a path of ours.
"""

from django.conf import settings

from .demo import DemoGateway
from .mollie import MollieGateway
from .seam import Answer, GatewayTrouble, NoGateway, Opened, Refunding, RefundNews, Refused

__all__ = ["Answer", "GatewayTrouble", "NoGateway", "Opened", "RefundNews", "Refunding", "Refused", "can_pay_online", "current", "named"]


GATEWAYS = {gateway.name: gateway for gateway in [DemoGateway(), MollieGateway()]}


def can_pay_online():
    return settings.PAYMENT_GATEWAY in GATEWAYS


def current():
    """The gateway new payments go through. Raises NoGateway."""
    return named(settings.PAYMENT_GATEWAY)


def named(name):
    """The gateway an existing payment went through. Raises NoGateway when it is not open here (any more)."""
    if name != settings.PAYMENT_GATEWAY or name not in GATEWAYS:
        raise NoGateway
    return GATEWAYS[name]
