"""What we believe of Mollie's answers: what matches to the cent and to the letter, and nothing else."""

import logging

import pytest

from merchants.letters import Letter
from tests.factories import make_treat
from tests.fake_mollie_books import PAYER
from tests.traces import rows
from tests.vouchers.banks import bought, now, opened
from vouchers import actions
from vouchers.gateways import GatewayTrouble, Refunding, RefundNews
from vouchers.gateways.mollie import MollieGateway, _checkout
from vouchers.models import Payment, Treat

pytestmark = pytest.mark.django_db

S, Held = Payment.Status, Payment.Held


def waiting():
    return Treat.objects.values_list("waiting", flat=True).get()


def answer(payment, **changes):
    """What Mollie says when this payment was paid, but for these changes."""
    return {
        "resource": "payment",
        "id": payment.provider_id,
        "mode": "test",
        "status": "paid",
        "amount": {"currency": "EUR", "value": f"{payment.amount / 100:.2f}"},
        "metadata": {"token": payment.token},
    } | changes


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": "tr_somebodyelse"}, Held.ID),
        ({"amount": {"currency": "EUR", "value": "2.49"}}, Held.AMOUNT),
        ({"amount": {"currency": "EUR", "value": "250.00"}}, Held.AMOUNT),
        ({"amount": {"currency": "USD", "value": "2.50"}}, Held.CURRENCY),
        ({"mode": "live"}, Held.MODE),
        ({"metadata": {"token": "another"}}, Held.TOKEN),
        ({"metadata": {}}, Held.TOKEN),
        ({"metadata": None}, Held.TOKEN),
        ({"metadata": "token"}, Held.TOKEN),
        ({"metadata": {"token": ["a", "list"]}}, Held.TOKEN),
    ],
)
def test_what_differs_is_set_apart_the_team_is_told_and_nothing_hangs(mollie, changes, reason):
    payment = opened(make_treat())
    mollie.say(*[answer(payment, **changes)] * 2)

    for _ in range(2):
        actions.hear(now(payment))

    assert (now(payment).status, now(payment).held_because) == (S.OPEN, reason)
    assert waiting() == 0
    assert Letter.objects.get().to == "team@gent.example"


@pytest.mark.parametrize(
    "said",
    [
        [],
        None,
        17,
        "paid",
        {},
        {"status": "paid"},
        {"status": 200},
        *[
            {"amount": {"currency": "EUR", "value": value}}
            for value in ["2.5", "2,50", " 2.50", "2.50\n", "+2.50", "-2.50", "2.500", "1e2"]
        ],
        *[{"amount": {"currency": "EUR", "value": value}} for value in ["02.50", "٢.٥٠", "", None, 2.5, 250, ["2.50"], "99999999.00"]],
        {"amount": "2.50"},
        {"status": "authorised"},
        {"status": None},
        {"status": ["paid"]},
        {"_embedded": {"refunds": [{"id": "re_12345", "status": "gone"}]}},
        {"_embedded": {"chargebacks": [{"id": "chb_1", "amount": {"value": "all"}}]}},
    ],
)
def test_nonsense_is_no_answer(mollie, said):
    payment = opened(make_treat())
    is_change = isinstance(said, dict) and said not in ({}, {"status": "paid"}, {"status": 200})
    mollie.say(answer(payment, **said) if is_change else said)

    with pytest.raises(GatewayTrouble):
        actions.reconcile(payment)
    assert (now(payment).status, now(payment).held_because, waiting()) == (S.OPEN, "", 0)


@pytest.mark.parametrize(("theirs", "ours"), [("open", S.OPEN), ("pending", S.OPEN), ("authorized", S.OPEN)])
def test_what_is_not_over_there_is_not_over_here_whatever_else_it_says(mollie, theirs, ours):
    payment = opened(make_treat())
    # Their client calls a payment paid as soon as it has a moment of paying.
    mollie.say(answer(payment, status=theirs, paidAt="2026-11-27T10:00:00+00:00"))

    assert actions.reconcile(payment).status == ours
    assert waiting() == 0


@pytest.mark.parametrize(
    "opened_there",
    [
        {"id": "re_notapayment"},
        {"id": "tr_" + "x" * 65},
        {"id": "tr_../../methods"},
        {"metadata": {"token": "another"}},
        {"_links": {}},
        {"_links": {"checkout": {"href": "javascript:alert(1)"}}},
        {"_links": {"checkout": {"href": "https://pay.example/" + "x" * 500}}},
    ],
)
def test_a_payment_that_opens_oddly_is_not_opened_here(mollie, opened_there):
    payment = bought(make_treat())
    good = answer(payment, id="tr_0000000001", status="open", _links={"checkout": {"href": "https://pay.example/1"}})
    mollie.say(good | opened_there, good)

    with pytest.raises(GatewayTrouble):
        actions.start_payment(payment=payment)
    assert (now(payment).status, now(payment).provider_id) == (S.CREATED, "")
    assert actions.start_payment(payment=payment) == "https://pay.example/1"


def test_from_a_safe_address_nobody_is_sent_to_an_unsafe_one(settings):
    there = {"_links": {"checkout": {"href": "http://pay.example/1"}}}
    settings.MOLLIE_API_BASE = "http://127.0.0.1:9"
    assert _checkout(there) == "http://pay.example/1"

    settings.MOLLIE_API_BASE = "https://api.mollie.com"
    with pytest.raises(ValueError, match="not an address to send anybody to"):
        _checkout(there)


@pytest.mark.parametrize(
    "number", ["", "tr_", "tr_12345", "tr_1234567/refunds", "tr_1234567\n", "re_1234567", "tr_é234567", "tr_1234567?embed=x"]
)
def test_a_number_mollie_never_gives_is_not_asked(mollie, number):
    with pytest.raises(GatewayTrouble):
        MollieGateway().fetch(number)
    assert mollie.asked == []


def test_refunds_and_chargebacks_are_told_with_the_payment(mollie):
    payment, gateway = opened(make_treat(), quantity=3), MollieGateway()
    mollie.books.end(payment.provider_id, "paid", method="creditcard")
    numbers = [gateway.refund(payment=payment, key=str(key), amount=250 - key, description="A coffee") for key in range(3)]
    mollie.books.finish_refund(numbers[1])
    mollie.books.finish_refund(numbers[2], "failed")
    mollie.books.charge_back(payment.provider_id, 500)

    there = gateway.fetch(payment.provider_id)
    told = [RefundNews(status, str(key)) for key, status in enumerate([Refunding.SENT, Refunding.DONE, Refunding.FAILED])]
    assert there.refunds == dict(zip(numbers, told, strict=True))
    # The failed one came back to us.
    assert (there.status, there.charged_back, there.sent_back) == (S.PAID, 500, 250 + 249 + 500)

    mollie.books.reverse(payment.provider_id)
    assert gateway.fetch(payment.provider_id).charged_back == 0


def test_nothing_of_the_payer_is_kept_or_written_down(mollie, caplog):
    caplog.set_level(logging.DEBUG)
    payment = opened(make_treat())
    mollie.books.end(payment.provider_id, "paid")
    mollie.say(
        answer(payment, status="broken", details=PAYER), {"status": 422, "detail": PAYER["consumerName"], "field": PAYER["cardNumber"][:4]}
    )
    for _ in range(3):
        actions.hear(now(payment))

    assert mollie.books.payments[payment.provider_id]["details"] == PAYER
    assert now(payment).is_paid
    for trace in PAYER.values():
        assert not [table for table, row in rows() if trace in row]
        assert trace not in caplog.text
