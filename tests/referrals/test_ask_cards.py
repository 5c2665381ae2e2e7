"""Cards that ask for you: what is chosen in the address stands on a sheet of eight, in one language or two."""

import pytest

from merchants.catalogue import load_services
from referrals.ask_cards import Sentence
from tests.factories import make_kind, make_service
from tests.pages import words_of
from tests.queries import statements
from vouchers.catalogue import load_treat_kinds

pytestmark = pytest.mark.django_db
HERE = "/vraagkaartjes/"


@pytest.fixture
def catalogue():
    load_services()
    load_treat_kinds()


def cards(page):
    """[(pictogram, sentences)] of the sheet."""
    return [(card.icon, [sentence.words for sentence in card.sentences]) for card in page.context["sheet"].cards]


def test_one_thing_chosen_stands_on_all_eight(client, catalogue):
    page = client.get(f"{HERE}?traktatie=koffie")

    assert cards(page) == [("coffee", ["Is er een koffie die wacht?"])] * 8
    assert page.text.count('<li class="ask-card">') == 8


def test_a_second_language_stands_under_the_first(client, catalogue):
    page = client.get(f"{HERE}?dienst=toilet&taal=fr")

    assert cards(page)[0] == ("toilet", ["Mag ik naar het toilet?", "Puis-je aller aux toilettes\u00a0?"])
    assert '<p lang="nl" dir="ltr">Mag ik naar het toilet?</p><p lang="fr" dir="ltr">Puis-je aller aux toilettes\u00a0?</p>' in page.text


def test_several_things_take_turns(client, catalogue):
    page = client.get(f"{HERE}?dienst=water&dienst=toilet&traktatie=iets")

    assert [icon for icon, _words in cards(page)] == [
        "glass-water",
        "toilet",
        "gift",
        "glass-water",
        "toilet",
        "gift",
        "glass-water",
        "toilet",
    ]


def test_with_nothing_chosen_a_mix_of_eight_is_shown(client, catalogue):
    shown = cards(client.get(HERE))

    assert shown[0] == ("coffee", ["Is er een koffie die wacht?"])
    assert len({icon for icon, _words in shown}) == 8


def test_without_any_catalogue_there_is_still_a_card(client):
    assert cards(client.get(HERE)) == [("gift", ["Is er iets dat wacht?"])] * 8


def test_more_than_eight_are_cut_down_and_said(client, catalogue):
    asked = "&".join(f"dienst={service}" for service in "water toilet opladen wifi zitten opwarmen babbel microgolf krant".split())
    page = client.get(f"{HERE}?{asked}")

    assert "Op een blad passen acht kaartjes. We hielden de eerste acht." in words_of(page)
    assert len(cards(page)) == 8


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_kind_or_a_service_of_a_citys_own_is_asked_for_in_a_general_sentence(client, language):
    make_service("vaas", name="een vaas", name_nl="een vaas", name_fr="un vase", name_en="a vase")
    make_kind("taart", name="taart", name_nl="taart", name_fr="tarte", name_en="cake")
    address = ("" if language == "nl" else f"/{language}") + HERE
    wanted = {
        "nl": ("Mag ik dit hier vragen? (een vaas)", "Is er iets dat wacht? (taart)"),
        "fr": ("Puis-je demander ceci ici ? (un vase)", "Y a-t-il quelque chose en attente ? (tarte)"),
        "en": ("May I ask for this here? (a vase)", "Is there something that waits? (cake)"),
    }

    shown = cards(client.get(f"{address}?dienst=vaas&traktatie=taart"))

    assert tuple(words for _icon, [words] in shown[:2]) == wanted[language]


def test_a_sentence_nobody_translated_stands_there_once(client):
    make_service("vaas", question="Mag ik een vaas?", question_nl="Mag ik een vaas?")

    assert cards(client.get(f"{HERE}?dienst=vaas&taal=fr"))[0][1] == ["Mag ik een vaas?"]


@pytest.mark.parametrize("second", ["", "nl"])
def test_the_language_of_the_page_is_no_second_one(client, catalogue, second):
    assert len(cards(client.get(f"{HERE}?dienst=toilet&taal={second}"))[0][1]) == 1


def test_a_language_without_cards_is_said(client, catalogue):
    page = client.get(f"{HERE}?dienst=toilet&taal=ti")

    assert "In die taal zijn er nog geen kaartjes." in words_of(page)
    assert len(cards(page)[0][1]) == 1


@pytest.mark.parametrize(("language", "direction"), [("nl", "ltr"), ("ar", "rtl"), ("fa", "rtl")])
def test_each_sentence_says_in_which_direction_it_is_read(language, direction):
    assert Sentence("…", language).direction == direction


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("dienst=jacuzzi", "jacuzzi"),
        ("traktatie=<script>", "<script>"),
        ("taal=klingon", "klingon"),
        ("bij=Gent", "bij"),
        ("kleur=rood", "kleur"),
    ],
)
def test_what_was_not_understood_is_told_and_eight_cards_stand_there_all_the_same(client, catalogue, asked, told):
    page = client.get(f"{HERE}?{asked}")

    assert f"We begrepen “{told}” niet." in words_of(page)
    assert len(cards(page)) == 8


def test_the_form_holds_what_was_chosen(client, catalogue):
    page = client.get(f"{HERE}?dienst=toilet&traktatie=soep&taal=fr")

    for name, value in [("dienst", "toilet"), ("traktatie", "soep"), ("taal", "fr")]:
        assert f'name="{name}" value="{value}" checked' in page.text
    assert page.text.count(" checked>") == 3


def test_the_cards_carry_the_name_of_the_network_and_nothing_that_counts(client, catalogue, settings):
    settings.NETWORK_NAME = "Hartelijke Plekken"
    one, other = client.get(f"{HERE}?dienst=toilet").text, client.get(f"{HERE}?dienst=toilet").text

    assert one.count('<p class="ask-card-network">Hartelijke Plekken</p>') == 8
    assert one == other


def test_the_page_asks_two_questions(client, catalogue):
    with statements() as sent:
        client.get(f"{HERE}?dienst=toilet&taal=fr")

    # What one can ask for; help lines.
    assert len(sent) == 2
