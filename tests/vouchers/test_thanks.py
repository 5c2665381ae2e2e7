"""On the way to the bank and back: three pages that only tell how it stands, however often they are opened."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import make_merchant, make_purchase, make_treat
from tests.pages import words_of
from tests.queries import statements
from vouchers import gateways
from vouchers.gateways.demo import DemoGateway
from vouchers.models import DemoPayment, Payment, Treat

pytestmark = pytest.mark.django_db


def thanks(purchase):
    return f"/bedankt/{purchase.token}/"


def go(purchase):
    return f"/betalen/{purchase.payments.get().token}/"


def checkout():
    return f"/demo/betalen/{DemoPayment.objects.get().pk}/"


@pytest.fixture
def away(monkeypatch):
    """Makes the provider deaf to one verb, until it is back."""

    def refuse(*_args, **_details):
        raise gateways.GatewayTrouble

    def leave(verb):
        monkeypatch.setattr(DemoGateway, verb, refuse)
        return monkeypatch.undo

    return leave


# Story


def test_coming_back_hangs_what_was_paid_and_coming_back_again_changes_nothing(client):
    coffee = make_treat()
    purchase = make_purchase(coffee, quantity=2, word="Geniet ervan")
    DemoPayment.objects.update(status="paid")

    for _ in range(3):
        page = client.get(thanks(purchase))

    assert f"Je traktatie hangt op het bord van {coffee.merchant}, voor wie er zin in heeft." in words_of(page)
    assert "2 koffies" in words_of(page)
    assert "Iemand van het team leest je lieve woord eerst." in words_of(page)
    assert Treat.objects.get().waiting == 2


@pytest.mark.parametrize("status", ["canceled", "failed", "expired"])
def test_what_was_not_paid_is_said_without_blame(client, status):
    purchase = make_purchase(make_treat())
    DemoPayment.objects.update(status=status)

    page = client.get(thanks(purchase))

    assert "Er is niets aangerekend" in words_of(page)
    assert f"/trakteren/?opnieuw={purchase.token}" in page.content.decode()
    assert Treat.objects.get().waiting == 0


def test_while_nothing_is_heard_the_page_looks_again_for_about_a_minute(client):
    purchase = make_purchase(make_treat())

    page = client.get(thanks(purchase))
    assert "We hoorden nog niets van de bank" in words_of(page)

    times = 0
    while "Refresh" in page:
        page, times = client.get(page["Refresh"].partition("url=")[2]), times + 1
    assert times == 8

    DemoPayment.objects.update(status="paid")
    page = client.get(thanks(purchase))
    assert "Dank je wel!" in words_of(page)
    assert "Refresh" not in page


def test_what_does_not_match_is_told_with_whom_to_ask(client):
    purchase = make_purchase(make_treat())
    DemoPayment.objects.update(status="paid", amount=1)

    page = client.get(thanks(purchase))

    assert "We kijken je betaling na" in words_of(page)
    assert "team@gent.example" in words_of(page)
    assert "Refresh" not in page
    assert client.get(go(purchase))["Location"] == thanks(purchase)


def test_a_bank_that_gives_no_answer_is_asked_again_later(client, away):
    purchase = make_purchase(make_treat())
    away("fetch")

    page = client.get(thanks(purchase))

    assert "We hoorden nog niets van de bank" in words_of(page)
    assert page["Refresh"].startswith("8; url=/bedankt/")


def test_a_payment_that_does_not_open_says_so_and_opens_on_the_next_try(client, away):
    coffee = make_treat()
    come_back = away("create")

    page = client.post(
        f"/plek/{coffee.merchant.slug}/trakteren/",
        {"key": uuid4(), "totaal": 250, f"aantal-{coffee.pk}": 1, f"prijs-{coffee.pk}": 250},
        follow=True,
    )
    assert "De betaling gaat nog niet open" in words_of(page)
    assert "http-equiv" not in page.content.decode()

    come_back()
    page = client.post(page.request["PATH_INFO"], follow=True)

    assert "Betaal € 2,50" in words_of(page)
    assert f"0; url={checkout()}" in page.content.decode()


# The make-believe bank


def test_the_bank_says_that_it_is_make_believe(client):
    make_purchase(make_treat())

    page = words_of(client.get(checkout()))

    assert "Deze bank bestaat niet en er beweegt geen geld." in page
    assert "€ 2,50 betalen?" in page


def test_a_payment_that_ended_at_the_bank_stays_ended(client):
    make_purchase(make_treat())
    client.post(checkout(), {"status": "canceled"})

    assert "al afgelopen" in words_of(client.get(checkout()))
    client.post(checkout(), {"status": "paid"})
    assert DemoPayment.objects.get().status == "canceled"


@pytest.mark.parametrize("status", ["", "created", "open", "x"])
def test_the_bank_knows_three_endings(client, status):
    make_purchase(make_treat())

    assert client.post(checkout(), {"status": status}).status_code == 200
    assert DemoPayment.objects.get().status == "open"


@pytest.mark.parametrize("gateway", ["", "mollie"])
def test_the_bank_is_not_there_where_a_real_one_is_or_none(client, settings, gateway):
    make_purchase(make_treat())
    settings.PAYMENT_GATEWAY = gateway

    assert client.get(checkout()).status_code == 404
    assert client.post(checkout(), {"status": "paid"}).status_code == 404


# Stranger


@pytest.mark.parametrize(
    "address", ["/bedankt/xyz/", "/betalen/xyz/", "/demo/betalen/xyz/", "/bedankt/%00/", "/toog/%00/", "/bedankt/" + "a" * 999]
)
def test_an_unknown_link_leads_nowhere(client, address):
    assert client.get(address).status_code == 404


def test_the_pages_after_paying_set_no_cookie_and_are_kept_nowhere(client):
    purchase = make_purchase(make_treat())

    for address in [go(purchase), thanks(purchase)]:
        page = Client().get(address)
        assert not page.cookies
        assert "no-store" in page["Cache-Control"]
        assert "noindex" in page.content.decode()


def test_a_link_to_a_payment_that_ended_leads_to_what_became_of_it(client):
    purchase = make_purchase(make_treat(), paid=True)

    assert client.get(go(purchase))["Location"] == thanks(purchase)
    assert client.post(go(purchase))["Location"] == thanks(purchase)


# Cost


@pytest.mark.parametrize("kinds", [1, 10])
def test_thanks_cost_the_same_queries_for_one_treat_and_for_ten(client, kinds):
    merchant = make_merchant()
    purchase = make_purchase(*[make_treat(merchant=merchant, kind=f"soort-{number}") for number in range(kinds)], paid=True)

    with statements() as sent:
        client.get(thanks(purchase))

    assert len(sent) == 7
    assert Payment.objects.get().is_paid
