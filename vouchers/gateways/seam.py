"""What every gateway gives and raises."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from django.db.models import TextChoices


class GatewayTrouble(Exception):
    """The provider could not be asked; nothing is known, nothing is lost, try again later."""


class Refused(GatewayTrouble):
    """The provider understood and said no; the same question again gets the same answer."""


class NoGateway(GatewayTrouble):
    """This provider is not configured here (any more): nobody can be asked. Without any, one treats at the counter."""


class Refunding(TextChoices):
    """How a refund stands at the provider."""

    SENT = "sent"
    DONE = "done"
    FAILED = "failed"


class RefundNews(NamedTuple):
    """A refund as the provider knows it: a `Refunding`, and our own key, or "" where it was not asked for by us."""

    status: str
    key: str


class Opened(NamedTuple):
    id: str
    checkout_url: str


class Answer(NamedTuple):
    """How a payment stands at the provider. `amount` in cents, `token` ours from its metadata, `status` one of Payment.Status.

    `refunds` is a `RefundNews` of each refund, by its number there; `charged_back` how many cents a bank took back.
    `sent_back`: how many cents of it are gone again in all, to whoever paid or to a bank; a list tells that too.
    """

    id: str
    status: str
    amount: int
    currency: str
    mode: str
    token: str
    refunds: Mapping = MappingProxyType({})
    charged_back: int = 0
    sent_back: int = 0


class Settlement(NamedTuple):
    """What reached our account at one go: its number there, on which day, and how many cents the provider kept of it for its work."""

    id: str
    day: date
    cost: int
