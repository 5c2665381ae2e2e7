"""Turning the pot of a city into treats, at /beheer/: where boards are empty, and never for more than it holds."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from merchants.models import Pause
from tests.factories import make_chapter, make_merchant, make_pot, make_team_member, make_treat
from tests.logins import come_in
from tests.pages import value_of, words_of
from tests.queries import statements
from tests.team import address, said
from vouchers import actions, books
from vouchers.models import Payment, Pot, PotMovement, Treat

pytestmark = pytest.mark.django_db


@pytest.fixture
def pot():
    return make_pot(2_000)


@pytest.fixture
def coffee(pot):
    return make_treat(merchant=make_merchant("De Krook"), price=250)


@pytest.fixture
def greet(client, pot):
    """A coordinator in Gent, logged in."""
    user = make_team_member("coordinator", chapter=pot.chapter)
    come_in(client, user)
    return user


def page_of(pot):
    return f"/beheer/vouchers/pot/{pot.pk}/besteden/"


def spend(client, pot, total, key=None, **numbers):
    chosen = {f"aantal-{Treat.objects.get(kind__slug=kind).pk}": number for kind, number in numbers.items()}
    return client.post(page_of(pot), {"totaal": total, "key": key or uuid4(), **chosen}, follow=True)


def test_a_coordinator_turns_the_pot_into_coffee_where_none_hangs(client, greet, pot, coffee):
    assert "Maak er traktaties van" in words_of(client.get(address(pot)))
    page = words_of(client.get(page_of(pot)))
    assert "In de pot zit € 20,00." in page
    assert "De Krook: koffie, € 2,50" in page

    assert said(spend(client, pot, 1_000, koffie=4)) == ["€\N{NO-BREAK SPACE}10,00 werd traktaties. Ze hangen."]

    coffee.refresh_from_db()
    pot.refresh_from_db()
    assert (coffee.waiting, pot.balance) == (4, 1_000)
    assert Payment.objects.get(gateway="pot").amount == 1_000
    assert "Maakte van € 10,00 traktaties." in words_of(client.get(address(pot, "history")))
    assert list(PotMovement.objects.values_list("delta", flat=True).order_by("delta")) == [-1_000, 2_000]


def test_places_with_an_empty_board_are_suggested_by_name(client, greet, pot, coffee):
    make_treat(merchant=make_merchant("Bar Vol"), waiting=2)
    half = make_treat(merchant=make_merchant("Bar Half"), waiting=1)
    make_treat(merchant=half.merchant, kind="soep")
    make_treat(merchant=make_merchant("Aan de Leie"), kind="soep")
    resting = make_treat(merchant=make_merchant("Bar Dicht"))
    Pause.objects.create(merchant=resting.merchant, first_day=timezone.localdate() - timedelta(1))

    page = words_of(client.get(page_of(pot)))

    assert page.index("Aan de Leie: soep") < page.index("De Krook: koffie")
    assert "Bar " not in page


def test_where_no_board_is_empty_those_with_the_fewest_are_suggested(client, greet, pot):
    make_treat(merchant=make_merchant("Bar Vol"), waiting=2)

    assert "Bar Vol: koffie" in words_of(client.get(page_of(pot)))


def test_without_a_script_the_total_is_shown_once_before(client, greet, pot, coffee):
    page = spend(client, pot, 0, koffie=4)

    assert "Dat komt op € 10,00. Druk opnieuw als het goed is voor jou." in words_of(page)
    assert (value_of(page, "totaal"), value_of(page, f"aantal-{coffee.pk}")) == ("1000", "4")
    assert not Payment.objects.filter(gateway="pot").exists()


def test_more_than_the_pot_holds_is_told_and_stays(client, greet, pot, coffee):
    page = spend(client, pot, 2_250, koffie=9)

    assert "Dat komt op € 22,50, en in de pot zit € 20,00. Neem er minder." in words_of(page)
    assert value_of(page, f"aantal-{coffee.pk}") == "9"
    assert Pot.objects.get().balance == 2_000


def test_a_pot_that_another_spent_meanwhile_is_told(client, greet, pot, coffee, monkeypatch):
    def refuse(**_spent):
        raise actions.PotTooSmall

    monkeypatch.setattr(actions, "spend", refuse)

    assert "Zoveel zit er niet in de pot. Neem er minder." in words_of(spend(client, pot, 250, koffie=1))


@pytest.mark.parametrize("number", ["-1", "1.5", "51", "abc"])
def test_a_number_that_cannot_be_is_explained_and_stays(client, greet, pot, coffee, number):
    page = spend(client, pot, 250, koffie=number)

    assert "Schrijf een heel getal van 0 tot 50." in words_of(page)
    assert value_of(page, f"aantal-{coffee.pk}") == number


def test_choosing_nothing_is_told(client, greet, pot, coffee):
    assert "Kies er minstens één" in words_of(spend(client, pot, 0, koffie=0))


def test_the_same_button_twice_spends_once(client, greet, pot, coffee):
    key = uuid4()
    for _ in range(2):
        spend(client, pot, 1_000, key=key, koffie=4)

    assert Pot.objects.get().balance == 1_000


def test_a_pot_spends_at_most_what_one_payment_may_be(pot):
    stay = make_treat(kind="overnachting", price=50_000)
    for _ in range(11):
        make_pot(50_000)

    with pytest.raises(actions.TooMuch):
        actions.spend(chapter=pot.chapter, quantities={stay.pk: 11}, key=uuid4())
    actions.spend(chapter=pot.chapter, quantities={stay.pk: 10}, key=uuid4())
    assert [line for line in books.differences() if "Line" in line] == []


@pytest.mark.parametrize(("role", "city"), [("volunteer", "gent"), ("coordinator", "brussel")])
def test_a_stranger_finds_no_such_page(client, pot, coffee, role, city):
    come_in(client, make_team_member(role, chapter=make_chapter(city)))

    assert client.get(page_of(pot)).status_code == spend(client, pot, 250, koffie=1).status_code == 404
    assert Pot.objects.get().balance == 2_000


def test_a_treat_of_another_city_is_not_bought_from_this_pot(client, greet, pot, coffee):
    make_treat(merchant=make_merchant(chapter=make_chapter("brussel")), kind="soep")

    spend(client, pot, 250, soep=1)

    assert Pot.objects.get().balance == 2_000


def test_the_page_costs_the_same_for_one_treat_and_for_many(client, greet, pot, coffee):
    def cost():
        with statements() as sent:
            client.get(page_of(pot))
        return len(sent)

    before = cost()
    for _ in range(4):
        make_treat()

    assert cost() == before
