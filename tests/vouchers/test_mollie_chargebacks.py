"""What a bank or somebody on its own pages takes or gives back: told once, borne by the city, and nothing on a board."""

from time import sleep
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db.models import QuerySet
from django.test import Client

from merchants.letters import Letter
from tests.factories import make_treat
from tests.races import at_once
from tests.vouchers.banks import now, opened, paid, poll
from vouchers import actions
from vouchers.books import differences
from vouchers.models import Cost, Payment, Refund, Treat

pytestmark = pytest.mark.django_db

S = Refund.State


@pytest.fixture
def payment(bank):
    """Four coffees, paid: € 10."""
    return paid(bank, make_treat(price=250), quantity=4)


def waiting():
    return Treat.objects.values_list("waiting", flat=True).get()


def states():
    return list(Refund.objects.order_by("pk").values_list("state", flat=True))


def give_back(payment, number):
    return actions.give_back(payment=payment, quantities={payment.purchase.lines.get().pk: number}, key=uuid4())


def knock(payment):
    body = urlencode({"id": payment.provider_id})
    return Client().post(f"/betaling/mollie/{payment.token}/", body, content_type="application/x-www-form-urlencoded")


def paid_through(mollie):
    payment = opened(make_treat(price=250), quantity=4)
    mollie.books.end(payment.provider_id, "paid")
    return actions.reconcile(payment)


# What somebody else did


def test_one_made_on_the_banks_own_pages_is_told_once_and_sets_nothing_apart(bank, payment):
    number = bank.refund_there(payment, 250)

    for _ in range(3):
        actions.hear(now(payment))

    assert (now(payment).status, now(payment).held_because) == (Payment.Status.PAID, "")
    assert waiting() == 4
    assert states() == []
    assert [letter.event for letter in Letter.objects.all()] == [f"refund-unknown-{number}"]
    actions.send_refund(give_back(payment, 3))
    assert sorted(bank.refunds(payment)) == [250, 750]


def test_what_a_bank_took_back_is_borne_by_the_city_and_booked_back_when_it_comes_again(bank, payment):
    for step in [lambda: bank.charge_back(payment, 1000), lambda: bank.reverse(payment), lambda: bank.charge_back(payment, 1000)]:
        step()
        for _ in range(3):
            actions.hear(now(payment))

    assert [(cost.chapter, cost.kind, cost.amount) for cost in Cost.objects.order_by("pk")] == [
        (payment.purchase.chapter, "chargeback", amount) for amount in [1000, -1000, 1000]
    ]
    assert Letter.objects.filter(event__startswith="chargeback-").count() == 3
    assert (waiting(), now(payment).held_because) == (4, "")
    assert list(differences()) == []


# Mollie knocks


@pytest.mark.parametrize("is_away", [False, True])
def test_a_knock_brings_what_went_back_and_what_was_taken_back_also_when_mollie_is_away_at_first(mollie, is_away):
    payment = paid_through(mollie)
    actions.send_refund(give_back(payment, 1))
    (refund,) = mollie.books.payments[payment.provider_id]["_refunds"]
    mollie.books.finish_refund(refund["id"])
    mollie.books.charge_back(payment.provider_id, 750)
    if is_away:
        mollie.fail("503")

    assert knock(payment).status_code == 200

    if is_away:
        assert (states(), Cost.objects.count(), now(payment).has_news) == ([S.SENT], 0, True)
        poll()
    assert states() == [S.DONE]
    assert Cost.objects.get().amount == 750
    assert not now(payment).has_news


@pytest.fixture
def slowly(monkeypatch):
    """Whoever books a chargeback takes so long over it that everybody else comes by meanwhile."""
    create = Cost.objects.create
    monkeypatch.setattr(Cost.objects, "create", lambda **fields: sleep(0.3) or create(**fields))


@pytest.mark.django_db(transaction=True)
def test_fifty_knocks_at_once_book_one_chargeback(mollie, slowly):
    payment = paid_through(mollie)
    mollie.books.charge_back(payment.provider_id)

    answers = at_once(*[lambda: knock(payment).status_code] * 50)

    assert set(answers) == {200}
    assert [cost.amount for cost in Cost.objects.all()] == [1000]
    assert waiting() == 4


@pytest.mark.django_db(transaction=True)
def test_fifty_knocks_at_once_hang_a_refund_that_failed_again_once(mollie):
    payment = paid_through(mollie)
    actions.send_refund(give_back(payment, 1))
    (refund,) = mollie.books.payments[payment.provider_id]["_refunds"]
    mollie.books.finish_refund(refund["id"], "failed")

    answers = at_once(*[lambda: knock(payment).status_code] * 50)

    assert set(answers) == {200}
    assert (states(), waiting()) == ([S.FAILED], 4)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would_book_more_than_one(mollie, slowly, monkeypatch):
    payment = paid_through(mollie)
    mollie.books.charge_back(payment.provider_id)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda query, **options: query)

    at_once(*[lambda: knock(payment)] * 8)

    assert Cost.objects.count() > 1
