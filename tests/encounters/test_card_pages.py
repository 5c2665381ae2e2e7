"""Anybody reads the cards, and prints them; a merchant asks for one, and sees which came of questions."""

import pytest

from encounters import actions
from encounters.catalogue import load_cards
from encounters.models import CardWish
from encounters.views import wishes
from tests.factories import make_card, make_card_wish, make_chapter, make_merchant, make_user, words_of_card
from tests.pages import form_of, value_of, words_of
from tests.queries import statements
from tests.team import said

pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture
def gent():
    return make_chapter("gent")


def test_the_list_is_read_by_kind_and_by_for_whom(client, gent):
    load_cards()

    every, places, professionals = (words_of(client.get(f"/leren/{query}")) for query in ("", "?voor=plekken", "?voor=professionals"))

    assert "In iemands schoenen" in every and "Gesprekskaart" in every
    assert "Het is druk" in places and "Aan de andere kant van de balie" not in places
    assert "Het is druk" not in professionals and "Aan de andere kant van de balie" in professionals
    assert "Iemand vraagt geld" in places and "Iemand vraagt geld" in professionals
    assert words_of(client.get("/leren/?voor=iemand")) == every


def test_a_city_with_its_own_is_a_link_and_shows_its_version(client, gent):
    card = make_card("Het is druk")
    assert "Zoals in" not in words_of(client.get("/leren/"))
    make_card("Druk in Gent", chapter=gent, adapted_from=card)

    assert "Zoals in Gent" in words_of(client.get("/leren/"))
    there = words_of(client.get("/leren/?stad=gent"))

    assert "Druk in Gent" in there and "Het is druk" not in there
    assert [client.get(f"/leren/?stad={odd}").status_code for odd in ("nergens", "%00")] == [404, 404]


def test_a_card_opens_what_others_found_without_a_script_and_gives_no_mark(client):
    load_cards()

    page = client.get("/leren/voor-het-raam/")

    assert page.text.count("<details") - client.get("/leren/het-is-druk/").text.count("<details") == 3
    assert "Wat anderen merkten Een knik volstaat vaak." in words_of(page)
    assert "Wat anderen merkten" not in words_of(client.get("/leren/het-is-druk/"))
    assert client.get("/leren/nergens/").status_code == 404


def test_a_card_that_is_being_made_is_not_there(client):
    draft = make_card(state="draft")

    assert client.get(f"/leren/{draft.slug}/").status_code == 404
    assert "Het is druk" not in words_of(client.get("/leren/"))


def test_a_card_without_the_readers_language_says_in_which_it_is(client):
    card = make_card(words={"fr": words_of_card("Il y a du <monde>")})

    page = client.get(f"/leren/{card.slug}/").text

    assert page.count('lang="fr"') - client.get("/leren/").text.count('lang="fr"') == 1  # Its title in both, and here its words.
    assert '<span lang="fr" dir="ltr">Il y a du &lt;monde&gt;</span>' in page
    assert 'lang="fr"' not in client.get(f"/fr/leren/{card.slug}/").text.partition("<main")[2]


def test_what_is_ticked_is_printed_four_on_a_sheet(client):
    load_cards()

    ticked = client.get("/leren/papier/?kaart=het-is-druk&kaart=alweer&kaart=nergens")
    every = client.get("/leren/papier/")

    assert [len(sheet) for sheet in ticked.context["sheets"]] == [2]
    assert [len(sheet) for sheet in every.context["sheets"]] == [4, 4, 4]
    assert client.get("/leren/papier/?kaart=nergens").context["sheets"] == []


def test_more_cards_than_a_printer_should_get_are_told_so(client):
    for number in range(25):
        make_card(f"Kaart {number:02}")

    page = client.get("/leren/papier/")

    assert "Dit zijn de eerste 24." in words_of(page)
    assert "Pagina 2" in words_of(client.get("/leren/?pagina=2"))


@pytest.mark.parametrize("address", ["/leren/", "/leren/?stad=gent", "/leren/papier/"])
def test_a_list_costs_the_same_for_one_card_and_for_three(client, gent, address):
    def cost():
        with statements() as sent:
            client.get(address)
        return len(sent)

    make_card(chapter=gent)
    make_card()
    one = cost()
    for _more in range(2):
        make_card(chapter=gent)
        make_card()

    assert cost() == one


def test_words_that_look_like_a_script_are_words(client):
    card = make_card("<script>alert(1)</script>")

    for address in ("/leren/", f"/leren/{card.slug}/", "/leren/papier/"):
        assert "<script>alert" not in client.get(address).text


def test_there_is_a_way_to_them_from_pointing_the_way(client):
    assert "/leren/?voor=professionals" in client.get("/wegwijzen/").text


# What a merchant asks


@pytest.fixture
def lut(client, gent):
    user = make_user()
    make_merchant("De Krook", slug="krook", chapter=gent, people=[user])
    client.force_login(user)
    return user


HERE = "/mijn-plek/krook/leren/"


@pytest.mark.usefixtures("lut")
def test_a_merchant_asks_for_a_card_and_nothing_says_who(client, gent):
    sent = {"words": "Wat zeg ik als iemand blijft zitten?", "key": value_of(client.get(HERE), "key")}

    for _twice in range(2):
        page = client.post(HERE, sent, follow=True)

    wish = CardWish.objects.get()
    assert (wish.chapter, wish.words, wish.language) == (gent, sent["words"], "nl")
    assert said(page) == ["Dank je wel. Het team leest het, en het antwoord komt op deze pagina."]
    assert {field.name for field in CardWish._meta.get_fields()} == {
        *["key", "chapter", "words", "language", "told_in", "settled_in", "card"]
    }


@pytest.mark.usefixtures("lut")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "Schrijf in een paar woorden waarover de kaart kan gaan."),
        ("Bel 0470 12 34 56 eens.", "Er staat een telefoonnummer"),
        ("x" * 2000, "Hier passen hoogstens 300 tekens; dit zijn er 2000."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(client, words, told):
    page = client.post(HERE, {"words": words})

    assert told in words_of(page)
    assert form_of(page)["words"] == [words]
    assert not CardWish.objects.exists()


@pytest.mark.usefixtures("lut")
def test_too_many_are_asked_to_come_back_with_their_words(client, monkeypatch):
    monkeypatch.setattr(wishes, "FORMS_A_DAY", 0)

    page = client.post(HERE, {"words": "Wat zeg ik?"})

    assert (page.status_code, form_of(page)["words"]) == (429, ["Wat zeg ik?"])


@pytest.mark.usefixtures("lut")
def test_cards_that_came_of_questions_are_told_to_all_of_the_city(client, gent):
    busy = make_card("Het is druk")
    actions.answer_wish(wish=make_card_wish(chapter=gent), card=busy)
    actions.answer_wish(wish=make_card_wish(chapter=make_chapter("brussel")), card=make_card("Elders"))
    actions.answer_wish(wish=make_card_wish(chapter=gent), card=make_card("Nog niet", state="draft"))

    page = words_of(client.get(HERE))

    assert "Jij vroeg het, hier is het" in page and "Het is druk" in page
    assert "Elders" not in page and "Nog niet" not in page


@pytest.mark.usefixtures("lut")
def test_the_home_of_a_place_leads_to_cards_and_circle(client):
    page = client.get("/mijn-plek/krook/").text

    assert HERE in page and "/mijn-plek/krook/kring/" in page
