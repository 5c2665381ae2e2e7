"""Mollie, through its own client. What it tells of a payer (a name, an account, a card) is neither kept nor written down.

Its client may raise anything at all: a list where it looks for an object, half a line of JSON. All of it becomes GatewayTrouble.
"""

import logging
import re
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from mollie.api.client import Client
from mollie.api.error import UnprocessableEntityError
from mollie.api.objects.payment import Payment as TheirPayment
from mollie.api.objects.settlement import Settlement as TheirSettlement

from merchants.money import to_cents
from vouchers.models import Payment, Purchase

from .seam import Answer, GatewayTrouble, Opened, Refunding, RefundNews, Refused, Settlement

log = logging.getLogger(__name__)

ID = re.compile(r"\Atr_[A-Za-z0-9]{6,64}\Z")
REFUND_ID = re.compile(r"\Are_[A-Za-z0-9]{4,64}\Z")
SETTLEMENT_ID = re.compile(r"\Astl_[A-Za-z0-9]{4,64}\Z")
AMOUNT = re.compile(r"\A(0|[1-9][0-9]{0,6})\.([0-9]{2})\Z")
# What a settlement cost has more decimals than money has.
COST = re.compile(r"\A-?[0-9]{1,7}\.[0-9]{2,6}\Z")
# Bancontact, KBC and Belfius know no chargebacks. Cards do, and stay off until somebody wants that.
METHODS, CARDS = ["bancontact", "kbc", "belfius"], ["creditcard"]
LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "en": "en_GB"}
S = Payment.Status
STATUSES = {"open": S.OPEN, "pending": S.OPEN, "authorized": S.OPEN} | {end: S(end) for end in ["paid", "failed", "canceled", "expired"]}
REFUNDS = dict.fromkeys(["queued", "pending", "processing"], Refunding.SENT)
REFUNDS |= {"refunded": Refunding.DONE} | dict.fromkeys(["failed", "canceled"], Refunding.FAILED)
WORDS = {
    Purchase.Kind.TREATS: _("%(network)s %(number)s: treats at %(places)s"),
    Purchase.Kind.BON: _("%(network)s %(number)s: vouchers for %(places)s"),
    Purchase.Kind.POT: _("%(network)s %(number)s: a gift to the pot of %(city)s"),
}
MOST_LISTED, LONGEST_DESCRIPTION, LONGEST_URL = 250, 140, 500
LOCAL_NAMES = (".localhost", ".local", ".internal", ".test")


class QuietClient(Client):
    UNAME = ""  # Else it tells Mollie the name of this machine.


class MollieGateway:
    name = "mollie"
    timeout = (3, 10)  # To connect, and between two bytes. Mollie itself waits 15 seconds for an answer to its webhook.

    @property
    def mode(self):
        return settings.MOLLIE_API_KEY.partition("_")[0]

    def create(self, *, payment, return_url):
        # Mollie answers the same key with the same payment only when all of this is the same too.
        data = {
            "amount": _euros(payment.amount, payment.currency),
            "description": _description(payment),
            "redirectUrl": settings.SITE_URL + return_url,
            "method": METHODS + (CARDS if settings.MOLLIE_CARDS else []),
            "locale": LOCALES.get(translation.get_language(), LOCALES["nl"]),
            "metadata": {"token": payment.token},
        } | _webhook(payment)
        with self._asking("create", payment.pk) as mollie:
            there = mollie.payments.create(data, idempotency_key=str(payment.provider_key))
            if _answer(there).token != payment.token:
                raise ValueError("another payment than the one we asked for")
            return Opened(_matching(ID, there["id"]), _checkout(there))

    def fetch(self, provider_id):
        with self._asking("fetch", provider_id) as mollie:
            return _answer(mollie.payments.get(_matching(ID, provider_id), embed="refunds,chargebacks"))

    def cancel(self, provider_id):
        with self._asking("cancel", provider_id) as mollie:
            return _answer(mollie.payments.delete(_matching(ID, provider_id)))

    def refund(self, *, payment, key, amount, description):
        data = {"amount": _euros(amount, payment.currency), "description": description[:LONGEST_DESCRIPTION]}
        # By this key we know it again, also when the answer never reached us.
        data |= {"metadata": {"key": str(key)}}
        with self._asking("refund", payment.provider_id) as mollie:
            there = TheirPayment({"id": _matching(ID, payment.provider_id)}, mollie)
            return _matching(REFUND_ID, there.refunds.create(data, idempotency_key=str(key))["id"])

    def listed(self, since):
        with self._asking("list", "") as mollie:
            return [_answer(there) for there in _all_of(mollie.payments.list(limit=MOST_LISTED), "payments", since)]

    def settled(self, since):
        """Each Settlement made since this moment that reached our account."""
        with self._asking("settlements", "", settings.MOLLIE_ACCESS_TOKEN) as mollie:
            rows = _all_of(mollie.settlements.list(limit=MOST_LISTED), "settlements", since)
            return [_settlement(there) for there in rows if there["status"] == "paidout"]

    def settled_payments(self, number):
        """The number of each payment in this settlement."""
        with self._asking("settlement", number, settings.MOLLIE_ACCESS_TOKEN) as mollie:
            there = TheirSettlement({"id": _matching(SETTLEMENT_ID, number)}, mollie)
            return [payment["id"] for payment in _all_of(there.payments.list(limit=MOST_LISTED), "payments")]

    @contextmanager
    def _asking(self, verb, about, access_token=""):
        """A client for one question, under our key or this token. What goes wrong is logged by its kind alone, never by Mollie's words."""
        client = QuietClient(api_endpoint=settings.MOLLIE_API_BASE, timeout=self.timeout, retry=0)
        try:
            client.set_access_token(access_token) if access_token else client.set_api_key(settings.MOLLIE_API_KEY)
            yield client
        except UnprocessableEntityError as error:
            log.warning("Mollie said no to %s %s because of the field %.40r.", verb, about, error.field)
            raise Refused from None
        except Exception as error:
            log.warning("Mollie gave no answer to %s %.70r: %s.", verb, about, type(error).__name__)
            raise GatewayTrouble from None
        finally:
            if session := getattr(client, "_client", None):
                session.close()


