"""The page of a city: what the network is there, its places, its team."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from merchants.actions import call_weather
from merchants.models import Pause
from tests.factories import make_chapter, make_merchant, make_neighbourhood, make_service, make_treat, make_user
from tests.pages import words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db
HERE = "/stad/gent/"
MONDAY_TEN = datetime(2026, 11, 23, 9, tzinfo=UTC)
SUNDAY = date(2026, 11, 29)


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture
def monday(monkeypatch):
    """Monday 23 November 2026, ten o'clock in Gent."""
    monkeypatch.setattr(timezone, "now", lambda: MONDAY_TEN)


def words(client, address=HERE):
    response = client.get(address)
    assert response.status_code == 200
    return words_of(response)


def test_a_city_tells_what_the_network_is_there_and_who_is_behind_it(client):
    chapter = make_chapter("gent", public_name="Hartelijke Plekken", phone="09 210 00 00")
    make_neighbourhood("Sint-Amandsberg", slug="sint-amandsberg", chapter=chapter)
    make_merchant(), make_merchant(), make_merchant(state="applied")

    html, told = client.get(HERE).content.decode(), words(client)

    assert "Hartelijke Plekken Gent In Gent zetten cafés, winkels en huizen hun deur open voor iedereen" in told
    assert "Hier zetten 2 plekken de deur open." in told
    for link in ["/plekken/?bij=Gent", "/plekken/?bij=Sint-Amandsberg", "/doe-mee/plek/", "mailto:team@gent.example", "tel:092100000"]:
        assert f'href="{link}"' in html


def test_a_city_tells_where_and_when_one_reaches_its_team(client):
    there = {"phone_hours": "op dinsdag", "address": "Graslei 1, Gent", "social": "https://social.example/gent"}
    make_chapter("gent", phone="09 210 00 00", colour="moss", **there)

    told, html = words(client), client.get(HERE).content.decode()

    assert "09 210 00 00 ( op dinsdag )" in told and "Graslei 1, Gent" in told
    assert 'href="https://social.example/gent"' in html and 'class="city-page city-moss"' in html


def test_a_team_that_rests_is_neither_called_nor_visited(client):
    make_chapter("gent", state="resting", phone="09 210 00 00", address="Graslei 1, Gent", social="https://social.example/gent")
    told = words(client)

    assert "09 210" not in told and "Graslei" not in told and "social.example" not in told


def test_a_city_lists_its_places_by_neighbourhood_with_what_they_offer_and_whether_they_are_open(client, gent, monday):
    make_service("toilet", name="toilet", name_nl="toilet", icon="toilet")
    muide = make_neighbourhood("Muide", slug="muide", chapter=gent)
    fresh = {"checked_on": MONDAY_TEN.date(), "agreed_on": MONDAY_TEN.date()}
    make_merchant("Zonder wijk", chapter=gent, opening_hours="Mo-Fr 12:00-18:00", **fresh)
    make_merchant(
        "De Kraan", chapter=gent, neighbourhood=muide, opening_hours="Mo-Fr 09:00-18:00", services=["toilet"], kind="cafe", **fresh
    )
    make_merchant("Anker", chapter=gent, neighbourhood=muide, opening_hours="", **fresh)

    told = words(client).split("De plekken")[1]

    assert "Muide Anker Uren niet zeker Plek De Kraan Open tot 18:00 Café Toilet Gent Zonder wijk Gesloten tot 12:00 Plek" in told


def test_a_place_that_takes_a_break_says_so(client, gent, monday):
    Pause.objects.create(merchant=make_merchant(chapter=gent, opening_hours="24/7"), first_day=MONDAY_TEN.date(), last_day=SUNDAY)

    assert "pauze" in words(client)


def test_a_city_shows_what_waits_on_its_boards_together(client, gent):
    make_treat(merchant=make_merchant(chapter=gent), waiting=2)
    make_treat(merchant=make_merchant(chapter=gent), waiting=3)

    assert "Op de borden hier 5 × Koffie" in words(client)


