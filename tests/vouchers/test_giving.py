"""Treating someone through the site: choose, pay, and see it hang. Whatever goes wrong, nothing typed is lost and nothing is charged."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from merchants.models import Merchant
from tests.factories import make_merchant, make_treat
from tests.pages import value_of, words_of
from tests.queries import statements
from tests.vouchers.gift import address, filled_in, give, refused
from vouchers import actions, gateways
from vouchers.models import DemoPayment, Payment, Purchase, Treat

pytestmark = pytest.mark.django_db


@pytest.fixture
def coffee():
    return make_treat(merchant=make_merchant("De Krook", street="Makebaplein 1", postcode="9000", town="Gent"), price=250)


@pytest.fixture
def soup(coffee):
    return make_treat(merchant=coffee.merchant, kind="soep", price=450)


def end_at_the_bank(client, page, status):
    """Go where the page leads, choose how the payment ends, and come back."""
    checkout = re.search(r'http-equiv="refresh" content="0; url=(.+?)"', page.content.decode())[1]
    assert "Doe-alsof-bank" in words_of(client.get(checkout))
    return client.post(checkout, {"status": status}, follow=True)


# Story


def test_a_citizen_chooses_pays_and_sees_it_hang(client, coffee, soup):
    page = client.get(address(coffee.merchant))
    assert "De prijzen zijn met btw" in words_of(page)
    assert "Je koopt van Krook BV, ondernemingsnummer 0123.456.749: De Krook, Makebaplein 1, 9000 Gent." in words_of(page)

    page = give(client, coffee, soup, koffie=2, soep=1, word="Geniet  ervan\n!")
    assert page.redirect_chain[-1][1] == 303
    assert "Betaal € 9,50" in words_of(page)

    page = end_at_the_bank(client, page, "paid")
    assert "Dank je wel!" in words_of(page)
    assert "2 koffies" in words_of(page)
    assert Treat.objects.get(pk=coffee.pk).waiting == 2
    assert Treat.objects.get(pk=soup.pk).waiting == 1
    assert Purchase.objects.words_to_read().get().word == "Geniet ervan !"


@pytest.mark.parametrize("status", ["canceled", "failed"])
def test_what_was_not_paid_does_not_hang_and_can_be_tried_again_as_it_was(client, coffee, soup, status):
    page = end_at_the_bank(client, give(client, coffee, soup, koffie=2, word="Geniet ervan"), status)
    assert "Er is niets aangerekend" in words_of(page)
    assert Treat.objects.get(pk=coffee.pk).waiting == 0

    again = client.get(re.search(r'href="(\S+opnieuw=\S+)"', page.content.decode())[1])

    assert value_of(again, f"aantal-{coffee.pk}") == "2"
    assert value_of(again, f"aantal-{soup.pk}") == "0"
    assert value_of(again, "totaal") == "500"
    assert "Geniet ervan</textarea>" in again.content.decode()


def test_a_treat_named_in_the_link_is_chosen_already(client, coffee, soup):
    page = client.get(address(coffee.merchant), {"traktatie": "soep"})

    assert [value_of(page, f"aantal-{treat.pk}") for treat in (coffee, soup)] == ["0", "1"]
    assert "Samen € 4,50" in words_of(page)


def test_the_same_form_sent_twice_is_one_purchase(client, coffee):
    key = uuid4()

    pages = [give(client, coffee, koffie=1, key=key) for _ in range(2)]

    assert pages[0].redirect_chain == pages[1].redirect_chain
    assert Purchase.objects.count() == Payment.objects.count() == DemoPayment.objects.count() == 1


def test_the_same_page_with_another_choice_asks_first(client, coffee):
    key = uuid4()
    give(client, coffee, koffie=1, key=key)

    page = give(client, coffee, koffie=3, key=key)

    assert "Je koos nu iets anders dan daarnet." in words_of(page)
    assert value_of(page, f"aantal-{coffee.pk}") == "3"
    assert value_of(page, "key") != str(key)
    assert Purchase.objects.count() == 1


@pytest.mark.parametrize("status", ["paid", "canceled"])
def test_coming_back_to_a_form_whose_payment_ended_asks_before_giving_once_more(client, coffee, status):
    key = uuid4()
    end_at_the_bank(client, give(client, coffee, koffie=1, key=key), status)

    page = give(client, coffee, koffie=1, key=key)
    assert "Dit stuurde je al eens, en die betaling is afgerond." in words_of(page)
    assert Purchase.objects.count() == 1

    assert "Betaal € 2,50" in words_of(give(client, coffee, koffie=1, key=value_of(page, "key")))
    assert Purchase.objects.count() == 2


# Without a script, and what changes meanwhile


def test_a_total_that_was_not_on_the_page_is_shown_first(client, coffee):
    page = give(client, coffee, koffie=3, total=0)

    assert refused(page, "Zoveel wordt het samen.")
    assert "Samen € 7,50" in words_of(page)
    assert (value_of(page, "totaal"), value_of(page, f"aantal-{coffee.pk}")) == ("750", "3")
    assert 'role="alert"' not in page.content.decode()


def test_a_price_that_changed_is_shown_first(client, coffee):
    form = filled_in(coffee, koffie=2)
    Treat.objects.update(price=300)

    page = client.post(address(coffee.merchant), form)

    assert refused(page, "Een prijs veranderde terwijl je koos.")
    assert (value_of(page, "totaal"), value_of(page, f"prijs-{coffee.pk}")) == ("600", "300")


@pytest.mark.parametrize("posted", ["1", "0", "-250", "", "x", "9" * 10_000])
def test_a_price_from_the_page_is_never_believed(client, coffee, posted):
    form = filled_in(coffee, koffie=1) | {f"prijs-{coffee.pk}": posted, "totaal": posted}

    assert refused(client.post(address(coffee.merchant), form), "Een prijs veranderde terwijl je koos.")


def test_a_treat_taken_off_the_offer_is_told_and_the_rest_stays(client, coffee, soup):
    form = filled_in(coffee, soup, koffie=2, soep=1, word="Geniet ervan")
    Treat.objects.filter(pk=coffee.pk).update(is_offered=False)

    page = client.post(address(coffee.merchant), form)

    assert refused(page, "Iets wat je koos, wordt hier niet meer aangeboden.")
    assert value_of(page, f"aantal-{soup.pk}") == "1"
    assert "Geniet ervan</textarea>" in page.content.decode()


def test_a_price_or_an_offer_that_changes_at_the_last_moment_is_refused_as_well(coffee):
    shown = actions.Shown({coffee.pk: 250}, 250)

    Treat.objects.update(price=300)
    with pytest.raises(actions.PriceChanged):
        actions.buy(quantities={coffee.pk: 1}, word="", key=uuid4(), shown=shown)
    Treat.objects.update(is_offered=False)
    with pytest.raises(actions.UnknownTreat):
        actions.buy(quantities={coffee.pk: 1}, word="", key=uuid4(), shown=shown)


# Stranger


@pytest.mark.parametrize("state", ["closed", "left"])
def test_a_place_that_stopped_meanwhile_charges_nothing_and_keeps_the_word(client, coffee, state):
    Merchant.objects.update(state=state)

    page = give(client, coffee, koffie=1, word="Geniet ervan")

    assert page.status_code == client.get(address(coffee.merchant)).status_code == 200
    assert "Er is niets aangerekend" in words_of(page)
    assert "Geniet ervan" in words_of(page)
    assert not Purchase.objects.exists()


@pytest.mark.parametrize("state", ["suggested", "applied", "declined"])
def test_one_treats_at_listed_places_only(client, state):
    coffee = make_treat(merchant=make_merchant(state=state))

    assert client.get(address(coffee.merchant)).status_code == 404
    assert give(client, coffee, koffie=1).status_code == 404
    assert client.get("/plek/bestaat-niet/trakteren/").status_code == 404


def test_a_place_without_treats_says_so_kindly(client):
    page = client.get(address(make_merchant()))

    assert page.status_code == 200
    assert "Hier kan je via de site nog niets geven" in words_of(page)


def test_where_one_cannot_pay_online_the_page_says_how_to_treat_at_the_counter(client, coffee, settings):
    settings.PAYMENT_GATEWAY = ""

    for page in [client.get(address(coffee.merchant)), give(client, coffee, koffie=1)]:
        assert refused(page, "Hier trakteer je aan de toog")
        assert "€ 2,50" in words_of(page)


def test_a_treat_of_another_place_is_not_sold_here(client, coffee):
    elsewhere = make_treat(price=250)
    form = filled_in(coffee, koffie=1) | {f"aantal-{elsewhere.pk}": 1, f"prijs-{elsewhere.pk}": 250, "totaal": 500}

    assert refused(client.post(address(coffee.merchant), form), "Iets wat je koos, wordt hier niet meer aangeboden.")


def test_treating_asks_nothing_about_anyone(client, coffee):
    end_at_the_bank(client, give(client, coffee, koffie=1), "paid")

    assert set(client.cookies) == {"csrftoken"}


def test_without_its_token_a_form_is_refused(coffee):
    assert give(Client(enforce_csrf_checks=True), coffee, koffie=1).status_code == 403


# Cost


@pytest.mark.parametrize("kinds", [1, 10])
def test_the_page_costs_the_same_queries_for_one_treat_and_for_ten(client, kinds):
    merchant = make_merchant()
    for number in range(kinds):
        make_treat(merchant=merchant, kind=f"soort-{number}")

    with statements() as sent:
        client.get(address(merchant), {"traktatie": "soort-0"})

    assert len(sent) == 3


@pytest.mark.parametrize("kinds", [1, 10])
def test_buying_is_at_most_five_statements(kinds):
    merchant = make_merchant()
    quantities = {make_treat(merchant=merchant, kind=f"soort-{number}").pk: 1 for number in range(kinds)}

    key = uuid4()

    for _time in ["new", "again"]:
        with statements() as sent:
            actions.buy(quantities=quantities, word="Geniet ervan", key=key)

        assert len(sent) <= 5


def test_a_payment_cannot_begin_where_no_gateway_is(coffee, settings):
    settings.PAYMENT_GATEWAY = ""

    with pytest.raises(gateways.NoGateway):
        actions.buy(quantities={coffee.pk: 1}, word="", key=uuid4())


def test_a_place_that_left_sells_nothing(coffee):
    Merchant.objects.update(state=Merchant.State.CLOSED)

    with pytest.raises(actions.UnknownTreat):
        actions.buy(quantities={coffee.pk: 1}, word="", key=uuid4())
