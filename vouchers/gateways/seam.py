"""What every gateway gives and raises."""

from typing import NamedTuple


class GatewayTrouble(Exception):
    """The provider could not be asked; nothing is known, nothing is lost, try again later."""


class NoGateway(GatewayTrouble):
    """This provider is not configured here (any more): nobody can be asked. Without any, one treats at the counter."""


class Opened(NamedTuple):
    id: str
    checkout_url: str


class Answer(NamedTuple):
    """How a payment stands at the provider. `amount` in cents, `token` ours from its metadata, `status` one of Payment.Status."""

    id: str
    status: str
    amount: int
    currency: str
    mode: str
    token: str
