"""The fake Mollie does what Mollie's documentation says; asked through Mollie's own client and by hand."""

import http.client
import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from mollie.api.client import Client
from mollie.api.error import Error, ResponseError

from tests.fake_mollie import FakeMollie
from tests.fake_mollie_books import ACCESS_TOKEN, LIVE_KEY, PAYER, TEST_KEY
from tests.races import together


@pytest.fixture
def fake():
    with FakeMollie() as fake:
        yield fake


def client(fake, key=TEST_KEY):
    mollie = Client(api_endpoint=fake.base, timeout=(1, 0.5), retry=0)
    (mollie.set_access_token if key.startswith("access_") else mollie.set_api_key)(key)
    return mollie


def order(**changes):
    asked = {"amount": {"currency": "EUR", "value": "7.50"}, "description": "Three coffees", "redirectUrl": "https://shop.example/"}
    return {name: value for name, value in (asked | changes).items() if value is not None}


@contextmanager
def refused(status):
    with pytest.raises(ResponseError) as caught:
        yield
    assert caught.value.status == status


# Payments


def test_a_payment_opens_with_a_checkout_and_is_found_again(fake):
    made = client(fake).payments.create(order(metadata={"token": "abc"}, method=["bancontact", "kbc"], locale="nl_BE"))

    there = client(fake).payments.get(made.id)
    assert (there.status, there.mode, there.metadata) == ("open", "test", {"token": "abc"})
    assert there.amount == {"currency": "EUR", "value": "7.50"}
    assert there.checkout_url == f"{fake.base}/checkout/{made.id}"


@pytest.mark.parametrize(
    "slip",
    [
        {"amount": None},
        {"amount": {"currency": "EUR", "value": "7.5"}},
        {"amount": {"currency": "EUR", "value": 7.5}},
        {"amount": {"currency": "EUR", "value": "0.00"}},
        {"amount": {"currency": "XXX", "value": "7.50"}},
        {"description": None},
        {"description": "x" * 256},
        {"redirectUrl": None},
        {"webhookUrl": "http://localhost:8000/"},
        {"method": "carrier-pigeon"},
        {"locale": "nl"},
    ],
)
def test_a_slip_in_the_order_is_refused(fake, slip):
    with refused(422):
        client(fake).payments.create(order(**slip))
    assert fake.books.payments == {}


def test_test_and_live_know_nothing_of_each_other(fake):
    made = client(fake).payments.create(order())

    assert client(fake, LIVE_KEY).payments.create(order()).mode == "live"
    with refused(404):
        client(fake, LIVE_KEY).payments.get(made.id)
    with refused(401):
        client(fake, "test_nobodysKey0000000000").payments.get(made.id)
    assert len(client(fake, LIVE_KEY).payments.list()) == 1


def test_the_list_comes_in_pages_the_newest_first(fake):
    made = [client(fake).payments.create(order()).id for _ in range(5)]

    page, found = client(fake).payments.list(limit=2), []
    while page:
        found.append([payment.id for payment in page])
        page = page.get_next()
    assert found == [[made[4], made[3]], [made[2], made[1]], [made[0]]]
    with refused(400):
        client(fake).payments.list(limit=251)


def test_only_an_open_payment_is_cancelled(fake):
    made = client(fake).payments.create(order())

    assert client(fake).payments.delete(made.id).status == "canceled"
    with refused(422):
        client(fake).payments.delete(made.id)


# The same key


def test_the_same_key_is_one_payment_and_says_so(fake):
    answers = [raw(fake, "POST", "/v2/payments", order(), key="k1") for _ in range(2)]

    assert answers[0][2] == answers[1][2]
    assert [answer[1].get("Idempotent-Replayed") for answer in answers] == [None, "true"]
    assert len(fake.books.payments) == 1


def test_the_same_key_for_something_else_is_refused(fake):
    client(fake).payments.create(order(), idempotency_key="k1")

    with refused(400):
        client(fake).payments.create(order(description="Another"), idempotency_key="k1")


