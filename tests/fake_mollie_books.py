"""What the fake Mollie remembers and answers, without any HTTP: payments, refunds, chargebacks, settlements, keys.

Written from the documentation of Mollie's API, version 2. Where it refuses, it refuses with Mollie's words and status.
"""

import json
import re
from datetime import UTC, datetime, timedelta
from itertools import count
from urllib.parse import parse_qs, urlsplit

TEST_KEY, LIVE_KEY, ACCESS_TOKEN = "test_" + "t" * 30, "live_" + "l" * 30, "access_" + "a" * 30
MODES = {TEST_KEY: "test", LIVE_KEY: "live", ACCESS_TOKEN: "live"}
METHODS = {"bancontact", "kbc", "belfius", "creditcard"}
LOCALES = {"nl_NL", "nl_BE", "fr_FR", "fr_BE", "en_US", "en_GB", "de_DE"}
AMOUNT = re.compile(r"\A\d+\.\d\d\Z")
ENDS = {"paid": "paidAt", "failed": "failedAt", "canceled": "canceledAt", "expired": "expiredAt"}
FEE = {"bancontact": 39, "kbc": 90, "belfius": 90, "creditcard": 60}
# The payer, who must be found nowhere on our side.
PAYER = {"consumerName": "Piet Payer", "consumerAccount": "BE68539007547034", "cardNumber": "1234567890123456", "cardFingerprint": "fp1"}


class Refusal(Exception):
    def __init__(self, status, title, detail, field=None):
        self.status = status
        self.body = {"status": status, "title": title, "detail": detail} | ({"field": field} if field else {})


def no(detail, field):
    return Refusal(422, "Unprocessable Entity", detail, field)


def not_found(what):
    return Refusal(404, "Not Found", f"No {what} exists with that token.")


def euros(cents, decimals=2):
    sign, cents = "-" if cents < 0 else "", abs(cents)
    return {"currency": "EUR", "value": f"{sign}{cents // 100}.{cents % 100:02}" + "0" * (decimals - 2)}


def cents(amount, field="amount"):
    value = amount.get("value") if isinstance(amount, dict) else None
    if not isinstance(value, str) or not AMOUNT.match(value):
        raise no("The amount contains an invalid value", field)
    if amount.get("currency") != "EUR":
        raise no("The currency is not supported", field)
    if (number := int(value.replace(".", ""))) < 1:
        raise no("The amount is lower than the minimum", field)
    return number


