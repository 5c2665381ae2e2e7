"""The board of a place, as pages of every floor show it."""

import pytest
from django.template import engines

from merchants.models import Merchant
from tests.factories import make_merchant, make_purchase, make_treat
from tests.queries import statements
from vouchers import actions
from vouchers.models import Purchase, Treat

pytestmark = pytest.mark.django_db


def board_of(merchant):
    return engines["django"].from_string("{% load board %}{% board_of merchant %}").render({"merchant": merchant})


def give(treat, word):
    """A paid treat with a word that the team put on the board."""
    purchase = make_purchase(treat, word=word, paid=True)
    actions.show_words(Purchase.objects.filter(pk=purchase.pk))
    return purchase


def test_the_board_shows_what_waits_there_and_nowhere_else():
    coffee = make_treat(waiting=3)
    make_treat(merchant=coffee.merchant, kind="soep")
    make_treat(kind="brood", waiting=2)

    html = board_of(coffee.merchant)

    assert "Koffie" in html
    assert "3<span" in html
    assert "Soep" not in html
    assert "Brood" not in html


def test_a_treat_no_longer_offered_stays_on_the_board_while_it_hangs():
    coffee = make_treat(waiting=1)
    Treat.objects.update(is_offered=False)

    assert "Koffie" in board_of(coffee.merchant)


def test_one_can_treat_where_something_is_offered_and_the_place_takes_part():
    coffee = make_treat(waiting=1)
    link = f"/plek/{coffee.merchant.slug}/trakteren/"

    assert link in board_of(coffee.merchant)
    assert "trakteren" not in board_of(make_merchant())
    assert "trakteren" not in board_of(make_treat(merchant=make_merchant(state=Merchant.State.CLOSED)).merchant)


def test_the_three_latest_words_that_the_team_nodded_to_are_shown():
    coffee = make_treat()
    for word in ["Een", "Twee", "Drie", "Vier"]:
        give(coffee, word)
    make_purchase(coffee, word="Ongelezen", paid=True)
    give(make_treat(), "Elders")

    html = board_of(coffee.merchant)

    assert [word for word in ["Vier", "Drie", "Twee", "Een", "Ongelezen", "Elders"] if word in html] == ["Vier", "Drie", "Twee"]
    assert html.index("Vier") < html.index("Drie") < html.index("Twee")


def test_only_words_of_what_was_paid_are_read_and_shown():
    coffee = make_treat()
    paid, unpaid = make_purchase(coffee, word="Geniet ervan", paid=True), make_purchase(coffee, word="Dag")

    assert list(Purchase.objects.words_to_read()) == [paid]
    assert actions.show_words(Purchase.objects.all()) == 1
    assert "Geniet ervan" in board_of(coffee.merchant)
    assert actions.keep_words(Purchase.objects.all()) == 1
    assert "Geniet ervan" not in board_of(coffee.merchant)
    unpaid.refresh_from_db()
    assert unpaid.word_state == Purchase.WordState.WAITING


def test_a_word_cannot_bring_markup():
    coffee = make_treat()
    give(coffee, "<script>alert(1)</script>")

    assert "<script>" not in board_of(coffee.merchant)


@pytest.mark.parametrize("kinds", [1, 10])
def test_a_board_costs_two_queries_however_much_hangs_there(kinds):
    merchant = make_merchant()
    for number in range(kinds):
        give(make_treat(merchant=merchant, kind=f"soort-{number}"), "Geniet ervan")

    with statements() as sent:
        board_of(merchant)

    assert len(sent) == 2


@pytest.mark.parametrize("waiting", [0, 2])
def test_during_a_break_a_board_sends_nobody_in_to_ask(waiting):
    coffee = make_treat(waiting=waiting)

    html = engines["django"].from_string("{% load board %}{% board_of place is_away=True %}").render({"place": coffee.merchant})

    assert "stap gerust binnen" not in html
    assert "Zo vraag je het" not in html
    assert ("Koffie" in html, "Hier hangt nu even niets." in html) == (bool(waiting), not waiting)
