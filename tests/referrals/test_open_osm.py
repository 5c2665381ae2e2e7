"""Places in the tags of OpenStreetMap, for mappers to lay beside what they know."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from merchants import catalogue
from merchants.models import Merchant
from referrals.open_data import published
from tests.factories import make_chapter, make_merchant, make_treat

pytestmark = pytest.mark.django_db


@pytest.fixture
def tagged(fetch):
    """The features of the file for mappers, by the name of their place."""
    return lambda: {feature["properties"]["name"]: feature for feature in json.loads(fetch("/open/osm.geojson")[1])["features"]}


def test_a_place_stands_with_its_tags(tagged):
    catalogue.load_services()
    about = {"street": "Grote Markt 1 bus A", "postcode": "9000", "town": "Gent", "wheelchair": "limited", "opening_hours": "24/7"}
    place = make_merchant("Bij Mo", slug="bij-mo", services=["toilet", "wifi", "babbel"], checked_on=timezone.localdate(), **about)
    make_treat(merchant=place, waiting=2)

    feature = tagged()["Bij Mo"]

    assert feature["properties"] == {
        "name": "Bij Mo",
        "addr:street": "Grote Markt 1 bus A",
        "addr:postcode": "9000",
        "addr:city": "Gent",
        "opening_hours": "24/7",
        "wheelchair": "limited",
        "toilets": "yes",
        "toilets:access": "yes",
        "internet_access": "yes",
        "suspended_food": "yes",
        "check_date": f"{timezone.localdate():%Y-%m-%d}",
    }
    assert (feature["id"], feature["licence"], feature["source"]) == ("bij-mo", "CC BY 4.0", "")


@pytest.mark.parametrize(("wheelchair", "said"), [("yes", "yes"), ("no", "no"), ("", None)])
def test_of_a_wheelchair_a_mapper_hears_yes_and_no_where_it_is_known(tagged, wheelchair, said):
    make_merchant("Bij Mo", wheelchair=wheelchair)

    assert tagged()["Bij Mo"]["properties"].get("wheelchair") == said


def test_what_a_place_does_not_offer_nobody_knows_and_no_mapper_hears(tagged):
    catalogue.load_services()
    make_merchant("Bij Mo", services=["water"], checked_on=timezone.localdate())

    assert not {"toilets", "internet_access", "changing_table"} & tagged()["Bij Mo"]["properties"].keys()


@pytest.mark.parametrize(("kind", "said"), [("koffie", "yes"), ("knipbeurt", None)])
def test_only_food_and_drink_that_are_treated_are_suspended_food(tagged, kind, said):
    make_treat(merchant=make_merchant("Bij Mo"), kind=kind)

    assert tagged()["Bij Mo"]["properties"].get("suspended_food") == said


def test_a_service_that_takes_a_break_is_told_to_no_mapper(tagged):
    catalogue.load_services()
    today = timezone.localdate()
    place = make_merchant("Bij Mo", services=["toilet", "wifi", "drinkwater"])
    place.offers.filter(service__slug="toilet").update(rests_from=today)
    place.offers.filter(service__slug="wifi").update(rests_from=today - timedelta(9), rests_until=today - timedelta(1))

    tags = tagged()["Bij Mo"]["properties"]

    assert "toilets" not in tags
    assert tags["internet_access"] == "yes"


def test_mappers_may_ask_for_one_city_and_for_nothing_else(fetch):
    make_merchant("Hier", chapter=make_chapter("gent"))
    make_merchant("Daar", chapter=make_chapter("leuven"))

    assert [one["properties"]["name"] for one in json.loads(fetch("/open/osm.geojson?stad=gent")[1])["features"]] == ["Hier"]
    assert fetch("/open/osm.geojson?dorp=gent")[0].status_code == 400


def test_a_street_with_a_number_is_told_apart(tagged):
    make_merchant("Bij Mo", street="Leie 5bis")

    tags = tagged()["Bij Mo"]["properties"]

    assert (tags["addr:street"], tags["addr:housenumber"]) == ("Leie", "5bis")


def test_what_came_from_openstreetmap_keeps_its_number_and_licence(tagged):
    make_merchant("Daar", source="OpenStreetMap", source_licence="ODbL 1.0", source_id="node/12")
    make_merchant("Elders", source="Stad Gent", source_licence="open data", source_id="node/13")

    found = tagged()

    assert (found["Daar"]["id"], found["Daar"]["properties"]["@id"], found["Daar"]["licence"]) == ("node/12", "node/12", "ODbL 1.0")
    assert "@id" not in found["Elders"]["properties"]


def test_only_places_that_take_part_stand_there(tagged):
    for state in Merchant.State:
        make_merchant(state, state=state)

    assert tagged().keys() == {"active"}


@pytest.mark.parametrize("number", [0, 1, 3])
def test_any_number_of_places_is_one_whole_collection(tagged, monkeypatch, number):
    monkeypatch.setattr(published, "BATCH", 2)
    for name in range(number):
        make_merchant(f"Plek {name}")

    assert len(tagged()) == number
