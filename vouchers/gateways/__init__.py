"""The seam to whoever moves the money. A gateway is a module-like object with a name, a mode and two verbs:

    create(payment=, return_url=) -> Opened     open a payment there; the same payment twice is one payment there
    fetch(provider_id) -> Answer                how it stands there now

Both raise GatewayTrouble when the provider cannot be reached or answers nonsense. Neither is ever called inside a transaction.
"""

from django.conf import settings

from .demo import DemoGateway
from .seam import Answer, GatewayTrouble, NoGateway, Opened

__all__ = ["Answer", "GatewayTrouble", "NoGateway", "Opened", "can_pay_online", "current", "named"]


GATEWAYS = {gateway.name: gateway for gateway in [DemoGateway()]}


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
