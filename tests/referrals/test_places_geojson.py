"""The search for machines."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from referrals import feeds
from tests.factories import make_chapter, make_merchant, make_service, make_treat

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(client):
    def ask(query="", name="places-geojson"):
        with override("en"):
            return client.get(reverse(f"referrals:{name}") + query)

    return ask


def slugs(response):
    return [feature["id"] for feature in response.json()["features"]]


def test_places_geojson_tells_everything_about_a_place(feed, settings):
    shop = make_merchant("Bij Mo", slug="bij-mo", services=["toilet"], lat=51.0512345678, lng=3.71, opening_hours="24/7")
    make_treat(merchant=shop, kind="koffie", waiting=3)
    make_treat(merchant=shop, kind="soep")

    response = feed("?lat=51.05&lng=3.7")

    assert response["Content-Type"] == "application/geo+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json() == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "bij-mo",
                "geometry": {"type": "Point", "coordinates": [3.71, 51.051235]},
                "properties": {
                    "slug": "bij-mo",
                    "name": "Bij Mo",
                    "url": f"{settings.SITE_URL}/en/plek/bij-mo/",
                    "chapter": "gent",
                    "services": ["toilet"],
                    "open": True,
                    "opening_hours": "24/7",
                    "licence": "CC BY 4.0",
                    "source": "",
                    "waiting": {"koffie": 3},
                },
            }
        ],
        "numberMatched": 1,
        "numberReturned": 1,
        "links": [
            {
                "rel": "self",
                "type": "application/geo+json",
                "href": f"{settings.SITE_URL}/en/plekken.geojson?lat=51.050&lng=3.700",
            }
        ],
    }


def test_places_geojson_tells_apart_what_is_under_another_licence(feed):
    make_merchant("Uit OSM", slug="osm", source="OpenStreetMap", source_licence="ODbL 1.0", source_id="node/1")
    make_merchant("Eigen lijst", slug="own", source="lijst gent")

    told = {feature["id"]: feature["properties"] for feature in feed().json()["features"]}

    assert {slug: (told[slug]["licence"], told[slug]["source"]) for slug in told} == {
        "osm": ("ODbL 1.0", "OpenStreetMap"),
        "own": ("CC BY 4.0", ""),
    }


@pytest.mark.parametrize(("hours", "is_open"), [("24/7", True), ("Mo-Su 00:00-00:01", False), ("", None), ('"op afspraak"', None)])
def test_places_geojson_says_open_closed_or_ask_first(feed, hours, is_open):
    make_merchant(opening_hours=hours)
    noon = f"?open={timezone.localdate() + timedelta(days=1)}T12:00"

    now, asked = ([feature["properties"]["open"] for feature in feed(query).json()["features"]] for query in ("", noon))

    assert now == [is_open]
    assert asked == ([] if is_open is False else [is_open])


def test_places_geojson_takes_a_city_and_a_rectangle(feed):
    make_merchant("A", slug="gent-west", lng=3.70)
    make_merchant("B", slug="gent-east", lng=3.75)
    make_merchant(slug="leuven", chapter=make_chapter("leuven"), lng=3.70)

    assert slugs(feed("?stad=gent")) == ["gent-west", "gent-east"]
    assert slugs(feed("?bbox=3.69,51,3.71,52")) == ["gent-west", "leuven"]
    assert slugs(feed("?stad=leuven&bbox=3.74,51,3.76,52")) == []


def test_places_geojson_filters_as_the_page_does(feed):
    make_treat(merchant=make_merchant(slug="both", services=["toilet"]), waiting=1)
    make_merchant(slug="toilet", services=["toilet"])
    make_merchant(slug="none")

    assert {*slugs(feed("?dienst=toilet"))} == {"both", "toilet"}
    assert slugs(feed("?dienst=toilet&traktatie=koffie")) == ["both"]
    make_service("wifi")
    assert slugs(feed("?dienst=wifi")) == []


@pytest.mark.parametrize("query", ["", "&open=2030-01-01T12:00"])
def test_places_geojson_links_its_pages(feed, monkeypatch, settings, query):
    monkeypatch.setattr(feeds, "PAGE", 2)
    for n in range(3):
        make_merchant(slug=f"plek-{n}", opening_hours="24/7")

    first, second = feed(f"?stad=gent{query}"), feed(f"?stad=gent{query}&pagina=2")

    address = f"{settings.SITE_URL}/en/plekken.geojson?"
    links = [{link["rel"]: link["href"].removeprefix(address) for link in page.json()["links"]} for page in (first, second)]
    query = query.replace(":", "%3A")
    asked = f"{query[1:]}&stad=gent" if query else "stad=gent"
    assert links == [
        {"self": asked, "next": f"{asked}&pagina=2"},
        {"self": f"{asked}&pagina=2", "prev": asked},
    ]
    assert [page.json()["numberReturned"] for page in (first, second)] == [2, 1]
    assert len({*slugs(first), *slugs(second)}) == 3


def test_places_geojson_asks_for_the_same_rectangle_on_the_next_page(feed, monkeypatch):
    monkeypatch.setattr(feeds, "PAGE", 1)
    make_merchant()
    make_merchant()

    links = {link["rel"]: link["href"] for link in feed("?bbox=3.7000001,51.0000049,3.7999996,51.1234567").json()["links"]}

    assert links["next"].endswith("?bbox=3.7000001%2C51.0000049%2C3.7999996%2C51.1234567&pagina=2")


def test_places_geojson_beyond_the_last_page_does_not_say_there_are_none(feed):
    make_merchant()

    beyond = feed("?pagina=7").json()

    assert (beyond["features"], beyond["numberMatched"], beyond["numberReturned"]) == ([], 1, 0)


def test_places_geojson_leaves_out_a_number_nobody_counted(feed, monkeypatch):
    monkeypatch.setattr("referrals.finder.COUNTED", 1)
    make_merchant()
    make_merchant()

    assert "numberMatched" not in feed().json()


HOW_A_BOX = "Say which part of the map, as bbox=west,south,east,north."


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?bij=Nergenshuizen", "We do not know a place called “Nergenshuizen”."),
        ("?lat=nan&lng=3", "We could not place that point in or around Belgium."),
        ("?dienst=koe", "We did not understand “koe”."),
        ("?stad=atlantis", "We did not understand “atlantis”."),
        ("?bbox=1,2,3", f"We did not understand “1,2,3”. {HOW_A_BOX}"),
        ("?bbox=5,50,4,51", f"We did not understand “5,50,4,51”. {HOW_A_BOX}"),
        ("?bbox=nan,50,4,51", f"We did not understand “nan,50,4,51”. {HOW_A_BOX}"),
        ("?open=31 februari", "We did not understand that moment. Pick a day and an hour, for example 2026-11-24T14:00."),
        ("?pagina=-1", "There is no page “-1”. This is the first one."),
    ],
)
def test_places_geojson_refuses_what_it_does_not_understand_in_a_sentence(feed, query, sentence):
    response = feed(query)

    assert (response.status_code, response["Content-Type"]) == (400, "application/json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json() == {"code": "InvalidParameterValue", "description": sentence}


def test_places_geojson_lets_a_browser_on_another_site_ask_first(client):
    asked_first, refused = client.options("/plekken.geojson"), Client(enforce_csrf_checks=True).post("/plekken.geojson")

    assert (asked_first.status_code, asked_first["Access-Control-Allow-Headers"]) == (204, "If-None-Match")
    assert (refused.status_code, refused["Content-Type"]) == (405, "application/json")
    assert {answer["Access-Control-Allow-Origin"] for answer in (asked_first, refused)} == {"*"}


def test_places_geojson_asks_the_database_equally_often_for_one_and_for_thirty(feed, django_assert_num_queries):
    make_merchant(services=["toilet"])
    with django_assert_num_queries(2):
        feed("?lat=51.05&lng=3.7")

    for _ in range(29):
        make_treat(merchant=make_merchant(services=["toilet"]), waiting=1)
    with django_assert_num_queries(2):
        feed("?lat=51.05&lng=3.7")


# Against the standard


def conforms(value, schema):
    """As much of JSON Schema as the GeoJSON schemas use: type, enum, required, properties, items, minItems, oneOf."""
    if "oneOf" in schema:
        return sum(conforms(value, option) for option in schema["oneOf"]) == 1
    kinds = {"object": dict, "array": list, "string": str, "number": (int, float), "null": type(None)}
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        return False
    if isinstance(value, dict):
        named = schema.get("properties", {})
        return all(name in value for name in schema.get("required", [])) and all(
            conforms(value[name], named[name]) for name in value.keys() & named.keys()
        )
    if isinstance(value, list):
        return len(value) >= schema.get("minItems", 0) and all(conforms(each, schema.get("items", {})) for each in value)
    return True


def test_places_geojson_is_geojson(feed, shared_data):
    schema = json.loads((shared_data / "standards/geojson/FeatureCollection.json").read_text())
    make_treat(merchant=make_merchant(services=["toilet"]), waiting=2)
    collection = feed().json()

    assert conforms(collection, schema)
    assert not conforms(collection | {"type": "Features"}, schema)
    assert not conforms({**collection, "features": [{"type": "Feature", "properties": {}}]}, schema)
