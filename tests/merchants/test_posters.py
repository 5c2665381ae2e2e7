"""The posters of a city: the warm places for a cold week, the cool ones for a hot week."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from merchants import posters
from merchants.models import Chapter, Pause
from tests.factories import make_chapter, make_merchant, make_neighbourhood
from tests.pages import words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db
WARM, COOL = "/stad/gent/warm/", "/stad/gent/koel/"


@pytest.fixture
def gent():
    return make_chapter("gent", name="Gent")


def words(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return words_of(response)


# The story


def test_the_poster_of_warm_places_tells_where_when_and_what(client, gent):
    make_merchant(
        "De Kachel", chapter=gent, is_heated=True, neighbourhood=make_neighbourhood("Rabot", chapter=gent), street="Rabotstraat 1",
        postcode="9000", town="Gent", opening_hours="Mo-Su 09:00-17:30", wheelchair="yes", services=["toilet"],
    )  # fmt: skip
    make_merchant("De Kelder", chapter=gent, is_cool=True)

    told = words(client, WARM)

    for there in ["Kom je opwarmen", "Enchanté Gent", "Rabot De Kachel Rabotstraat 1, 9000 Gent elke dag 9:00–17:30"]:
        assert there in told
    assert "Vlot met een rolstoel" in told
    assert "Toilet" in told
    assert "De Kelder" not in told


def test_the_poster_of_cool_places_is_another_one(client, gent):
    make_merchant("De Kachel", chapter=gent, is_heated=True)
    make_merchant("De Kelder", chapter=gent, is_cool=True, opening_hours="")

    told = words(client, COOL)

    assert "Kom binnen, het is hier koel" in told
    assert "De Kelder" in told
    assert "We kennen de uren niet zeker" in told
    assert "De Kachel" not in told


def test_the_poster_leads_to_itself_as_it_is_now(client, gent, settings):
    settings.SITE_URL = "https://plekken.example"
    make_merchant(chapter=gent, is_heated=True)

    assert posters.qr(WARM) in client.get(WARM).content.decode()
    assert posters.qr(WARM) != posters.qr(COOL)


# Who is on it


def test_places_go_by_neighbourhood_and_then_by_name_and_those_without_one_come_last(gent):
    rabot, muide = (make_neighbourhood(name, chapter=gent, slug=name.lower()) for name in ("Rabot", "Muide"))
    for name, where in {"Zon": muide, "Zonder": None, "Aan de Leie": rabot, "Anker": muide}.items():
        make_merchant(name, chapter=gent, is_heated=True, neighbourhood=where)

    (sheet,) = posters.sheets_for(Chapter.Weather.COLD, gent, timezone.localdate())

    told = [(str(where or ""), [spot.merchant.name for spot in spots]) for where, spots in sheet.quarters]
    assert told == [("Muide", ["Anker", "Zon"]), ("Rabot", ["Aan de Leie"]), ("", ["Zonder"])]


def test_only_places_of_this_city_that_take_part_and_take_no_break_are_on_it(gent):
    today = timezone.localdate()
    here = make_merchant("Hier", chapter=gent, is_heated=True)
    Pause.objects.create(merchant=here, first_day=today - timedelta(9), last_day=today - timedelta(1))
    make_merchant(chapter=gent, is_heated=True, state="closed")
    make_merchant(chapter=gent, is_heated=True, state="applied")
    make_merchant(chapter=make_chapter("brussel"), is_heated=True)
    Pause.objects.create(merchant=make_merchant(chapter=gent, is_heated=True), first_day=today)

    assert list(posters.places_for(Chapter.Weather.COLD, gent, today)) == [here]


@pytest.mark.parametrize(("checked_on", "week"), [(date(2026, 11, 23), [("elke dag", "0:00–24:00")]), (date(2025, 1, 1), [])])
def test_the_coming_week_is_put_on_paper_where_somebody_checked_it(gent, checked_on, week):
    make_merchant(chapter=gent, is_heated=True, opening_hours="24/7", checked_on=checked_on)

    [sheet] = posters.sheets_for(Chapter.Weather.COLD, gent, date(2026, 11, 23))

    [(_neighbourhood, [spot])] = sheet.quarters
    assert spot.week == week


def test_a_break_that_begins_within_the_week_is_put_on_paper(client, gent):
    place, today = make_merchant(chapter=gent, is_heated=True), timezone.localdate()
    Pause.objects.create(merchant=place, first_day=today + timedelta(2))
    Pause.objects.create(merchant=place, first_day=today + timedelta(8))

    (sheet,) = posters.sheets_for(Chapter.Weather.COLD, gent, today)

    soon = f"Houdt pauze vanaf {date_format(today + timedelta(2), 'j F')}."
    [(_neighbourhood, [spot])] = sheet.quarters
    assert spot.breaks == [soon]
    assert soon in words(client, WARM)


# How much


@pytest.mark.parametrize(("number", "sheets"), [(0, []), (1, [1]), (8, [8]), (9, [5, 4]), (20, [7, 7, 6])])
def test_what_does_not_fit_on_a_sheet_goes_on_the_next(gent, number, sheets):
    for _ in range(number):
        make_merchant(chapter=gent, is_cool=True)

    found = posters.sheets_for(Chapter.Weather.HOT, gent, timezone.localdate())

    assert [sum(len(spots) for _where, spots in sheet.quarters) for sheet in found] == sheets


@pytest.mark.parametrize("number", [3, 4])
def test_the_poster_says_where_there_are_more_places_than_it_holds(client, gent, monkeypatch, settings, number):
    settings.SITE_URL = "https://plekken.example"
    monkeypatch.setattr(posters, "MOST", 3)
    for n in range(number):
        make_merchant(f"Kachel {n}", chapter=gent, is_heated=True)

    told = words(client, WARM)

    more = "Er zijn meer zulke plekken dan er op deze affiche passen: alle plekken in Gent vind je op https://plekken.example/stad/gent/."
    assert (more in told, "Kachel 3" in told) == (number > 3, False)


def test_the_poster_costs_the_same_for_one_place_and_many(client, gent):
    make_merchant(chapter=gent, is_heated=True, services=["water"])
    with statements() as for_one:
        client.get(WARM)
    for _ in range(12):
        make_merchant(chapter=gent, is_heated=True, services=["toilet", "water"])
    with statements() as for_many:
        client.get(WARM)

    assert len(for_one) == len(for_many) == 4


def test_a_city_without_warm_places_says_so_and_leads_on(client, gent):
    told = client.get(WARM)

    assert "Nog geen plek in Gent liet weten dat het er warm is" in words_of(told)
    assert "/plekken/?bij=Gent" in told.content.decode()


@pytest.mark.parametrize("address", ["/stad/atlantis/warm/", "/stad/atlantis/koel/", "/stad/gent/lauw/"])
def test_there_is_no_poster_of_what_is_not_there(client, gent, address):
    assert client.get(address).status_code == 404


def test_a_poster_cannot_be_posted_to(client, gent):
    assert client.post(WARM).status_code == 405
