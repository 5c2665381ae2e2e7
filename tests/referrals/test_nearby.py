"""The way to a place from where one searched, and its neighbours that are open when it is not."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from merchants.actions import rebuild_open_minutes
from merchants.models import Pause
from referrals.nearby import open_near
from tests.factories import make_chapter, make_merchant, make_neighbourhood, make_place_name
from tests.pages import words_of
from tests.queries import statements

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
LAT, LNG = 51.05, 3.725
ASKED = "Vanwaar kom je?"


@pytest.fixture(autouse=True)
def monday_noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def krook(db):
    return make_merchant("Krook", slug="krook", opening_hours="24/7")


def neighbour(name, north=0.0, **fields):
    """A place so many thousandths of a degree (some 110 m each) to the north."""
    return make_merchant(name, **{"lat": LAT + north / 1000, "lng": LNG, "opening_hours": "Mo 09:00-18:00", **fields})


def told(client, question=""):
    return words_of(client.get(f"/plek/krook/{question}"))


# Neighbours


def test_the_two_nearest_that_are_open_now_are_named(krook):
    neighbour("Derde", 12), neighbour("Tweede", 8), neighbour("Eerste", 4)
    neighbour("Dicht", 1, opening_hours="Mo 14:00-18:00")
    neighbour("Onzeker", 1, opening_hours="")
    neighbour("Weg", 1, state="closed")
    Pause.objects.create(merchant=(away := neighbour("Even weg", 1)), first_day=NOON.date())
    rebuild_open_minutes([away])

    with statements() as sent:
        found = open_near(krook, NOON)

    assert [(each.merchant.name, each.answer.state) for each in found] == [("Eerste", "open"), ("Tweede", "open")]
    assert [each.way for each in found] == ["ongeveer 600 m, 8 minuten stappen", "ongeveer 1,2 km, 15 minuten stappen"]
    assert len(sent) == 1


def test_nobody_is_sent_further_than_an_hours_walk(krook):
    neighbour("Ver", 33)
    make_merchant("Andere kant", lat=LAT, lng=LNG - 0.054, opening_hours="24/7")
    neighbour("Op de hoek van het vierkant", 32, lng=LNG + 0.05)

    assert [each.merchant.name for each in open_near(krook, NOON)] == []
    neighbour("Net nog", 30)
    assert [each.merchant.name for each in open_near(krook, NOON)] == ["Net nog"]


def test_a_place_that_takes_a_break_points_at_its_neighbours(client, krook):
    neighbour("Buur", 4)
    assert "Nu open" not in told(client)
    Pause.objects.create(merchant=krook, first_day=NOON.date(), last_day=datetime(2026, 12, 2, tzinfo=UTC).date())

    page = told(client)

    assert page.count("Even pauze tot 3 december") == 3
    assert "Nu open, hier in de buurt: Buur Open tot 18:00 · ongeveer 600 m, 8 minuten stappen" in page


def test_a_place_that_closed_points_at_its_neighbours(client, db):
    make_merchant(slug="krook", state="closed")
    assert "Hier in de buurt is nu verder niets open." in told(client)
    neighbour("Buur", 4)

    assert "Nu open, hier in de buurt: Buur" in told(client)


# The way


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("?bij=9000", "Vanaf postcode 9000 Gent: ongeveer 1,2 km, 15 minuten stappen."),
        ("?bij=Brugse+Poort", "Vanaf wijk Brugse Poort in Gent: ongeveer 600 m, 8 minuten stappen."),
        ("?lat=51.054&lng=3.725", "Vanaf je plek op de kaart: ongeveer 600 m, 8 minuten stappen."),
        ("?lat=51.5&lng=3.725", "Vanaf je plek op de kaart: ongeveer 65 km."),
    ],
)
def test_the_way_is_told_from_where_one_searched(client, krook, question, words):
    make_place_name("Gent", kind="postcode", typed="9000", postcode="9000", lat=LAT + 0.008, lng=LNG)
    make_neighbourhood(chapter=make_chapter(), lat=LAT + 0.004, lng=LNG)

    page = told(client, question)

    assert words in page
    assert ASKED not in page


ODD = [
    "",
    "?bij=",
    "?lat=abc&lng=3",
    "?lat=51",
    "?lat=nan&lng=nan",
    "?lat=1e999&lng=3.7",
    "?lat=-51&lng=3.7",
    "?bij=%00",
    "?lat=%FF&lng=%FF",
]


@pytest.mark.parametrize("question", [*ODD, f"?{'lat=51&' * 300}", "?lat[]=51&lng[]=3"])
def test_an_odd_question_is_simply_no_question(client, krook, question):
    page = told(client, question)

    assert ASKED in page
    assert "Vanaf" not in page


@pytest.mark.parametrize("typed", ["xqzt", "<script>alert(1)</script>", "مقهى", "x" * 3000])
def test_a_place_nobody_knows_is_asked_once_more_and_what_was_typed_stays(client, krook, typed):
    response = client.get("/plek/krook/", {"bij": typed})

    assert "We kennen geen plaats met de naam" in words_of(response)
    assert ASKED in words_of(response)
    assert "<script>alert" not in response.text


def test_what_may_be_meant_is_a_link(client, krook):
    make_neighbourhood(chapter=make_chapter(), lat=LAT + 0.004, lng=LNG)

    page = client.get("/plek/krook/?bij=bruge+poort").text

    assert "Bedoelde je:" in page
    assert 'href="/plek/krook/?bij=Brugse+Poort+Gent#weg"' in page


def test_the_plain_page_asks_nothing_about_where_somebody_is(client, krook):
    with statements() as plain:
        client.get("/plek/krook/")
    with statements() as asked:
        client.get("/plek/krook/?bij=9000")

    assert (len(plain), len(asked)) == (8, 10)


def test_the_way_is_told_in_the_readers_language(client, krook):
    page = words_of(client.get("/fr/plek/krook/?lat=51.054&lng=3.725"))
    translation.activate("nl")

    assert "Depuis votre position sur la carte : environ 600 m, 8 minutes à pied." in page


def test_the_map_of_the_phone_and_a_page_that_opens_everywhere_are_links(client, krook):
    page = client.get("/plek/krook/").text

    assert 'href="geo:51.050000,3.725000?q=' in page
    assert 'href="https://www.openstreetmap.org/?mlat=51.050000&amp;mlon=3.725000#map=18/51.050000/3.725000"' in page