def test_the_same_key_from_two_sides_at_once_is_a_conflict(fake):
    fake.fail("slow", "slow", done=True)

    statuses = together(*[lambda: raw(fake, "POST", "/v2/payments", order(), key="k1")[0]] * 2)

    assert sorted(statuses) == [201, 409]
    assert len(fake.books.payments) == 1


# Money back


@pytest.fixture
def paid(fake):
    made = client(fake, LIVE_KEY).payments.create(order())
    fake.books.end(made.id, "paid")
    return client(fake, LIVE_KEY).payments.get(made.id)


def euros(value):
    return {"amount": {"currency": "EUR", "value": value}}


def test_part_and_then_the_rest_goes_back_and_no_more(fake, paid):
    part = paid.refunds.create(euros("2.50"), idempotency_key="r1")
    assert paid.refunds.create(euros("2.50"), idempotency_key="r1").id == part.id
    rest = paid.refunds.create(euros("5.00"))

    for value in ["0.01", "7.50"]:
        with refused(422):
            paid.refunds.create(euros(value))
    there = client(fake, LIVE_KEY).payments.get(paid.id, embed="refunds")
    assert [refund["id"] for refund in there.get_embedded("refunds")] == [part.id, rest.id]
    assert there.amount_remaining["value"] == "0.00"
    assert (there.status, there.amount_refunded["value"]) == ("paid", "7.50")


def test_a_refund_that_failed_may_be_asked_again(fake, paid):
    refund = paid.refunds.create(euros("7.50"))
    fake.books.finish_refund(refund.id, "failed")

    assert paid.refunds.get(refund.id).status == "failed"
    again = paid.refunds.create(euros("7.50"))
    fake.books.finish_refund(again.id)
    assert [one.status for one in paid.refunds.list()] == ["failed", "refunded"]


def test_a_refund_can_be_taken_back_until_it_is_done(fake, paid):
    refund = paid.refunds.create(euros("1.00"))
    paid.refunds.delete(refund.id)
    fake.books.let_time_pass()
    done = paid.refunds.create(euros("1.00"))
    fake.books.finish_refund(done.id)

    with refused(422):
        paid.refunds.delete(done.id)
    assert client(fake, LIVE_KEY).payments.get(paid.id).amount_remaining["value"] == "6.50"


def test_two_equal_refunds_shortly_after_each_other_are_a_conflict_and_later_they_are_not(fake, paid):
    paid.refunds.create(euros("2.50"), idempotency_key="r1")
    with refused(409):
        paid.refunds.create(euros("2.50"), idempotency_key="r2")
    assert paid.refunds.create(euros("2.50"), idempotency_key="r1").status == "pending"

    fake.books.let_time_pass()
    paid.refunds.create(euros("2.50"), idempotency_key="r2")
    assert client(fake, LIVE_KEY).payments.get(paid.id).amount_remaining["value"] == "2.50"


def test_what_was_not_paid_does_not_go_back(fake):
    made = client(fake).payments.create(order())

    with refused(422):
        made.refunds.create(euros("1.00"))


def test_a_chargeback_shows_on_the_payment_until_it_is_reversed(fake, paid):
    fake.books.charge_back(paid.id)
    there = client(fake, LIVE_KEY).payments.get(paid.id, embed="refunds,chargebacks")
    assert (there.status, there.amount_chargedback["value"]) == ("paid", "7.50")
    assert there.get_embedded("chargebacks")[0]["reversedAt"] is None

    fake.books.reverse(paid.id)
    assert client(fake, LIVE_KEY).payments.get(paid.id).amount_chargedback is None


def test_a_settlement_tells_what_came_in_and_what_it_cost_to_whoever_holds_an_access_token(fake, paid):
    number = fake.books.settle()["id"]

    with refused(403):
        client(fake, LIVE_KEY).settlements.get(number)
    settled = client(fake, ACCESS_TOKEN).settlements.get(number)
    ((month,),) = [year.values() for year in settled.periods.values()]
    assert settled.amount["value"] == "7.11"
    assert [month[part][0]["amountGross"]["value"] for part in ("revenue", "costs")] == ["7.5000", "0.3900"]
    assert [payment.id for payment in settled.payments.list()] == [paid.id]
    assert fake.books.settle()["amount"]["value"] == "0.00"


