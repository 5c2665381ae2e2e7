"""Everything that goes wrong between us and a bank, and the end is always the same: nothing lost, nothing twice, and a line in the log."""

import logging
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection

from tests.factories import make_treat
from tests.fake_mollie_books import PAYER
from tests.pages import words_of
from tests.races import at_once
from tests.vouchers.banks import age, bought, now, opened, poll
from tests.vouchers.killed import Killed, dies_after
from vouchers import actions, gateways
from vouchers.gateways import GatewayTrouble, Refused
from vouchers.gateways.mollie import MollieGateway
from vouchers.models import Movement, Payment, Treat

pytestmark = pytest.mark.django_db

FAULTS = ["500", "503", "502", "429", "html_page", "empty", "truncated", "cut", "silence", "reset"]
VERBS = {
    "create": lambda payment: MollieGateway().create(payment=payment, return_url="/"),
    "fetch": lambda payment: MollieGateway().fetch(payment.provider_id),
    "cancel": lambda payment: MollieGateway().cancel(payment.provider_id),
    "refund": lambda payment: MollieGateway().refund(payment=payment, key=uuid4(), amount=100, description="A coffee"),
    "list": lambda payment: MollieGateway().listed(datetime(2026, 1, 1, tzinfo=UTC)),
}


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Thirty seconds of silence, told in one."""
    monkeypatch.setattr(MollieGateway, "timeout", (1, 1))


def waiting():
    return Treat.objects.values_list("waiting", flat=True).get()


# Whatever it is


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("verb", VERBS)
def test_whatever_goes_wrong_is_trouble_with_a_line_in_the_log(mollie, caplog, verb, fault):
    payment = opened(make_treat())
    mollie.books.end(payment.provider_id, "paid")
    mollie.fail(fault)

    with pytest.raises(GatewayTrouble) as caught:
        VERBS[verb](payment)

    assert not isinstance(caught.value, Refused)
    assert (caught.value.__cause__, caught.value.__suppress_context__) == (
        None,
        True,
    )  # Else what Mollie wrote would stand below it in the log.
    assert f"Mollie gave no answer to {verb}" in caplog.text


def test_a_port_where_nobody_listens_is_trouble_too(mollie, settings):
    settings.MOLLIE_API_BASE = "http://127.0.0.1:9"

    for ask in VERBS.values():
        with pytest.raises(GatewayTrouble):
            ask(Payment(provider_id="tr_0000000001", purchase=bought(make_treat()).purchase, amount=250))


def test_a_key_that_mollie_does_not_know_is_trouble(mollie, settings, caplog):
    settings.MOLLIE_API_KEY = "test_" + "z" * 30

    with pytest.raises(GatewayTrouble):
        opened(make_treat())
    assert "UnauthorizedError" in caplog.text
    assert settings.MOLLIE_API_KEY not in caplog.text


def test_what_mollie_refuses_is_told_by_the_name_of_the_field_alone(mollie, caplog):
    payment = opened(make_treat())
    mollie.books.end(payment.provider_id, "paid")
    with pytest.raises(Refused):
        MollieGateway().refund(payment=payment, key=uuid4(), amount=251, description="Too much")

    assert "Mollie said no to refund tr_0000000001 because of the field 'amount'." in caplog.text


def test_a_fault_that_names_the_payer_is_not_written_down(mollie, caplog):
    caplog.set_level(logging.DEBUG)
    payment = opened(make_treat())
    mollie.fail("502", say=f"{PAYER['consumerName']} {PAYER['consumerAccount']}")

    actions.hear(payment)

    assert "ResponseHandlingError" in caplog.text  # Their client's own sentence repeats the whole page.
    assert PAYER["consumerName"] not in caplog.text
    assert PAYER["consumerAccount"] not in caplog.text


# Opening


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("done", [False, True], ids=["not carried out", "carried out"])
def test_a_payment_whose_opening_went_wrong_opens_on_the_next_try_and_is_one_there(mollie, fault, done):
    payment = bought(make_treat(), quantity=2)
    mollie.fail(fault, fault, done=done)
    for _ in range(2):
        with pytest.raises(GatewayTrouble):
            actions.start_payment(payment=payment)
        assert (now(payment).status, now(payment).checkout_url) == (Payment.Status.CREATED, "")

    address = actions.start_payment(payment=payment)

    (number,) = mollie.books.payments
    assert address == f"{mollie.base}/checkout/{number}"
    assert len({asked.headers["Idempotency-Key"] for asked in mollie.asked}) == 1
    mollie.books.end(number, "paid")
    assert actions.reconcile(now(payment)).is_paid
    assert waiting() == 2


@pytest.mark.django_db(transaction=True)
def test_one_payment_opened_from_many_sides_at_once_is_one_there(mollie, monkeypatch):
    monkeypatch.setattr(MollieGateway, "timeout", (3, 10))
    payment = bought(make_treat())
    mollie.fail("slow", "slow", done=True)

    outcomes = at_once(*[lambda: actions.start_payment(payment=now(payment))] * 12)

    assert len(mollie.books.payments) == 1
    assert {outcome for outcome in outcomes if not isinstance(outcome, GatewayTrouble)} == {now(payment).checkout_url}


def test_the_giver_reads_that_it_does_not_open_yet_and_it_opens_on_the_next_try(mollie, client):
    coffee = make_treat()
    mollie.fail("silence", done=True)
    chosen = {"key": uuid4(), "totaal": 250, f"aantal-{coffee.pk}": 1, f"prijs-{coffee.pk}": 250}

    page = client.post(f"/plek/{coffee.merchant.slug}/trakteren/", chosen, follow=True)
    assert "De betaling gaat nog niet open" in words_of(page)

    page = client.post(page.request["PATH_INFO"], follow=True)
    assert f'url={mollie.base}/checkout/tr_0000000001"' in page.content.decode()
    assert len(mollie.books.payments) == 1


# Hearing


@pytest.mark.parametrize("fault", FAULTS)
def test_a_result_that_cannot_be_heard_is_heard_later(mollie, client, fault):
    payment = opened(make_treat(), quantity=2)
    mollie.books.end(payment.provider_id, "paid")
    mollie.fail(fault, fault)

    page = client.get(f"/bedankt/{payment.purchase.token}/")
    assert "We hoorden nog niets van de bank" in words_of(page)
    assert poll() == "1 asked: 0 moved, 0 the same, 1 without an answer."
    assert waiting() == 0

    assert "Dank je wel!" in words_of(client.get(f"/bedankt/{payment.purchase.token}/"))
    assert waiting() == 2


def test_one_that_gives_no_answer_does_not_keep_the_others_waiting(mollie):
    coffee = make_treat()
    for _ in range(3):
        mollie.books.end(opened(coffee).provider_id, "paid")
    mollie.fail("silence")

    assert poll() == "3 asked: 2 moved, 0 the same, 1 without an answer."
    assert poll() == "1 asked: 1 moved, 0 the same, 0 without an answer."
    assert waiting() == 3


@pytest.mark.parametrize("fault", ["500", "reset", "silence", "truncated"])
def test_a_refund_without_an_answer_goes_back_once_when_asked_again(mollie, fault):
    payment, key = opened(make_treat(), quantity=2), uuid4()
    mollie.books.end(payment.provider_id, "paid")
    mollie.fail(fault, done=True)

    def give_back():
        return MollieGateway().refund(payment=payment, key=key, amount=250, description="A coffee")

    with pytest.raises(GatewayTrouble):
        give_back()
    assert give_back() == give_back()
    assert len(mollie.books.payments[payment.provider_id]["_refunds"]) == 1


def test_a_list_that_goes_round_in_circles_ends(mollie):
    opened(make_treat())
    payment = mollie.books._shown(mollie.books.payments["tr_0000000001"])
    page = {"count": 1, "_embedded": {"payments": [payment]}, "_links": {"next": {"href": f"{mollie.base}/v2/payments?from=tr_0000000001"}}}
    mollie.say(page, page, page)

    with pytest.raises(GatewayTrouble):
        MollieGateway().listed(datetime(2026, 1, 1, tzinfo=UTC))
    assert len(mollie.faults) == 1


# Killed


@pytest.mark.parametrize("step", ["written down", "opened at the bank", "opened here", "asked", "hung and not committed", "committed"])
def test_killed_between_any_two_steps_the_poller_goes_on_from_there(bank, monkeypatch, step):
    coffee = make_treat()
    payment = bought(coffee, quantity=2)

    def go():
        if step == "written down":
            raise Killed
        if step == "opened at the bank":
            dies_after(monkeypatch, bank.gateway, "create")
        actions.start_payment(payment=payment)
        bank.end(payment, "paid")
        if step == "opened here":
            raise Killed
        if step == "asked":
            dies_after(monkeypatch, bank.gateway, "fetch")
        if step == "hung and not committed":
            dies_after(monkeypatch, Movement.objects, "bulk_create")
        actions.reconcile(payment)
        raise Killed

    with pytest.raises(Killed):
        go()
    assert waiting() == (2 if step == "committed" else 0)

    age(payment, minutes=2)
    for _ in range(3):
        poll()
        bank.end(payment, "paid")

    assert now(payment).is_paid
    assert (waiting(), bank.made(), Movement.objects.count()) == (2, 1, 1)


@pytest.mark.parametrize("step", ["marked", "asked", "answered"])
def test_killed_while_there_is_news_the_poller_still_hears_it(mollie, monkeypatch, step):
    payment = opened(make_treat())
    mollie.books.end(payment.provider_id, "paid")
    actions.reconcile(payment)
    mollie.fail("503")
    actions.hear(now(payment))
    if step == "asked":
        dies_after(monkeypatch, MollieGateway, "fetch")
    if step == "answered":
        dies_after(monkeypatch, Payment, "save")

    if step != "marked":
        with pytest.raises(Killed):
            poll()

    assert now(payment).has_news
    assert poll() == "1 asked: 0 moved, 1 the same, 0 without an answer."
    assert not now(payment).has_news


def test_no_bank_is_ever_asked_inside_a_transaction(bank, monkeypatch):
    """While a bank is silent, no row may be locked."""
    depth, held = len(connection.savepoint_ids), []
    for verb in ["create", "fetch"]:
        works = getattr(bank.gateway, verb)
        monkeypatch.setattr(
            bank.gateway,
            verb,
            lambda gateway, *arguments, works=works, **details: (
                held.append(len(connection.savepoint_ids) - depth) or works(gateway, *arguments, **details)
            ),
        )

    payment = opened(make_treat())
    bank.end(payment, "paid")
    actions.hear(payment)
    poll()

    assert gateways.current().name == payment.gateway
    assert held and set(held) == {0}
