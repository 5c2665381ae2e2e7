"""Where OpenStreetMap tells otherwise than a place: a question for the team, and nothing changes."""

import json
from datetime import date

import pytest

from merchants.importing import steps
from merchants.models import Merchant, Service, ServiceOffer
from tests.merchants.importing.test_import_steps import effects, read, upload
from tests.merchants.importing.test_import_steps import write as write_import

pytestmark = pytest.mark.django_db


def map_of(*places):
    """A file of places on OpenStreetMap with these tags."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [4.35, 50.85]},
            "properties": {"@id": f"node/{number}", "name": f"De Hoek {number}", "shop": "yes"} | tags,
        }
        for number, tags in enumerate(places, start=1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.fixture
def look(bring, write):
    return lambda *places: bring(write(map_of(*places)), chapter="brussel")


@pytest.fixture
def corner(look):
    """A place that once came from OpenStreetMap and takes part since, easy with a wheelchair."""
    look({})
    Merchant.objects.update(state=Merchant.State.ACTIVE, agreed_on=date(2026, 11, 22), wheelchair="yes")
    return Merchant.objects.get()


WHICH = "OpenStreetMap says {}; here stands “{}”. Nothing changes: ask the place which is true."
DENIED = [
    ("toilet", {"toilets": "no"}, "toilets=no"),
    ("toilet", {"toilets": "yes", "toilets:access": "customers"}, "toilets=yes, toilets:access=customers"),
    ("toilet", {"toilets": "yes", "toilets:fee": "yes"}, "toilets=yes, toilets:fee=yes"),
    ("wifi", {"internet_access": "no"}, "internet_access=no"),
    ("wifi", {"internet_access": "wlan", "internet_access:fee": "customers"}, "internet_access=wlan, internet_access:fee=customers"),
    ("wifi", {"internet_access": "terminal"}, "internet_access=terminal"),
    ("verzorging", {"changing_table": "no"}, "changing_table=no"),
    ("microgolf", {"microwave": "yes", "microwave:access": "customers"}, "microwave=yes, microwave:access=customers"),
    ("opladen", {"device_charging_station": "no"}, "device_charging_station=no"),
    ("water", {"drinking_water:refill": "no"}, "drinking_water:refill=no"),
    ("toilet", {"toilets": "yes", "toilets:access": "yes", "toilets:fee": "no"}, None),
    ("wifi", {"internet_access": "terminal;wlan"}, None),
    ("toilet", {}, None),
]


def test_import_asks_which_is_true_where_openstreetmap_denies_what_is_offered(look):
    look(*({} for _case in DENIED))
    Merchant.objects.update(state=Merchant.State.ACTIVE, agreed_on=date(2026, 11, 22))
    places, services = Merchant.objects.order_by("pk"), Service.objects.in_bulk(field_name="slug")
    for place, (service, _tags, _asked) in zip(places, DENIED, strict=True):
        ServiceOffer.objects.create(merchant=place, service=services[service])

    *said, numbers = look(*(tags for _service, tags, _asked in DENIED))

    assert [line.partition(": ")[2] for line in said] == [
        WHICH.format(asked, services[slug].name) for slug, _tags, asked in DENIED if asked
    ]
    assert numbers == f"created 0, updated 0, unchanged {len(DENIED)}, refused 0"
    assert [place.services.get().slug for place in places] == [service for service, _tags, _asked in DENIED]


def test_import_asks_about_what_the_team_ticked_before_a_place_takes_part(look, corner):
    Merchant.objects.update(state=Merchant.State.SUGGESTED)
    ServiceOffer.objects.create(merchant=corner, service=Service.objects.get(slug="toilet"))

    said = look({"toilets": "no"})

    assert said[0] == "feature 1: " + WHICH.format("toilets=no", "toilet")


@pytest.mark.parametrize(("here", "there"), [("yes", "no"), ("no", "yes"), ("yes", "limited")])
def test_import_asks_which_is_true_of_a_wheelchair(look, corner, here, there):
    Merchant.objects.update(wheelchair=here)

    # Not once but until it is settled.
    for _time in range(2):
        assert look({"wheelchair": there}) == [
            "feature 1: " + WHICH.format(f"wheelchair={there}", Merchant.Wheelchair(here).label),
            "created 0, updated 0, unchanged 1, refused 0",
        ]
    assert Merchant.objects.get().wheelchair == here


@pytest.mark.parametrize(("here", "there", "after"), [("", "no", "no"), ("yes", "", "yes"), ("no", "no", "no")])
def test_import_asks_nothing_of_a_wheelchair_where_one_side_is_silent(look, corner, here, there, after):
    Merchant.objects.update(wheelchair=here)

    assert len(look({"wheelchair": there})) == 1
    assert Merchant.objects.get().wheelchair == after


def test_import_asks_at_the_first_contact_whether_something_can_be_treated(look):
    look({"suspended_food": "yes"})

    assert Merchant.objects.get().source_tags == {"suspended_food": "suspended_food=yes"}


def test_import_asks_nothing_of_treats_once_a_place_takes_part(look, corner):
    assert look({"suspended_food": "yes"}) == ["created 0, updated 0, unchanged 1, refused 0"]


# What a place on the map says of itself

OTHERWISE = "{}: OpenStreetMap says “{}”, here stands “{}”. Nothing changes: ask the place which is true."
NOT_HERE = "{}: OpenStreetMap says “{}”, here stands nothing. Nothing changes: ask the place whether it is so."
STREET = "street and number"
DIFFERENCES = [
    ({"name": "De Kaai"}, {}, OTHERWISE.format("name", "De Kaai", "De Hoek 1")),
    ({"addr:street": "Dorp", "addr:housenumber": "2"}, {"street": "Dorp 1"}, OTHERWISE.format(STREET, "Dorp 2", "Dorp 1")),
    ({"addr:street": "Dorp"}, {}, NOT_HERE.format(STREET, "Dorp")),
    (
        {"opening_hours": "Mo-Sa 08:00-18:00"},
        {"opening_hours": "Mo-Fr 08:00-18:00"},
        OTHERWISE.format("opening hours", "Mo-Sa 08:00-18:00", "Mo-Fr 08:00-18:00"),
    ),
    ({"opening_hours": "24/7"}, {}, NOT_HERE.format("opening hours", "24/7")),
    (
        {"website": "https://a.example/"},
        {"website": "https://b.example/"},
        OTHERWISE.format("website", "https://a.example/", "https://b.example/"),
    ),
    ({"amenity": "cafe"}, {"kind": "bakery"}, OTHERWISE.format("kind", "café", "bakery")),
]


@pytest.mark.parametrize(("tags", "here", "asked"), DIFFERENCES)
def test_import_asks_of_a_place_on_the_map_what_openstreetmap_says_otherwise(look, corner, tags, here, asked):
    Merchant.objects.update(**here)
    before = Merchant.objects.values().get()

    # Not once but until it is settled.
    for _time in range(2):
        assert look(tags) == [f"feature 1: {asked}", "created 0, updated 0, unchanged 1, refused 0"]
    assert Merchant.objects.values().get() == before


@pytest.mark.parametrize(
    ("first", "here", "then"),
    [
        ({"name": "De Kaai"}, {"name": "De Hoek"}, {"name": "De Kaai"}),
        ({"opening_hours": "24/7"}, {}, {}),
        ({"addr:street": "Dorp"}, {"street": "Dorp 1"}, {}),
        ({"addr:street": "Dorp"}, {"street": "Kaai"}, {"addr:street": "Kaai"}),
    ],
    ids=["as before", "silent now", "silent, written here", "settled"],
)
def test_import_asks_nothing_of_what_it_said_before_or_says_no_more(look, first, here, then):
    look(first)
    Merchant.objects.update(state=Merchant.State.ACTIVE, agreed_on=date(2026, 11, 22), **here)
    before = Merchant.objects.values("name", "street", "opening_hours").get()

    assert look(then) == ["created 0, updated 0, unchanged 1, refused 0"]
    assert Merchant.objects.values("name", "street", "opening_hours").get() == before


def test_import_fills_in_what_a_draft_lacks_and_of_a_place_on_the_map_what_nobody_knew(look):
    look({}, {})
    Merchant.objects.filter(source_id="node/2").update(state=Merchant.State.ACTIVE, agreed_on=date(2026, 11, 22))
    told = {"addr:street": "Dorp", "opening_hours": "24/7", "phone": "02 000"}

    look(told | {"name": "De Kaai"}, told)

    assert list(Merchant.objects.order_by("pk").values_list("name", "street", "opening_hours", "phone")) == [
        ("De Kaai", "Dorp", "24/7", "02 000"),
        ("De Hoek 2", "", "", "02 000"),
    ]


@pytest.mark.parametrize(("lat", "asks"), [(50.8503, True), (50.8501, False)])
def test_import_moves_no_pin_of_a_place_on_the_map(bring, write, look, corner, lat, asks):
    asked = "feature 1: OpenStreetMap puts it 33 metres away from where it stands here. The pin stays: ask the place which is true."

    *said, numbers = bring(write(map_of({}).replace("50.85", str(lat))), chapter="brussel")

    assert (said, numbers) == ([asked] if asks else [], "created 0, updated 0, unchanged 1, refused 0")
    assert Merchant.objects.get().lat == 50.85


def test_a_place_on_the_map_stays_as_it_is_once_its_list_is_accepted(corner):
    content = map_of({"name": "De Kaai", "opening_hours": "24/7"}, {"name": "Nieuw"})

    written = write_import(read(upload(content, chapter="brussel")))

    assert effects(written) == {"De Kaai": "unchanged", "Nieuw": "created"}
    assert [len(row.asked) for row in written.rows.order_by("number")] == [2, 0]
    assert set(Merchant.objects.values_list("name", "opening_hours")) == {("De Hoek 1", ""), ("Nieuw", "")}


# OpenStreetMap's own files


def osm_file(*told):
    return f'<?xml version="1.0"?><osm version="0.6">{"".join(told)}</osm>'


CAFE = """
    <node id="1" lat="50.84" lon="4.34"/><node id="2" lat="50.86" lon="4.36"/>
    <way id="7"><nd ref="1"/><nd ref="2"/><tag k="name" v="De Hoek"/><tag k="amenity" v="cafe"/><tag k="toilets" v="yes"/></way>"""
ROAD = '<way id="8"><nd ref="1"/><nd ref="2"/><tag k="name" v="Nieuwstraat"/><tag k="highway" v="residential"/></way>'
BENCH = '<node id="9" lat="50.85" lon="4.35"><tag k="amenity" v="bench"/></node>'


def test_import_reads_an_osm_file_and_leaves_roads_out(bring, write):
    assert bring(write(osm_file(CAFE, ROAD, BENCH), name="kaart.osm"), chapter="brussel") == [
        "created 1, updated 0, unchanged 0, refused 0"
    ]

    place = Merchant.objects.get()
    assert (place.name, place.kind, place.state, place.source_id) == ("De Hoek", "cafe", "suggested", "way/7")
    assert (place.source, place.source_licence, place.source_tags) == ("OpenStreetMap", "ODbL 1.0", {"toilet": "toilets=yes"})
    assert (place.lat, place.lng) == pytest.approx((50.85, 4.35))


def test_import_reads_what_overpass_says_in_json(bring, write):
    cafe = {"type": "way", "id": 7, "center": {"lat": 50.85, "lon": 4.35}, "tags": {"name": "De Hoek", "amenity": "cafe"}}

    assert bring(write(json.dumps({"elements": [cafe, {"type": "node", "id": 1}]})), chapter="brussel")[-1].startswith("created 1")
    assert Merchant.objects.get().source_id == "way/7"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<osm><node", "This is no whole .osm file"),
        ('<!DOCTYPE osm [<!ENTITY a "b">]><osm/>', "This is a web page or XML of another kind, and no .osm file"),
        (osm_file(ROAD), "There is no row with a place in it."),
    ],
)
def test_a_bad_osm_file_is_refused_with_a_sentence(content, why):
    assert upload(content).refusal.startswith(why)


def test_an_osm_file_with_more_tags_than_columns_comes_in_and_says_what_it_leaves_out(monkeypatch):
    monkeypatch.setattr(steps, "MOST_COLUMNS", 2)

    opened = upload(osm_file(CAFE, ROAD, BENCH))

    assert (opened.layout, len(opened.header), opened.rows_total) == ("osm", 2, 1)
    assert opened.notes == ["2 things on this map are no places with a name, such as roads, and are left out."]
    assert effects(read(opened)) == {"De Hoek": "created"}