@pytest.mark.parametrize(
    ("state", "told", "silent"),
    [
        ("forming", "Het team begint er net aan. Help je graag mee?", "Het team rust"),
        ("resting", "Het team rust even. Intussen antwoordt het netwerk", "team@gent.example"),
        ("active", "De eerste deuren", "Het team rust"),
    ],
)
def test_a_city_tells_how_far_its_team_is(client, state, told, silent):
    make_chapter("gent", state=state)
    page = words(client)

    assert told in page
    assert silent not in page
    assert "Op de borden hier" not in page


def test_a_resting_city_that_still_has_places_says_that_they_are_there(client):
    make_merchant(chapter=make_chapter("gent", state="resting"))

    assert "Hier zet 1 plek de deur open. Het team rust even; de plekken zijn er nog." in words(client)


def test_a_resting_city_without_places_promises_nothing(client):
    make_chapter("gent", state="resting")
    page = words(client)

    assert "Het is hier nu even stil: het team rust." in page
    assert "de plekken zijn er nog" not in page
    assert "deuren" not in page


# A cold or a hot week


@pytest.mark.parametrize(
    ("weather", "title", "there", "poster"),
    [
        ("cold", "Het is een koude week: op deze plekken is het extra warm", "De Kachel", "/stad/gent/warm/"),
        ("hot", "Het is een hete week: op deze plekken is het lekker koel", "De Kelder", "/stad/gent/koel/"),
    ],
)
def test_in_a_cold_or_hot_week_the_places_for_it_stand_on_top_with_their_poster(client, gent, monday, weather, title, there, poster):
    make_merchant("De Kachel", chapter=gent, is_heated=True)
    make_merchant("De Kelder", chapter=gent, is_cool=True)
    call_weather(chapter=gent, weather=weather, until=SUNDAY)

    response = client.get(HERE)

    assert f"{title} {there} Deze plekken, op een affiche" in words_of(response)
    assert f'href="{poster}"' in response.content.decode()


@pytest.mark.parametrize("until", [None, date(2026, 11, 22)], ids=["not called", "ended yesterday"])
def test_in_any_other_week_nothing_stands_on_top(client, gent, monday, until):
    make_merchant(chapter=gent, is_heated=True)
    if until:
        call_weather(chapter=gent, weather="cold", until=until)

    page = words(client)

    assert "koude week" not in page
    assert "Extra warm" not in page


# Many


def test_fifty_places_stand_on_a_page_and_the_rest_on_the_next(client, gent):
    for number in range(51):
        make_merchant(f"Plek {number:02}", chapter=gent)

    first, second = words(client), words(client, f"{HERE}?pagina=2")

    assert ("Plek 49" in first, "Plek 50" in first) == (True, False)
    assert ("Plek 49" in second, "Plek 50" in second) == (False, True)
    assert ("Het team" in first, "Het team" in second) == (True, False)


@pytest.mark.parametrize("wrong", ["0", "-1", "9999", "abc", "%00", "9" * 400])
def test_an_odd_page_number_still_shows_places(client, gent, wrong):
    make_merchant("De Kraan", chapter=gent)

    assert "De Kraan" in words(client, f"{HERE}?pagina={wrong}")


def test_a_city_costs_the_same_for_one_place_and_fifty(client, gent, monday):
    call_weather(chapter=gent, weather="cold", until=SUNDAY)

    def cost():
        with statements() as sent:
            client.get(HERE)
        return len(sent)

    make_merchant(neighbourhood=make_neighbourhood(), services=["water"], is_heated=True)
    one = cost()
    for number in range(49):
        part = make_neighbourhood(f"Wijk {number}", slug=f"wijk-{number}")
        make_treat(merchant=make_merchant(neighbourhood=part, services=["water", "toilet"], is_heated=True), waiting=1)

    # The city; how many places; its words; places with their offers and services; warm places; the boards; what comes; who goes along; the
    # figures (four); what is asked and what was told back; how it goes; stories; its neighbourhoods; other help; help lines.
    assert (one, cost()) == (21, 21)


def test_a_city_we_do_not_know(client):
    assert client.get("/stad/atlantis/").status_code == 404


def test_a_city_cannot_be_posted_to(client, gent):
    assert client.post(HERE).status_code == 405


def test_a_city_is_the_same_for_somebody_who_logged_in(client, gent, monday):
    make_merchant(chapter=gent)
    before = client.get(HERE)
    client.force_login(make_user())

    assert client.get(HERE).content == before.content
