"""/hulp-dichtbij/: other help, said to be no part of the network, where a city shows it; and the same beneath the map."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from merchants.hours import BRUSSELS
from merchants.models import PlaceName
from referrals.models import OtherHelp, OtherHelpList
from referrals.other_help import finding, on_the_map
from tests.factories import make_chapter, make_merchant, make_neighbourhood, make_other_help
from tests.pages import words_of

pytestmark = pytest.mark.django_db

NETWORK = "These are not places of our network: others made the lists."
MAP = "bbox=3.70,51.04,3.74,51.06&zoom=15"


@pytest.fixture
def ask(client):
    def page(query="", name="referrals:other-help"):
        with override("en"):
            return client.get(f"{reverse(name)}?{query}")

    return page


@pytest.fixture
def at_night(monkeypatch):
    """A Tuesday, half past ten in the evening."""
    moment = datetime(2026, 11, 24, 22, 30, tzinfo=BRUSSELS)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


def names_on(page):
    return [str(spot.row) for spot in page.context["found"].spots]


def on_map(ask, query=MAP):
    return ask(f"{query}&hulp=1", name="referrals:map-features").json().get("help", {})


# The story


def test_at_night_a_guest_finds_the_nearest_toilet_that_is_open(ask, at_night):
    far = {"lat": 51.06, "dated": at_night.date()}
    make_other_help("Ver en open", opening_hours="24/7", fee="free", wheelchair="yes", street="Kaai 3", **far)
    make_other_help("Nu dicht", opening_hours="08:00-20:00", lat=51.051)
    make_other_help("Niemand weet het", lat=51.052)
    make_other_help("Kraan", kind="water", lat=51.050)

    near = ask("lat=51.050&lng=3.720&soort=toilet")
    assert names_on(near) == ["Nu dicht", "Niemand weet het", "Ver en open"]
    assert "Closed until tomorrow 8:00" in words_of(near)
    assert "Ask first" in words_of(near)

    is_open = ask("lat=51.050&lng=3.720&soort=toilet&open=nu")
    assert names_on(is_open) == ["Ver en open", "Niemand weet het"]
    told = "Ver en open Open about 1.4 km, 19 minutes' walk every day 0:00–24:00 Public toilet · Kaai 3, Gent Free to use"
    assert told in words_of(is_open)


def test_the_page_says_that_none_of_it_is_of_the_network_and_who_made_the_lists(ask):
    dated = {"dated": timezone.localdate().replace(month=1, day=5)}
    make_other_help("Kraan", kind="water", source="OpenStreetMap", licence="ODbL 1.0", **dated)
    make_other_help("Bib", kind="library", source="Stad <b>", licence="CC0 1.0", **dated)

    page = ask()

    assert NETWORK in words_of(page)
    year = timezone.localdate().year
    assert f"© OpenStreetMap , ODbL 1.0 : as it was on 5 January {year}" in words_of(page)
    assert f"Stad <b> , CC0 1.0 : as it was on 5 January {year}" in words_of(page)
    assert 'href="https://www.openstreetmap.org/copyright"' in page.text
    assert 'href="https://creativecommons.org/publicdomain/zero/1.0/"' in page.text


def test_without_a_place_it_goes_city_by_city_and_kind_by_kind(ask):
    brussel = make_chapter("brussel", lat=50.85, lng=4.35)
    for name, kind in [("Bib", "library"), ("Wc", "toilet"), ("Kraan", "water"), ("Centrum", "centre")]:
        make_other_help(name, kind=kind)
    make_other_help("Brussels", chapter=brussel)

    assert names_on(ask()) == ["Brussels", "Kraan", "Wc", "Bib", "Centrum"]
    assert names_on(ask("stad=gent")) == ["Kraan", "Wc", "Bib", "Centrum"]
    assert names_on(ask("stad=gent&soort=library")) == ["Bib"]


def test_what_has_no_street_tells_its_neighbourhood(ask):
    make_neighbourhood("Rabot", lat=51.0505, lng=3.7205)
    make_other_help(kind="water")
    make_other_help(kind="water", lat=51.09)

    assert [spot.where for spot in ask().context["found"].spots] == ["Rabot, Gent", "Gent"]


def test_a_typed_place_is_understood_and_one_that_is_not_is_asked_again(ask):
    PlaceName.objects.create(kind="postcode", name="9000", plain="9000", postcode="9000", lat=51.05, lng=3.72)
    make_other_help("Dichtbij")
    make_other_help("Te ver", lat=51.30)

    assert names_on(ask("bij=9000")) == ["Dichtbij"]
    assert "We do not know a place called “xyzzy”." in words_of(ask("bij=xyzzy&soort=toilet"))
    assert 'name="soort" value="toilet"' in ask("bij=xyzzy&soort=toilet").text


# A city that does not show it


def test_where_the_city_does_not_show_it_nothing_of_it_is_seen_anywhere(ask):
    make_merchant("De Krook")
    make_other_help("Kraan", kind="water", shown=False)

    assert names_on(ask()) == []
    assert "We know no other help here." in words_of(ask())
    for name, query in [("referrals:places", ""), ("referrals:map-features", f"{MAP}&hulp=1")]:
        assert "hulp-dichtbij" not in ask(query, name=name).text
        assert "Kraan" not in ask(query, name=name).text
    with override("en"):
        assert "hulp-dichtbij" not in ask("", name="referrals:places").client.get(make_chapter().get_absolute_url()).text


def test_a_city_that_shows_it_without_a_list_shows_nothing(ask):
    make_merchant("De Krook")
    make_other_help("Kraan")
    OtherHelpList.objects.all().delete()

    assert "hulp-dichtbij" not in ask("", name="referrals:places").text


def test_the_finder_and_the_page_of_the_city_lead_there_from_where_somebody_is(ask, client):
    make_merchant("De Krook", lat=51.05, lng=3.72)
    make_merchant("Ver weg", chapter=make_chapter("brussel", lat=50.85, lng=4.35), lat=50.85, lng=4.35)
    make_other_help("Kraan")

    assert 'href="/en/hulp-dichtbij/?lat=51.050&amp;lng=3.720"' in ask("lat=51.05&lng=3.72&dienst=toilet", name="referrals:places").text
    assert 'href="/en/hulp-dichtbij/?stad=gent"' in ask("stad=gent", name="referrals:places").text
    assert "hulp-dichtbij" not in ask("stad=brussel", name="referrals:places").text
    with override("en"):
        assert 'href="/en/hulp-dichtbij/?stad=gent"' in client.get(make_chapter("gent").get_absolute_url()).text


def test_it_is_in_none_of_our_feeds(ask):
    make_merchant("De Krook")
    make_other_help("Kraan aan de kaai", kind="water")

    for name in ["places-geojson", "places-csv", "osm-geojson"]:
        assert b"De Krook" in (content := ask(name=f"referrals:{name}").getvalue())
        assert b"Kraan" not in content
    assert "is in none of these files" in words_of(ask(name="referrals:open-data"))


# Hours


@pytest.mark.parametrize(
    ("kind", "opening_hours", "days", "state"),
    [
        ("toilet", "24/7", 0, "open"),
        ("toilet", "Mo-Su 08:00-20:00", 0, "closed"),
        ("toilet", "24/7", 365, "open"),
        ("toilet", "24/7", 366, "ask"),
        ("toilet", "zie affiche", 0, "ask"),
        ("library", "", 0, "ask"),
        ("water", "", 0, None),
        ("water", "zie affiche", 0, "ask"),
    ],
)
def test_hours_are_believed_for_a_year_and_a_fountain_without_any_is_not_asked(kind, opening_hours, days, state):
    moment = datetime(2026, 11, 24, 22, 30, tzinfo=BRUSSELS)
    told_by = OtherHelpList(dated=moment.date() - timedelta(days))

    answer = OtherHelp(kind=kind, opening_hours=opening_hours, told_by=told_by).hours_at(moment)

    assert (answer and answer.state) == state


def test_where_all_are_closed_it_says_so_with_the_way_to_all(ask, at_night):
    make_other_help("Nu dicht", opening_hours="08:00-20:00", dated=at_night.date())

    page = ask("open=nu&soort=toilet")

    assert "None of these is open now, as far as we know." in words_of(page)
    assert 'href="?soort=toilet"' in page.text


# The slip


@pytest.mark.parametrize("query", ["soort=cafe", "open=straks", "stad=nergens", "dienst=toilet", "lat=x&lng=y", "bij=%00", "pagina=-3"])
def test_whatever_stands_in_the_address_a_page_comes_and_says_what_was_left_out(ask, query):
    make_other_help("Kraan")

    page = ask(query)

    assert page.status_code == 200
    assert ("So we left that out." in words_of(page)) == (not query.startswith(("pagina", "bij")))


# The map


def test_the_map_tells_it_apart_from_our_places_with_whose_it_is(ask):
    make_merchant("De Krook", slug="krook", lat=51.05, lng=3.72)
    make_other_help("Kraan", kind="water", source="OpenStreetMap", licence="ODbL 1.0", lat=51.0512345)
    make_other_help("Wc", opening_hours="24/7")
    make_other_help("Ver", lat=51.2)

    answer = ask(f"{MAP}&hulp=1", name="referrals:map-features").json()

    assert [place["slug"] for place in answer["places"]] == ["krook"]
    assert answer["help"] == {
        "spots": [
            {"kind": "toilet", "name": "Wc", "lat": 51.05, "lng": 3.72, "hours": "open"},
            {"kind": "water", "name": "Kraan", "lat": 51.05123, "lng": 3.72, "hours": ""},
        ],
        "from": "© OpenStreetMap, ODbL 1.0 · © Stad Gent, CC0 1.0",
    }
    assert "help" not in ask(MAP, name="referrals:map-features").json()


def test_a_screen_never_holds_more_than_it_can_and_says_that_there_is_more(ask, monkeypatch):
    monkeypatch.setattr(on_the_map, "MOST", 2)
    for n in range(3):
        make_other_help(f"Wc {n}", lat=51.05 + n / 1000)

    told = on_map(ask)

    assert [spot["name"] for spot in told["spots"]] == ["Wc 0", "Wc 1"]
    assert told["note"] == "Come nearer to see all other help on the map."


def test_places_and_other_help_together_stay_within_the_bound_of_a_screen(ask, monkeypatch):
    monkeypatch.setattr("referrals.mapping.MOST_ON_A_SCREEN", 3)
    for n in range(2):
        make_merchant(f"Plek {n}", lat=51.05, lng=3.71 + n / 100)
    for n in range(3):
        make_other_help(f"Wc {n}", lat=51.05 + n / 1000)

    answer = ask("bbox=3.70,51.04,3.74,51.06&zoom=18&hulp=1", name="referrals:map-features").json()

    assert len(answer["places"]) + len(answer["clusters"]) + len(answer["help"]["spots"]) == 3


def test_from_afar_there_is_none(ask):
    make_other_help("Wc")

    assert on_map(ask, MAP.replace("zoom=15", "zoom=12")) == {}
    assert on_map(ask, MAP.replace("zoom=15", "zoom=13"))["spots"]


# The whole


def test_it_asks_the_database_equally_often_for_one_and_for_many(client, django_assert_num_queries):
    make_merchant("De Krook")
    make_other_help("Wc 0")
    address, finder = reverse("referrals:other-help"), reverse("referrals:places")
    for number in (1, 40):
        for n in range(1, number):
            make_other_help(f"Wc {n}", source=f"Lijst {n % 3}")
        with django_assert_num_queries(4):  # The directory, how many, the kinds, the page.
            client.get(f"{address}?lat=51.05&lng=3.72")
        with django_assert_num_queries(2):
            client.get(f"{finder}?lat=51.05&lng=3.72")


def test_the_list_is_paged(ask):
    for n in range(finding.PAGE + 1):
        make_other_help(f"Wc {n:02}")

    assert len(names_on(ask())) == finding.PAGE
    assert names_on(ask("pagina=2")) == ["Wc 30"]
    assert "pagina=2" in ask("stad=gent").text
