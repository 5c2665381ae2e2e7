"""The finder can be asked for places where something is planned soon."""

from datetime import timedelta

import pytest
from django.utils import timezone

from referrals.also import KNOWN
from tests.factories import make_activity, make_merchant
from tests.pages import words_of
from tests.queries import statements
from tests.referrals.asking import find, names, north

pytestmark = pytest.mark.django_db
SAMEN = KNOWN["samen"]
LATER = timezone.now() + timedelta(days=20)
OVER = timezone.now() - timedelta(hours=5)


def make_places():
    """Something is planned soon at one of them; at the others nothing, or nothing one could go to."""
    plans = {"soon": {}, "draft": {"state": "draft"}, "off": {"cancelled_on": timezone.localdate()}}
    plans |= {"late": {"begins_at": LATER}, "over": {"begins_at": OVER}}
    for km, (name, fields) in enumerate(plans.items()):
        place = make_merchant(name, **north(km))
        make_activity(chapter=place.chapter, merchant=place, **fields)


def test_only_places_where_something_is_planned_soon_fit():
    make_places()

    assert names(find(also=(SAMEN,)).places) == ["soon"]


def test_how_many_there_are_stands_at_the_filter():
    make_places()

    assert find().counts["samen"] == 1


def test_the_page_the_feed_and_the_map_ask_the_same(client):
    make_places()

    told = words_of(client.get("/plekken/?samen=1&lat=51.05&lng=3.725"))
    assert "soon" in told
    assert "er is iets te doen" in told
    assert "draft" not in told
    assert [each["properties"]["name"] for each in client.get("/plekken.geojson?samen=1").json()["features"]] == ["soon"]


def test_where_nothing_is_planned_near_places_say_what_they_lack(client):
    make_merchant("De Stille Hoek", **north(1))

    told = words_of(client.get("/plekken/?samen=1&lat=51.05&lng=3.725"))

    assert "De Stille Hoek" in told
    assert find(also=(SAMEN,)).less[0].missing == ["er is iets te doen"]


def test_what_places_lack_is_told_in_the_one_statement_for_one_place_and_for_many():
    for km in range(4):
        place = make_merchant(f"Plek {km}", **north(km))
    make_activity(chapter=place.chapter, merchant=place)

    with statements() as sent:
        found = find(also=(SAMEN,), wheelchair=True)

    assert [(each.merchant.name, len(each.missing)) for each in found.less] == [("Plek 3", 1), ("Plek 0", 2), ("Plek 1", 2), ("Plek 2", 2)]
    assert len(sent) <= 2


def test_a_value_nobody_knows_is_told(client):
    assert "We begrepen “morgen” niet." in words_of(client.get("/plekken/?samen=morgen"))


def test_everyday_words_lead_there(client):
    answer = client.post("/wegwijzen/zoeken/", {"woorden": "samen iets doen"})

    assert answer["Location"] == "/plekken/?samen=1"