def _answer(there):
    embedded = there.get("_embedded") or {}
    return Answer(
        id=there["id"],
        status=STATUSES[there["status"]],
        amount=_cents(there["amount"]),
        currency=there["amount"]["currency"],
        mode=there["mode"],
        token=_ours(there, "token"),
        refunds={refund["id"]: RefundNews(REFUNDS[refund["status"]], _ours(refund, "key")) for refund in embedded.get("refunds", [])},
        charged_back=sum(_cents(back["amount"]) for back in embedded.get("chargebacks", []) if not back.get("reversedAt")),
        sent_back=sum(_cents(there[name]) for name in ["amountRefunded", "amountChargedBack"] if there.get(name)),
    )


def _all_of(page, name, since=None):
    """The whole of a list that comes in pages, the newest first; or what was made since this moment."""
    found = {}
    while True:
        rows = page.get_embedded(name)
        # What is still open may have no moment yet.
        lately = [there for there in rows if not since or not there["createdAt"] or datetime.fromisoformat(there["createdAt"]) >= since]
        before, found = len(found), found | {there["id"]: there for there in lately}
        if len(lately) < len(rows) or not page.has_next():
            return list(found.values())
        if len(found) == before:
            raise ValueError("a list that goes on and brings nothing new")
        page = page.get_next()


def _settlement(there):
    """Raises where a cost is not written as Mollie writes it."""
    months = [month for year in (there["periods"] or {}).values() for month in year.values()]
    costs = [_cost(line["amountGross"]) for month in months for line in month.get("costs") or []]
    day = timezone.localdate(datetime.fromisoformat(there["settledAt"]))
    # Rounded once, of all together: as it is taken off what reaches our account.
    return Settlement(_matching(SETTLEMENT_ID, there["id"]), day, to_cents(sum(costs, Decimal())))


def _cost(amount):
    if amount["currency"] != "EUR":
        raise ValueError("a cost in another currency")
    return Decimal(_matching(COST, amount["value"]))


def _ours(there, name):
    """What we wrote beside it ourselves, or ""."""
    beside = there.get("metadata")
    said = beside.get(name) if isinstance(beside, dict) else None
    return said if isinstance(said, str) else ""


def _cents(amount):
    """{"value": "2.50"} -> 250. Raises where it is not written just so."""
    whole, part = AMOUNT.match(amount["value"]).groups()
    return int(whole) * 100 + int(part)


def _euros(cents, currency):
    return {"currency": currency, "value": f"{cents // 100}.{cents % 100:02}"}


def _matching(pattern, text):
    if not pattern.match(text):
        raise ValueError("not the kind of number Mollie gives")
    return text


def _checkout(there):
    """Where the giver pays. Raises unless it is as safe as the address we ask."""
    url = there["_links"]["checkout"]["href"]
    if urlsplit(url).scheme not in {"https", urlsplit(settings.MOLLIE_API_BASE).scheme} or len(url) > LONGEST_URL:
        raise ValueError("not an address to send anybody to")
    return url


def _webhook(payment):
    """Where Mollie tells us that something happened; nothing on one's own machine, which Mollie cannot reach and would refuse."""
    if is_local(settings.SITE_URL):
        return {}
    with translation.override(settings.LANGUAGE_CODE):
        return {"webhookUrl": settings.SITE_URL + reverse("vouchers:mollie-webhook", args=[payment.token])}


def is_local(url):
    host = urlsplit(url).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(LOCAL_NAMES)


def _description(payment):
    """What stands on the giver's own bank statement, as far as the bank shows it."""
    purchase = payment.purchase
    places = dict.fromkeys(purchase.lines.values_list("treat__merchant__name", flat=True).order_by("pk"))
    known = {"network": settings.NETWORK_NAME, "number": payment.pk, "places": ", ".join(places), "city": purchase.chapter.name}
    return (WORDS[purchase.kind] % known)[:LONGEST_DESCRIPTION]
