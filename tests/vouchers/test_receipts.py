"""What a giver keeps: a receipt in the name of the seller, a card, and the way back within fourteen days."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from merchants.letters import Letter
from merchants.money import vat_within
from tests.factories import make_merchant, make_purchase, make_seller, make_treat
from tests.pages import words_of
from tests.queries import statements
from tests.vouchers.gift import address, filled_in, give, refused
from vouchers import actions, receipts
from vouchers.models import DemoPayment, Payment, Purchase, Refund, Treat

pytestmark = pytest.mark.django_db


@pytest.fixture
def coffee():
    return make_treat(merchant=make_merchant("De Krook", street="Makebaplein 1", postcode="9000", town="Gent"), price=250, vat_rate=12)


def page_of(purchase, page=""):
    return f"/bedankt/{purchase.token}/{page}"


# Questions


@pytest.mark.parametrize(("cents", "rate", "vat"), [(1210, 21, 210), (1120, 12, 120), (106, 6, 6), (250, 12, 27), (250, 0, 0), (1, 21, 0)])
def test_the_vat_within_a_price(cents, rate, vat):
    assert vat_within(cents, rate) == vat


def test_a_receipt_has_a_part_for_each_seller_and_a_line_for_each_rate(coffee):
    bread = make_treat(kind="brood", price=300, vat_rate=6)
    soup = make_treat(kind="soep", merchant=coffee.merchant, price=400, vat_rate=21)
    purchase = make_purchase(coffee, soup, bread, quantity=2)

    parts = receipts.parts_of(purchase.bought_lines())

    assert [(part.merchant, part.total) for part in parts] == [(coffee.merchant, 1300), (bread.merchant, 600)]
    assert [(each.rate, each.amount, each.vat) for each in parts[0].vat_parts] == [(12, 500, 54), (21, 800, 139)]


# Receipt


def test_the_receipt_names_the_seller_and_the_vat(client, coffee):
    page = words_of(client.get(page_of(make_purchase(coffee, quantity=2, paid=True), "betaalbewijs/")))

    for words in ["Krook BV", "0123.456.749", "De Krook, Makebaplein 1", "2 koffies € 2,50 12 % € 5,00", "€ 0,54", "Samen betaald: € 5,00"]:
        assert words in page
    assert "Het is geen factuur" in page


@pytest.mark.parametrize(("regime", "sentence"), [("small", "vrijstellingsregeling"), ("exempt", "artikel 44")])
def test_who_charges_no_vat_has_the_sentence_of_the_law_instead(client, coffee, regime, sentence):
    make_seller(coffee.merchant, vat_regime=regime)
    purchase = make_purchase(coffee, paid=True)

    page = words_of(client.get(page_of(purchase, "betaalbewijs/")))

    assert sentence in page
    assert "12 %" not in page
    assert purchase.lines.get().vat_rate == 0


def test_the_receipt_goes_once_to_whoever_left_an_address(client, coffee):
    give(client, coffee, koffie=2, email="an@example.org", wants_news="on")
    payment = Payment.objects.get()
    DemoPayment.objects.update(status="paid")

    for _ in range(3):
        actions.reconcile(payment)

    letter = Letter.objects.get(to="an@example.org")
    assert letter.subject == "Je traktatie in Gent: dank je wel!"
    assert "Krook BV, 0123.456.749" in letter.body
    assert "- 2 koffies: € 5,00" in letter.body.replace("\N{NO-BREAK SPACE}", " ")
    assert page_of(payment.purchase, "betaalbewijs/") in letter.body
    assert Purchase.objects.get().wants_news


def test_the_receipt_is_in_the_language_of_the_giver(client, coffee):
    client.post(f"/fr{address(coffee.merchant)}", filled_in(coffee, koffie=1) | {"email": "an@example.org"})
    DemoPayment.objects.update(status="paid")
    actions.reconcile(Payment.objects.get())

    assert Letter.objects.get(to="an@example.org").body.startswith("Bonjour")


def test_without_an_address_no_letter_goes(coffee):
    make_purchase(coffee, paid=True)

    assert not Letter.objects.exists()


@pytest.mark.parametrize("email", ["an", "an@", "an@example.org\nBcc: all@example.org", "a" * 300 + "@example.org"])
def test_an_address_that_cannot_be_is_explained_and_nothing_is_charged(client, coffee, email):
    page = give(client, coffee, koffie=2, email=email)

    assert refused(page, "Er is niets aangerekend")
    assert "aantal" in page.content.decode()


def test_news_without_an_address_is_asked_about(client, coffee):
    assert refused(give(client, coffee, koffie=2, wants_news="on"), "Om je te schrijven hebben we een e-mailadres nodig.")


def test_the_same_button_with_another_address_asks_first(client, coffee):
    key = uuid4()
    give(client, coffee, koffie=1, key=key, email="an@example.org")

    page = give(client, coffee, koffie=1, key=key, email="ann@example.org")

    assert "Je koos nu iets anders dan daarnet." in words_of(page)
    assert Purchase.objects.get().email == "an@example.org"


# Card


def test_the_card_says_it_in_somebodys_name_and_names_nobody(client, coffee):
    page = words_of(client.get(page_of(make_purchase(coffee, paid=True), "kaart/")))

    assert "Ik trakteerde iemand in jouw naam" in page
    assert "1 koffie" in page
    assert "De Krook" in page


# The way back


def test_within_fourteen_days_one_takes_it_back(client, coffee):
    purchase = make_purchase(coffee, quantity=2, paid=True)
    assert "Van gedacht veranderd?" in words_of(client.get(page_of(purchase)))

    page = client.post(page_of(purchase, "terugnemen/"), {"key": uuid4()}, follow=True)

    assert "€ 5,00 ervan komt naar je terug." in words_of(page)
    assert Treat.objects.get().waiting == 0
    assert Refund.objects.get().amount == 500
    assert not any(said in words_of(page) for said in ["Van gedacht veranderd?", "hangt op het bord van", "Een kaartje om te geven"])
    assert "Dit kan hier niet meer teruggenomen worden" in words_of(client.get(page_of(purchase, "terugnemen/")))


def test_the_same_button_twice_gives_back_once(client, coffee):
    purchase, key = make_purchase(coffee, quantity=2, paid=True), uuid4()

    for _ in range(2):
        client.post(page_of(purchase, "terugnemen/"), {"key": key})

    assert Refund.objects.count() == 1


def test_looking_changes_nothing(client, coffee):
    purchase = make_purchase(coffee, paid=True)
    client.get(page_of(purchase, "terugnemen/"))

    assert Treat.objects.get().waiting == 1


def test_what_was_enjoyed_already_stays_kindly(client, coffee):
    purchase = make_purchase(coffee, quantity=2, paid=True)
    actions.hand_out(treat=coffee, key=uuid4())

    page = client.post(page_of(purchase, "terugnemen/"), {"key": uuid4()})

    assert "iemand genoot er al van" in words_of(page)
    assert Treat.objects.get().waiting == 1


@pytest.mark.parametrize(("days", "may"), [(13, True), (15, False)])
def test_after_fourteen_days_the_team_is_asked_instead(client, coffee, days, may):
    purchase = make_purchase(coffee, paid=True)
    payment = Payment.objects.get()
    Payment.objects.update(paid_at=payment.paid_at - timedelta(days=days))

    client.post(page_of(purchase, "terugnemen/"), {"key": uuid4()})

    assert Refund.objects.exists() == may


# Strangers


@pytest.mark.parametrize("page", ["betaalbewijs/", "kaart/", "terugnemen/"])
def test_what_was_not_paid_has_none_of_these(client, coffee, page):
    purchase = make_purchase(coffee)

    assert client.get(page_of(purchase, page)).status_code == 404
    assert Client().get(f"/bedankt/niemand/{page}").status_code == 404


@pytest.mark.parametrize("kinds", [1, 8])
def test_a_receipt_costs_the_same_queries_for_one_treat_and_for_eight(client, kinds):
    merchant = make_merchant()
    purchase = make_purchase(*[make_treat(merchant=merchant, kind=f"soort-{number}") for number in range(kinds)], paid=True)

    with statements() as sent:
        client.get(page_of(purchase, "betaalbewijs/"))

    assert len(sent) == 4