def test_the_payments_of_a_settlement_and_the_settlements_come_in_pages(fake, paid):
    others = [client(fake, LIVE_KEY).payments.create(order()).id for _ in range(2)]
    for number in others:
        fake.books.end(number, "paid")
    first, second = fake.books.settle()["id"], fake.books.settle()["id"]

    page = client(fake, ACCESS_TOKEN).settlements.get(first).payments.list(limit=2)
    assert [[payment.id for payment in page], [payment.id for payment in page.get_next()]] == [others[::-1], [paid.id]]
    page = client(fake, ACCESS_TOKEN).settlements.list(limit=1)
    assert [[settled.id for settled in page], [settled.id for settled in page.get_next()]] == [[second], [first]]


# The checkout and the webhook


def test_the_checkout_leads_by_two_banks_on_other_origins_back_to_the_shop(fake):
    made = client(fake).payments.create(order())

    _, _, page = raw(fake, "GET", f"/checkout/{made.id}")
    assert f"{fake.first_bank}/bank/{made.id}" in page
    status, headers, _ = raw(fake, "GET", f"/bank/{made.id}", host=fake.first_bank)
    assert (status, headers["Location"]) == (303, f"{fake.second_bank}/bank/{made.id}")
    assert "paid" in raw(fake, "GET", f"/bank/{made.id}", host=fake.second_bank)[2]
    status, headers, _ = raw(fake, "POST", f"/bank/{made.id}", "status=paid", host=fake.second_bank)

    assert (status, headers["Location"]) == (303, "https://shop.example/")
    assert client(fake).payments.get(made.id)["details"] == PAYER
    assert len({fake.base, fake.first_bank, fake.second_bank}) == 3


def test_the_webhook_is_called_until_it_answers_200(fake):
    heard = []

    class Shop(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200 if len(heard) == 3 else 503)
            self.end_headers()

        def log_message(self, *_details):
            pass

    shop = HTTPServer(("127.0.0.1", 0), Shop)
    Thread(target=shop.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        fake.hosts["https://shop.example"] = f"http://127.0.0.1:{shop.server_address[1]}"
        made = client(fake).payments.create(order(webhookUrl="https://shop.example/told/"))
        fake.books.end(made.id, "paid")

        assert fake.deliver(tries=2) == [503, 503]
        assert fake.deliver() == [200]
        assert fake.deliver() == []
        assert heard == [f"id={made.id}"] * 3
    finally:
        shop.shutdown()
        shop.server_close()


# How it fails


@pytest.mark.parametrize("kind", ["500", "503", "502", "429", "html_page", "empty", "truncated", "cut", "silence", "reset"])
def test_it_fails_as_told_and_is_well_again(fake, kind):
    fake.fail(kind)

    with pytest.raises(Error):
        client(fake).payments.create(order())
    assert fake.books.payments == {}
    assert client(fake).payments.create(order()).status == "open"


@pytest.mark.parametrize("kind", ["500", "truncated", "silence", "reset"])
def test_it_may_carry_out_what_it_does_not_answer(fake, kind):
    fake.fail(kind, done=True)

    with pytest.raises(Error):
        client(fake).payments.create(order(), idempotency_key="k1")
    (number,) = fake.books.payments
    assert client(fake).payments.create(order(), idempotency_key="k1").id == number


def test_it_says_what_it_is_told_to_say(fake):
    fake.say({"id": "tr_other"})

    assert client(fake).payments.get("tr_unknown") == {"id": "tr_other"}
    assert [(asked.method, asked.path) for asked in fake.asked] == [("GET", "/v2/payments/tr_unknown")]


def raw(fake, method, path, body="", key="", host=""):
    """(status, headers, text), without following anything."""
    connection = http.client.HTTPConnection(urlsplit(host or fake.base).netloc, timeout=5)
    headers = {"Authorization": f"Bearer {TEST_KEY}"} | ({"Idempotency-Key": key} if key else {})
    try:
        connection.request(method, path, body if isinstance(body, str) else json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        connection.close()
