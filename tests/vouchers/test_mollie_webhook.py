"""Mollie knocks, or somebody who says so. Whatever is posted gets one answer, and only the number we keep with a payment makes us ask."""

from itertools import permutations
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db.models import QuerySet
from django.test import Client

from merchants.letters import Letter
from tests.factories import make_treat
from tests.queries import statements
from tests.races import at_once
from tests.vouchers.banks import now, opened, poll
from vouchers.models import Movement, Payment, Treat

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def payment(mollie):
    """A payment for two coffees, opened at Mollie; the questions of opening it are forgotten."""
    payment = opened(make_treat(), quantity=2)
    mollie.asked.clear()
    return payment


def address(token):
    return f"/betaling/mollie/{token}/"


def knock(token, number, client=None):
    return (client or Client()).post(address(token), urlencode({"id": number}), content_type=FORM)


def said(response):
    """All that whoever knocks gets to see."""
    return response.status_code, response.content, dict(response.headers), dict(response.cookies)


def waiting():
    return Treat.objects.values_list("waiting", flat=True).get()


# Story


def test_a_paid_payment_hangs_when_mollie_knocks_and_once_however_often(mollie, payment):
    mollie.books.end(payment.provider_id, "paid")

    for _ in range(3):
        assert knock(payment.token, payment.provider_id).status_code == 200

    assert now(payment).is_paid
    assert waiting() == 2


def test_the_webhook_comes_first_and_then_the_giver(mollie, payment, client):
    mollie.books.end(payment.provider_id, "paid")

    knock(payment.token, payment.provider_id)
    page = client.get(f"/bedankt/{payment.purchase.token}/")

    assert "Dank je wel!" in page.content.decode()
    assert len(mollie.asked) == 1
    assert waiting() == 2


def test_the_giver_comes_first_and_then_the_webhook(mollie, payment, client):
    mollie.books.end(payment.provider_id, "paid")

    assert "Dank je wel!" in client.get(f"/bedankt/{payment.purchase.token}/").content.decode()
    knock(payment.token, payment.provider_id)

    assert waiting() == 2


def test_neither_comes_and_the_poller_hears_it(mollie, payment):
    mollie.books.end(payment.provider_id, "paid")

    assert poll() == "1 asked: 1 moved, 0 the same, 0 without an answer."
    assert waiting() == 2


def test_a_knock_decides_nothing_of_itself(mollie, payment):
    for extra in ["", "&status=paid", "&amount=2.50&mode=live"]:
        Client().post(address(payment.token), f"id={payment.provider_id}{extra}", content_type=FORM)

    assert now(payment).status == Payment.Status.OPEN
    assert waiting() == 0
    assert len(mollie.asked) == 3


@pytest.mark.django_db(transaction=True)
def test_mollie_itself_knocks_until_it_is_heard_though_the_giver_never_comes_back(mollie, live_server):
    mollie.hosts["https://enchante.example"] = live_server.url
    payment = opened(make_treat(), quantity=2)
    mollie.books.end(payment.provider_id, "paid")

    mollie.books.told[0] = (mollie.books.told[0][0].replace("mollie/", "nowhere/"), payment.provider_id)
    assert mollie.deliver(tries=2) == [404, 404]
    mollie.books.told[0] = (mollie.books.told[0][0].replace("nowhere/", "mollie/"), payment.provider_id)
    assert mollie.deliver() == [200]

    assert waiting() == 2


# Fifty at once


@pytest.mark.django_db(transaction=True)
def test_fifty_knocks_at_once_hang_it_once(mollie, payment):
    mollie.books.end(payment.provider_id, "paid")

    answers = at_once(*[lambda: said(knock(payment.token, payment.provider_id))] * 50)

    assert {answer[0] for answer in answers} == {200}
    assert waiting() == 2
    assert Movement.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_some_of_them_fail_and_it_hangs_once_all_the_same(mollie, payment, monkeypatch):
    mollie.books.end(payment.provider_id, "paid")
    monkeypatch.setattr(QuerySet, "select_for_update", lambda query, **options: query)

    answers = at_once(*[lambda: said(knock(payment.token, payment.provider_id))] * 20)

    assert any(isinstance(answer, Exception) for answer in answers)
    assert waiting() == 2


# Strangers


