"""Giving to a whole city, and sending idle treats to its pot: the pages."""

from uuid import uuid4

import pytest

from tests.factories import make_chapter, make_merchant, make_pot, make_purchase, make_treat, make_user
from tests.pages import value_of, words_of
from vouchers import actions
from vouchers.models import DemoPayment, Payment, Pot, Purchase

pytestmark = pytest.mark.django_db

POT = "/stad/gent/pot/"


@pytest.fixture(autouse=True)
def gent():
    return make_chapter()


def give(client, amount, **typed):
    return client.post(POT, {"amount": amount, "email": "", "key": uuid4()} | typed, follow=True)


def test_a_city_says_how_one_can_give(client):
    page = words_of(client.get("/stad/gent/trakteren/"))

    assert "Trakteer iemand in Gent" in page
    assert "Een gift aan de pot" in page


@pytest.mark.parametrize(("typed", "cents"), [("5", 500), ("2,50", 250), ("€ 12.5", 1250), ("1", 100), ("500", 50_000)])
def test_a_gift_to_the_pot_of_any_amount(client, typed, cents):
    page = give(client, typed)
    assert page.redirect_chain[-1][1] == 303
    DemoPayment.objects.update(status="paid")

    thanks = client.get(f"/bedankt/{Purchase.objects.get().token}/")

    assert "in de pot van Gent" in words_of(thanks)
    assert Pot.objects.get().balance == cents


@pytest.mark.parametrize("typed", ["", "0", "0,99", "500,01", "-5", "vijf", "1e3", "9" * 400])
def test_an_amount_that_cannot_be_is_explained_and_stays(client, typed):
    page = give(client, typed, email="an@example.org")

    assert "Er is niets aangerekend" in words_of(page)
    assert value_of(page, "email") == "an@example.org"
    assert not Purchase.objects.exists()


def test_a_gift_that_was_not_paid_can_be_tried_again_as_it_was(client):
    give(client, "7,50", email="an@example.org")
    DemoPayment.objects.update(status="canceled")
    purchase = Purchase.objects.get()

    page = client.get(f"/bedankt/{purchase.token}/")
    assert f'href="{POT}?opnieuw={purchase.token}"' in page.content.decode()
    again = client.get(f"{POT}?opnieuw={purchase.token}")

    assert (value_of(again, "amount"), value_of(again, "email")) == ("7,50", "an@example.org")


def test_the_same_button_twice_is_one_gift(client):
    key = uuid4()
    for _ in range(2):
        give(client, "5", key=key)

    assert Payment.objects.count() == 1


def test_without_a_key_it_asks_once_more(client):
    page = give(client, "5", key="")

    assert "onderweg" in words_of(page)
    assert not Purchase.objects.exists()


def test_a_receipt_of_a_gift_is_no_sale(client):
    make_pot(500)

    page = words_of(client.get(f"/bedankt/{Purchase.objects.get().token}/betaalbewijs/"))

    assert "geen verkoop" in page


def test_where_one_cannot_pay_online_the_page_says_how(client, settings):
    settings.PAYMENT_GATEWAY = ""

    assert "Online betalen kan hier nog niet" in words_of(client.get(POT))


def test_a_city_that_is_not_there_or_rests_takes_no_gifts(client):
    make_chapter("tienen", state="resting")

    assert client.get("/stad/nergens/pot/").status_code == client.get("/stad/tienen/pot/").status_code == 404


# Idle treats


@pytest.fixture
def coffee(gent):
    place = make_merchant("De Krook", slug="krook", chapter=gent, people=[make_user("lut@example.org")])
    coffee = make_treat(merchant=place, price=250, waiting=2)
    make_purchase(coffee, quantity=3, paid=True)
    return coffee


@pytest.fixture
def owner(client, coffee):
    client.force_login(coffee.merchant.people.get().user)
    return client


def send(owner, coffee, number, **goal):
    typed = {"quantity": number, "to": "", "kind": "", "key": uuid4()} | goal
    return owner.post(
        "/mijn-plek/krook/doorsturen/", {"treat": coffee.pk} | {f"{coffee.pk}-{name}": value for name, value in typed.items()}
    )


def test_a_place_sends_idle_treats_to_the_pot(owner, coffee):
    assert "Tot 3: wat ervoor op de site betaald werd" in words_of(owner.get("/mijn-plek/krook/doorsturen/"))

    send(owner, coffee, 2, pot="on")

    coffee.refresh_from_db()
    assert (coffee.waiting, Pot.objects.get().balance) == (3, 500)


def test_more_than_is_still_with_us_does_not_go(owner, coffee):
    page = send(owner, coffee, 4, pot="on")

    assert "of het geld ervan heb je al" in words_of(page)
    assert not Pot.objects.filter(balance__gt=0).exists()


def test_only_one_goal_at_a_time(owner, coffee):
    other = make_merchant("Hoekje", chapter=coffee.merchant.chapter, people=[make_user()])

    assert "Kies er één" in words_of(send(owner, coffee, 1, pot="on", to=other.pk))


def test_where_no_money_is_with_us_the_pot_is_not_offered(owner, coffee):
    for treat_purchase in Payment.objects.all():
        actions.give_back(payment=treat_purchase, key=uuid4())

    assert "Of naar de pot van je stad" not in words_of(owner.get("/mijn-plek/krook/doorsturen/"))
