"""Between two places: the point halfway is looked around, both stay in the address, and what is not known gets suggestions."""

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import override

from referrals import directory
from referrals.reading import read
from tests.factories import make_chapter, make_merchant, make_neighbourhood
from tests.pages import value_of, words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    gent = make_chapter("gent", name="Gent", lat=51.05, lng=3.72)
    make_neighbourhood("Brugse Poort", chapter=gent, slug="brugse-poort", lat=51.06, lng=3.69)
    make_neighbourhood("Ledeberg", chapter=gent, slug="ledeberg", lat=51.04, lng=3.75)
    for name, lat, lng in [("In het midden", 51.05, 3.72), ("Bij de Poort", 51.06, 3.69), ("In Ledeberg", 51.04, 3.75)]:
        make_merchant(name, slug=slugify(name), chapter=gent, lat=lat, lng=lng)


def ask(client, question, language="nl"):
    with override(language):
        return client.get(reverse("referrals:places") + question)


def wishes(question):
    return read(QueryDict(question), directory=directory.look(), now=timezone.now())


def suggested(question):
    return [(suggestion.near.words, suggestion.query_to_ask_again) for suggestion in wishes(question).suggestions]


def test_what_is_nearest_to_the_middle_comes_first_and_the_page_says_so(client, town):
    page = ask(client, "?bij=Brugse+Poort&en=Ledeberg")

    assert page.text.index("In het midden") < page.text.index("Bij de Poort")
    assert "We keken tussen wijk Brugse Poort in Gent en wijk Ledeberg in Gent" in words_of(page)
    assert "<title>Plekken tussen wijk Brugse Poort in Gent en wijk Ledeberg in Gent" in page.text
    assert (value_of(page, "bij"), value_of(page, "en")) == ("Brugse Poort", "Ledeberg")


def test_both_stay_in_every_address_of_the_page_and_either_can_be_left_out(client, town):
    page = ask(client, "?en=Ledeberg&bij=Brugse+Poort")

    for more in ["open=nu", "plek=in-het-midden"]:
        assert f'href="?bij=Brugse+Poort&amp;en=Ledeberg&amp;{more}' in page.text
    assert 'href="?bij=Brugse+Poort">' in page.text
    assert 'href="?bij=Ledeberg">' in page.text


def test_between_the_spot_of_a_phone_and_a_place(client, town):
    page = ask(client, "?lat=51.06&lng=3.69&en=Ledeberg")

    assert page.text.index("In het midden") < page.text.index("Bij de Poort")
    assert wishes("lat=51.06&lng=3.69&en=Ledeberg").query == "?lat=51.060&lng=3.690&en=Ledeberg"


def test_a_place_is_reached_from_where_one_is(client, town):
    assert 'href="/plek/in-het-midden/?bij=Brugse+Poort"' in ask(client, "?bij=Brugse+Poort&en=Ledeberg").text


def test_a_second_place_we_do_not_know_gets_suggestions_and_the_first_stands(client, town):
    page = ask(client, "?bij=Brugse+Poort&en=Ledebreg")

    assert "We kennen geen plaats die “Ledebreg” heet." in words_of(page)
    assert suggested("bij=Brugse+Poort&en=Ledebreg") == [
        ("tussen wijk Brugse Poort in Gent en wijk Ledeberg in Gent", "?bij=Brugse+Poort&en=Ledeberg+Gent")
    ]
    assert (value_of(page, "bij"), value_of(page, "en")) == ("Brugse Poort", "Ledebreg")


def test_a_first_place_we_do_not_know_gets_suggestions_and_the_second_stands(client, town):
    page = ask(client, "?bij=Bruges+Port&en=Ledeberg")

    assert suggested("bij=Bruges+Port&en=Ledeberg") == [
        ("tussen wijk Brugse Poort in Gent en wijk Ledeberg in Gent", "?bij=Brugse+Poort+Gent&en=Ledeberg")
    ]
    assert (value_of(page, "bij"), value_of(page, "en")) == ("Bruges Port", "Ledeberg")


def test_of_two_we_do_not_know_one_after_the_other_is_suggested_and_nothing_typed_is_lost(client, town):
    page = ask(client, "?bij=Bruges+Port&en=Ledebreg")

    assert suggested("bij=Bruges+Port&en=Ledebreg") == [("wijk Brugse Poort in Gent", "?bij=Brugse+Poort+Gent&en=Ledebreg")]
    assert (value_of(page, "bij"), value_of(page, "en")) == ("Bruges Port", "Ledebreg")


def test_the_second_alone_is_where_we_look(client, town):
    page = ask(client, "?en=Ledeberg")

    assert "Je noemde alleen de tweede van twee plaatsen." in words_of(page)
    assert wishes("en=Ledeberg").query == "?bij=Ledeberg"


def test_twice_the_same_place_is_that_place(town):
    assert wishes("bij=Ledeberg&en=Ledeberg+Gent").query == "?bij=Ledeberg"


def test_the_feed_knows_it_too_and_refuses_a_second_place_it_does_not_know(client, town):
    found = client.get("/plekken.geojson?bij=Brugse+Poort&en=Ledeberg")
    refused = client.get("/plekken.geojson?bij=Brugse+Poort&en=Nergens")

    assert found.json()["features"][0]["id"] == "in-het-midden"
    assert found.json()["links"][0]["href"].endswith("?bij=Brugse+Poort&en=Ledeberg")
    assert (refused.status_code, "Nergens" in refused.json()["description"]) == (400, True)


def test_two_places_cost_no_more_questions_than_one(client, town):
    def cost(question):
        with statements() as sent:
            ask(client, question)
        return len(sent)

    assert cost("?bij=Brugse+Poort&en=Ledeberg") == cost("?bij=Brugse+Poort") == 3


def test_what_was_typed_as_second_place_is_escaped(client, town):
    page = ask(client, "?bij=Gent&en=Ledeberg%22%3E%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script>alert" not in page.text