class Books:
    def __init__(self, base=""):
        self.base = base
        self.payments, self.settlements, self.told = {}, {}, []
        self.answers, self.busy, self.just_refunded = {}, set(), set()
        self.numbers = count(1)

    # What the API answers

    def answer(self, key, method, path, body, idempotency_key):
        """(status, object, was it replayed)"""
        if key not in MODES:
            raise Refusal(401, "Unauthorized Request", "Missing authentication, or failed to authenticate")
        if not idempotency_key or method != "POST":
            return *self._do(key, method, path, body), False
        asked = (path, json.dumps(body, sort_keys=True))
        if before := self.answers.get(idempotency_key):
            if before[0] != asked:
                raise Refusal(400, "Bad Request", "This idempotency key was used for another request")
            return *before[1], True
        answer = self._do(key, method, path, body)
        self.answers[idempotency_key] = (asked, answer)
        return *answer, False

    def _do(self, key, method, path, body):
        parts = urlsplit(path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        match [method, *parts.path.strip("/").split("/")]:
            case ["POST", "v2", "payments"]:
                return 201, self._shown(self._create(MODES[key], body))
            case ["GET", "v2", "payments"]:
                payments = [self._shown(payment) for payment in self.payments.values() if payment["mode"] == MODES[key]]
                return 200, self._listed(parts.path, payments, query)
            case ["GET", "v2", "payments", number]:
                return 200, self._shown(self._find(key, number), query.get("embed", ""))
            case ["DELETE", "v2", "payments", number]:
                return 200, self._shown(self._cancel(self._find(key, number)))
            case ["POST", "v2", "payments", number, "refunds"]:
                return 201, self._refund(self._find(key, number), body)
            case ["GET", "v2", "payments", number, ("refunds" | "chargebacks") as what]:
                return 200, self._page(what, self._find(key, number)["_" + what])
            case ["GET", "v2", "payments", number, "refunds", refund]:
                return 200, self._refund_of(self._find(key, number), refund)
            case ["DELETE", "v2", "payments", number, "refunds", refund]:
                return self._take_back(self._refund_of(self._find(key, number), refund))
            case ["GET", "v2", "settlements", *rest]:
                return 200, self._settlements(key, parts.path, rest, query)
        raise Refusal(404, "Not Found", "The resource does not exist")

    def _create(self, mode, body):
        value = cents(body.get("amount"))
        if not isinstance(body.get("description"), str) or not 0 < len(body["description"]) <= 255:
            raise no("The description is invalid", "description")
        if urlsplit(str(body.get("redirectUrl"))).scheme not in {"http", "https"}:
            raise no("The redirect location is invalid", "redirectUrl")
        if "webhookUrl" in body and urlsplit(body["webhookUrl"]).hostname in {None, "localhost", "127.0.0.1"}:
            raise no("The webhook URL is invalid because it is unreachable from Mollie's point of view", "webhookUrl")
        methods = body.get("method") or sorted(METHODS)
        if not set([methods] if isinstance(methods, str) else methods) <= METHODS:
            raise no("The payment method is not enabled in your website profile", "method")
        if body.get("locale", "nl_BE") not in LOCALES:
            raise no("The locale is invalid", "locale")
        payment = {
            "resource": "payment",
            "id": f"tr_{next(self.numbers):010}",
            "mode": mode,
            "createdAt": now(),
            "status": "open",
            "isCancelable": True,
            "expiresAt": now(timedelta(minutes=15)),
            "amount": euros(value),
            "description": body["description"],
            "method": None,
            "metadata": body.get("metadata"),
            "locale": body.get("locale"),
            "profileId": "pfl_QkEhN94Ba",
            "sequenceType": "oneoff",
            "redirectUrl": body["redirectUrl"],
            "details": None,
            "_methods": methods,
            "_cents": value,
            "_refunds": [],
            "_chargebacks": [],
        } | ({"webhookUrl": body["webhookUrl"]} if "webhookUrl" in body else {})
        return self.payments.setdefault(payment["id"], payment)

    def _find(self, key, number):
        payment = self.payments.get(number)
        if payment is None or payment["mode"] != MODES[key]:
            raise not_found("payment")
        return payment

    def _shown(self, payment, embed=""):
        shown = {name: value for name, value in payment.items() if not name.startswith("_")}
        shown["_links"] = {"self": self._link(f"/v2/payments/{payment['id']}")}
        if payment["status"] == "open":
            shown["_links"]["checkout"] = self._link(f"/checkout/{payment['id']}", "text/html")
        if payment["status"] == "paid":
            shown["amountRefunded"] = euros(payment["_cents"] - left_of(payment))
            shown["amountRemaining"] = euros(left_of(payment))
        if taken := sum(cents(back["amount"]) for back in payment["_chargebacks"] if not back["reversedAt"]):
            shown["amountChargedBack"] = euros(taken)
        if embed:
            shown["_embedded"] = {what: payment["_" + what] for what in embed.split(",") if what in {"refunds", "chargebacks"}}
        return shown

    def _listed(self, path, rows, query):
        """One page of these, the newest first."""
        limit = int(query.get("limit", 50))
        if not 1 <= limit <= 250:
            raise Refusal(400, "Bad Request", "The limit is invalid")
        rows = rows[::-1]
        start = next((place for place, row in enumerate(rows) if row["id"] == query.get("from")), 0)
        page, after = rows[start : start + limit], rows[start + limit : start + limit + 1]
        following = self._link(f"{path}?from={after[0]['id']}&limit={limit}") if after else None
        return self._page(path.rpartition("/")[2], page, next=following)

    def _page(self, name, rows, **links):
        return {"count": len(rows), "_embedded": {name: rows}, "_links": {"previous": None, "next": None} | links}

    def _link(self, path, kind="application/hal+json"):
        return {"href": self.base + path, "type": kind}

    def _cancel(self, payment):
        if payment["status"] != "open":
            raise no("The payment cannot be canceled", None)
        self.end(payment["id"], "canceled")
        return payment

    def _refund(self, payment, body):
        amount = cents(body.get("amount"))
        if payment["status"] != "paid":
            raise no("The payment cannot be refunded", None)
        if amount > left_of(payment):
            raise no("The specified amount cannot be refunded, it is higher than what is left", "amount")
        if (payment["id"], amount) in self.just_refunded:
            raise Refusal(409, "Conflict", "A duplicate refund has been detected")
        self.just_refunded.add((payment["id"], amount))
        refund = {"resource": "refund", "id": f"re_{next(self.numbers):010}", "amount": euros(amount), "status": "pending"}
        refund |= {
            "createdAt": now(),
            "description": body.get("description", ""),
            "paymentId": payment["id"],
            "metadata": body.get("metadata"),
        }
        payment["_refunds"].append(refund)
        return refund

    def _refund_of(self, payment, number):
        for refund in payment["_refunds"]:
            if refund["id"] == number:
                return refund
        raise not_found("refund")

    def _take_back(self, refund):
        if refund["status"] not in {"queued", "pending"}:
            raise no("The refund cannot be canceled any more", None)
        refund["status"] = "canceled"
        return 204, None

    def _settlements(self, key, path, rest, query):
        if key != ACCESS_TOKEN:
            raise Refusal(403, "Forbidden", "An API key does not open settlements; an organization access token does")
        if not rest:
            return self._listed(path, list(self.settlements.values()), query)
        if rest[0] not in self.settlements:
            raise not_found("settlement")
        if rest[1:] == ["payments"]:
            settled = [self._shown(paid) for paid in self.payments.values() if paid.get("settlementId") == rest[0]]
            return self._listed(path, settled, query)
        return self.settlements[rest[0]]

    # What happens at the bank's side

    def end(self, number, status, method="bancontact"):
        """The payment ends there, and whoever asked for it is told. A late "paid" may follow another end."""
        payment = self.payments[number]
        payment |= {"status": status, ENDS[status]: now(), "isCancelable": False}
        if status == "paid":
            payment |= {"method": method, "details": dict(PAYER)}
        self._tell(payment)

    def finish_refund(self, number, status="refunded"):
        self.let_time_pass()
        for payment in self.payments.values():
            for refund in payment["_refunds"]:
                if refund["id"] == number:
                    refund["status"] = status
                    self._tell(payment)

    def let_time_pass(self):
        """So much of it that two equal refunds are no slip any more."""
        self.just_refunded.clear()

    def charge_back(self, number, amount=None):
        payment = self.payments[number]
        back = {"resource": "chargeback", "id": f"chb_{next(self.numbers):08}", "amount": euros(amount or payment["_cents"])}
        payment["_chargebacks"].append(back | {"createdAt": now(), "reversedAt": None, "paymentId": number})
        self._tell(payment)

    def reverse(self, number):
        for back in self.payments[number]["_chargebacks"]:
            back["reversedAt"] = now()
        self._tell(self.payments[number])

    def settle(self):
        """Pay out what was paid and not settled yet, less what it cost. Returns the settlement."""
        number = f"stl_{next(self.numbers):08}"
        paid = [one for one in self.payments.values() if (one["status"], one["mode"]) == ("paid", "live") and "settlementId" not in one]
        revenue, costs = [], []
        for method in sorted({one["method"] for one in paid}):
            of_this = [one for one in paid if one["method"] == method]
            came, fee = sum(one["_cents"] for one in of_this), FEE[method] * len(of_this)
            line = {"description": method.title(), "method": method, "count": len(of_this)}
            revenue.append(line | {"amountNet": euros(came, 4), "amountVat": None, "amountGross": euros(came, 4)})
            rate = {"fixed": euros(FEE[method], 4), "percentage": None}
            costs.append(line | {"rate": rate, "amountNet": euros(fee, 4), "amountVat": euros(0, 4), "amountGross": euros(fee, 4)})
        for one in paid:
            one["settlementId"] = number
        together = sum(one["_cents"] - FEE[one["method"]] for one in paid)
        year, month = now()[:4], now()[5:7]
        self.settlements[number] = {
            "resource": "settlement",
            "id": number,
            "reference": f"1234567.{year[2:]}{month}.{len(self.settlements) + 1:02}",
            "createdAt": now(),
            "settledAt": now(),
            "status": "paidout",
            "amount": euros(together),
            "periods": {year: {month: {"revenue": revenue, "costs": costs}}},
        }
        return self.settlements[number]

    def _tell(self, payment):
        if "webhookUrl" in payment:
            self.told.append((payment["webhookUrl"], payment["id"]))


def left_of(payment):
    """How many cents of it can still go back."""
    gone = sum(cents(refund["amount"]) for refund in payment["_refunds"] if refund["status"] not in {"failed", "canceled"})
    return payment["_cents"] - gone


def now(later=timedelta()):
    return (datetime.now(UTC) + later).isoformat(timespec="seconds")
