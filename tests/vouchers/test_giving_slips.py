"""Slips on the page where one treats someone: each is explained, nothing typed is lost and nothing is charged."""

from uuid import uuid4

import pytest

from tests.factories import make_merchant, make_purchase, make_treat
from tests.pages import value_of, words_of
from tests.vouchers.gift import address, filled_in, give, refused
from vouchers import actions
from vouchers.models import Purchase
from vouchers.views import buying

pytestmark = pytest.mark.django_db


@pytest.fixture
def coffee():
    return make_treat(price=250)


@pytest.fixture
def soup(coffee):
    return make_treat(merchant=coffee.merchant, kind="soep", price=450)


@pytest.mark.parametrize("number", ["-1", "1.5", "51", "abc", "1e3", "٣٣٣", "9" * 10_000, "1" + "0" * 9])
def test_a_number_that_cannot_be_is_explained_and_stays(client, coffee, soup, number):
    page = give(client, coffee, soup, koffie=number, soep=2, word="Geniet ervan")

    assert refused(page, "Schrijf een heel getal van 0 tot 50.")
    assert "Er is niets aangerekend" in words_of(page)
    assert value_of(page, f"aantal-{coffee.pk}") == number
    assert value_of(page, f"aantal-{soup.pk}") == "2"
    assert "Geniet ervan</textarea>" in page.content.decode()


@pytest.mark.parametrize("number", ["", "0", "00"])
def test_choosing_nothing_is_told(client, coffee, number):
    assert refused(give(client, coffee, koffie=number), "Kies er minstens één")


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("bel 0478 12 34 56", "Er staat een telefoonnummer of een ander lang nummer in wat je schreef."),
        ("zie www.voorbeeld.be", "Er staat een link in wat je schreef."),
        ("an@voorbeeld.be", "Er staat een mailadres in wat je schreef."),
        ("BE68 5390 0754 7034", "Er staat een rekeningnummer in wat je schreef."),
        ("x" * 141, "dit zijn er 141"),
        ("é" * 10_000, "dit zijn er 10000"),
    ],
)
def test_a_word_that_cannot_hang_is_explained_and_stays(client, coffee, word, sentence):
    page = give(client, coffee, koffie=2, word=word)

    assert refused(page, sentence)
    assert f"{word}</textarea>" in page.content.decode()
    assert value_of(page, f"aantal-{coffee.pk}") == "2"


@pytest.mark.parametrize("word", ["’t Is voor jou", "قهوة لك", "☕️ Santé!", "<b>Dag</b>", "x" * 140])
def test_a_word_may_be_in_any_script(client, coffee, word):
    give(client, coffee, koffie=1, word=word)

    assert Purchase.objects.get().word == word


@pytest.mark.parametrize("key", ["", "x", "1" * 10_000])
def test_a_form_that_lost_its_key_asks_again(client, coffee, key):
    page = client.post(address(coffee.merchant), filled_in(coffee, koffie=1) | {"key": key})

    assert refused(page, "Er ging onderweg iets verloren.")
    assert value_of(page, "key") != key


def test_more_than_500_euro_in_one_go_is_too_much(client):
    stay = make_treat(kind="overnachting", price=10_010)

    assert refused(give(client, stay, overnachting=5), "hoogstens 10 soorten en samen € 500")
    assert Purchase.objects.count() == 0
    assert "Betaal € 400,40" in words_of(give(client, stay, overnachting=4))


def test_more_than_ten_kinds_in_one_go_is_too_much(client):
    merchant = make_merchant()
    treats = [make_treat(merchant=merchant, kind=f"soort-{number}") for number in range(11)]

    page = give(client, *treats, **{treat.kind.slug: 1 for treat in treats})

    assert refused(page, "hoogstens 10 soorten")


@pytest.mark.parametrize("number", [0, -1, 51])
def test_the_action_keeps_the_limits_whoever_calls_it(coffee, number):
    with pytest.raises(actions.TooMuch):
        actions.buy(quantities={coffee.pk: number}, word="", key=uuid4())
    with pytest.raises(actions.UnknownTreat):
        actions.buy(quantities={}, word="", key=uuid4())


def test_too_many_gifts_from_one_corner_are_asked_to_wait_and_stay_as_typed(client, coffee, monkeypatch):
    monkeypatch.setattr(buying, "GIFTS_A_DAY", 1)
    give(client, coffee, koffie=1)

    page = give(client, coffee, koffie=2, word="Geniet ervan")

    assert page.status_code == 429
    assert "Probeer morgen opnieuw, of trakteer aan de toog." in words_of(page)
    assert value_of(page, f"aantal-{coffee.pk}") == "2"
    assert "Geniet ervan</textarea>" in page.content.decode()
    assert Purchase.objects.count() == 1


def test_who_got_the_link_of_a_gift_that_was_paid_reads_no_address_from_it(client, coffee):
    giver = actions.Giver(email="an@example.org")
    token = make_purchase(coffee, word="Geniet ervan", paid=True, giver=giver).token

    page = client.get(address(coffee.merchant), {"opnieuw": token})

    assert value_of(page, f"aantal-{coffee.pk}") == "0"
    assert not any(typed in page.content.decode() for typed in ["an@example.org", "Geniet ervan"])


def test_opening_a_strange_purchase_again_starts_with_nothing(client, coffee):
    elsewhere = make_purchase(make_treat(kind="brood"))

    for token in ["xyz", "", elsewhere.token, "é" * 5000, "\0"]:
        page = client.get(address(coffee.merchant), {"opnieuw": token})
        assert value_of(page, f"aantal-{coffee.pk}") == "0"