def test_a_thousand_times_the_paid_number_of_one_payment_at_the_door_of_another_pays_nothing(mollie):
    """In this process, on the view; the Mollie behind it is real HTTP and counts every question."""
    coffee = make_treat()
    payments = [opened(coffee) for _ in range(33)]
    for payment in payments:
        mollie.books.end(payment.provider_id, "paid")
    mollie.asked.clear()

    client = Client()
    answers = [knock(here.token, there.provider_id, client) for here, there in permutations(payments, 2)]

    assert len(answers) == 1056
    assert {answer.status_code for answer in answers} == {200}
    assert mollie.asked == []
    assert set(Payment.objects.values_list("status", "held_because")) == {("open", "")}
    assert waiting() == 0

    for payment in payments:
        knock(payment.token, payment.provider_id)
    assert waiting() == 33


def test_also_where_mollie_itself_answers_with_the_payment_of_somebody_else_nothing_hangs(mollie, payment):
    another = opened(make_treat(kind="soep"), quantity=2)
    mollie.books.end(another.provider_id, "paid")
    mollie.say(mollie.books._shown(mollie.books.payments[another.provider_id]))

    knock(payment.token, payment.provider_id)

    assert (now(payment).status, now(payment).held_because) == ("open", Payment.Held.ID)
    assert set(Treat.objects.values_list("waiting", flat=True)) == {0}
    assert Letter.objects.count() == 1


HOSTILE = [
    b"",
    b"id=",
    b"id=tr_",
    b"id=tr_12345",
    b"id=1",
    b"id=tr_0000000001%00",
    b"id=tr_0000000001%0A",
    b"id=tr_0000000001/../../methods",
    b"id=tr_0000000001%3Fembed%3Drefunds",
    b"id=tr_000000000%D9%A1",
    b"id=' OR 1=1 --",
    b"id=<script>alert(1)</script>",
    b"id=tr_" + b"x" * 65,
    b"id=tr_" + b"x" * 100_000,
    b"id[]={number}",
    b"id={number}&id={number}",
    b"id={number}&filling=" + b"x" * 1_000,
    b'{"id": "{number}"}',
    b"\xff\xfe\x00\x01",
    b"&" * 900,
]
TYPES = [
    FORM,
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json",
    "x",
    "text/html; charset=nope",
]


@pytest.mark.parametrize("content_type", TYPES)
def test_known_unknown_malformed_and_hostile_get_one_answer_and_no_question_is_asked(mollie, payment, content_type):
    known = said(knock(payment.token, payment.provider_id))
    assert known[:2] == (200, b"")
    mollie.asked.clear()

    tokens = [payment.token, "unknown", "x" * 65, "%00", "%F0%9F%8D%B5", "' OR 1=1", str(uuid4())]
    client = Client()
    for body in HOSTILE:
        body = body.replace(b"{number}", payment.provider_id.encode())
        for token in tokens:
            assert said(client.generic("POST", address(token), body, content_type=content_type)) == known, (token, body[:60])

    assert mollie.asked == []


def test_a_number_that_is_well_formed_and_not_the_one_we_keep_is_not_asked(mollie, payment):
    for token, number in [
        (payment.token, "tr_7UhSN1zuXS"),
        ("unknown", payment.provider_id),
        (payment.purchase.token, payment.provider_id),
    ]:
        assert said(knock(token, number)) == said(knock(uuid4(), "tr_7UhSN1zuXS"))
    assert mollie.asked == []


def test_a_payment_of_the_make_believe_bank_is_not_asked_about_here(mollie, settings):
    settings.PAYMENT_GATEWAY = "demo"
    payment = opened(make_treat())

    with statements() as sent:
        knock(payment.token, payment.provider_id)
    assert len(sent) <= 1


def test_the_answer_is_the_same_when_mollie_cannot_be_asked_and_the_poller_asks_later(mollie, payment):
    mollie.books.end(payment.provider_id, "paid")
    mollie.fail("503")

    assert said(knock(payment.token, payment.provider_id)) == said(knock("unknown", "tr_7UhSN1zuXS"))
    assert waiting() == 0
    poll()
    assert waiting() == 2


def test_a_knock_needs_no_form_token_and_no_login_and_reading_is_no_knock(mollie, payment):
    assert knock(payment.token, payment.provider_id, Client(enforce_csrf_checks=True)).status_code == 200
    mollie.asked.clear()

    assert Client().get(address(payment.token), {"id": payment.provider_id}).status_code == 405
    assert mollie.asked == []


def test_a_stranger_costs_one_look_into_the_database_at_most(mollie, payment):
    for token, number, looks in [("unknown", "tr_7UhSN1zuXS", 1), (payment.token, "tr_1", 0), ("%00", payment.provider_id, 0)]:
        with statements() as sent:
            knock(token, number)
        assert len(sent) == looks, (token, number)
