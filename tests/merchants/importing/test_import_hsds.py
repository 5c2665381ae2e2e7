"""What a neighbour tells in HSDS 3.0 becomes suggestions for the team, and what is wrong with it is said in a sentence."""

import csv
import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError

from merchants.importing import hsds
from merchants.models import Merchant
from referrals.open_data import published
from referrals.open_data.hsds import Writer
from referrals.open_data.keys import Keys
from tests.factories import make_chapter, make_merchant

pytestmark = pytest.mark.django_db

HOUSE = {
    "id": "org-1",
    "name": "Huis van de Buurt",
    "description": "Een open huis.",
    "website": "https://huis.example/",
    "legal_status": "vzw",
    "phones": [{"id": "p1", "number": "09 123 45 67"}],
    "locations": [
        {
            "id": "loc-1",
            "location_type": "physical",
            "name": "Huis aan de Leie",
            "latitude": 51.05,
            "longitude": 3.72,
            "addresses": [
                {"id": "a1", "address_1": "Leie 5", "city": "Gent", "postal_code": "9000", "country": "BE", "address_type": "physical"}
            ],
            "languages": [{"id": "l1", "code": "nl"}, {"id": "l2", "code": "tr"}],
        }
    ],
}
SHOWER = {
    "id": "ser-1",
    "name": "Douche",
    "organization": {"id": "org-1", "name": "Huis van de Buurt", "legal_status": "vzw"},
    "service_at_locations": [{"id": "sal-1", "location": HOUSE["locations"][0]}],
}


def wrong(thing, **other):
    return thing | other


@pytest.fixture
def bring_json(bring, write):
    return lambda told, *options: bring(write(json.dumps(told), name="hsds.json"), *options)


def packed(**tables):
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, rows in tables.items():
            text = StringIO()
            writer = csv.DictWriter(text, list(dict.fromkeys(column for row in rows for column in row)))
            writer.writeheader()
            writer.writerows(rows)
            archive.writestr(f"{name}.csv", text.getvalue())
    return file.getvalue()


TABLES = {
    "organizations": [{"id": "org-1", "name": "Huis van de Buurt", "website": "https://huis.example/"}],
    "locations": [
        {"id": "loc-1", "organization_id": "org-1", "name": "Huis aan de Leie", "latitude": "51.05", "longitude": "3.72"},
        {"id": "loc-2", "organization_id": "org-1", "name": "", "latitude": "51.06", "longitude": "3.73"},
    ],
    "services": [{"id": "ser-1", "organization_id": "org-1", "name": "Douche"}],
    "service_at_location": [{"id": "sal-1", "service_id": "ser-1", "location_id": "loc-1"}],
    "addresses": [{"id": "a1", "location_id": "loc-1", "address_1": "Leie 5", "city": "Gent", "postal_code": "9000"}],
}


# The story


@pytest.mark.parametrize("told", [HOUSE, [HOUSE], {"total_pages": 1, "contents": [HOUSE]}], ids=["one", "several", "page"])
def test_each_location_becomes_a_suggestion_with_what_its_organization_says(bring_json, told):
    assert bring_json(told) == ["created 1, updated 0, unchanged 0, refused 0"]

    place = Merchant.objects.get()
    assert (place.state, place.source_id, place.name, place.address) == ("suggested", "loc-1", "Huis aan de Leie", "Leie 5, 9000 Gent")
    assert (place.lat, place.lng, place.website, place.phone) == (51.05, 3.72, "https://huis.example/", "09 123 45 67")
    assert place.languages == ["nl", "tr"]
    # Whether it is free for everybody, nobody knows yet.
    assert not place.services.exists()


def test_what_services_there_are_is_a_remark_for_the_team(bring_json):
    bring_json([SHOWER, HOUSE])

    assert (Merchant.objects.get().remark, Merchant.objects.get().description) == ("Service there: Douche", "Een open huis.")


def test_the_same_file_twice_changes_nothing(bring_json):
    bring_json([SHOWER, HOUSE])

    assert bring_json([SHOWER, HOUSE]) == ["created 0, updated 0, unchanged 1, refused 0"]


def test_tables_in_a_zip_file_say_the_same(bring, write):
    assert bring(write(packed(**TABLES), name="hsds.zip"))[-1] == "created 2, updated 0, unchanged 0, refused 0"

    one, two = Merchant.objects.order_by("source_id")
    assert (one.name, one.address, one.website, one.remark) == (
        "Huis aan de Leie", "Leie 5, 9000 Gent", "https://huis.example/", "Service there: Douche"
    )  # fmt: skip
    # Without a name of its own it is called after its organization.
    assert two.name == "Huis van de Buurt"


def test_what_one_city_publishes_another_network_can_bring_in(bring_json):
    place = make_merchant("De Krook", chapter=make_chapter("leuven"), street="Markt 1", postcode="3000", town="Leuven", services=["toilet"])
    writer = Writer(Keys.here(), place.checked_on)
    told = [writer.organization_whole(each) for each in published.places(place.checked_on)]

    assert bring_json(told)[-1] == "created 1, updated 0, unchanged 0, refused 0"
    copy = Merchant.objects.get(state="suggested")
    assert (copy.name, copy.street, copy.lat) == (place.name, place.street, place.lat)


def test_what_an_organization_does_not_say_the_one_above_says(bring_json):
    above = {"id": "org-0", "name": "Koepel", "website": "https://koepel.example/", "legal_status": "vzw"}
    below = {name: value for name, value in HOUSE.items() if name != "website"} | {"parent_organization_id": "org-0"}
    bring_json([below, above])

    assert Merchant.objects.get().website == "https://koepel.example/"


def test_of_one_page_of_several_it_is_told_that_there_are_more():
    assert "3" in hsds.pages_note({"total_pages": 3, "contents": []})
    assert [hsds.pages_note(told) for told in ({"total_pages": 1}, [], {"total_pages": "x"})] == ["", "", ""]


def test_the_list_of_locations_that_we_publish_can_be_brought_in(client, bring, write):
    about = {"street": "Markt 1", "postcode": "3000", "town": "Leuven", "opening_hours": "Mo-Su 09:00-12:00"}
    place = make_merchant("De Krook", chapter=make_chapter("leuven"), **about)
    published_list = client.get("/en/open/hsds/locations").content
    (location,) = json.loads(published_list)["contents"]

    said = bring(write(published_list, name="locations.json"))

    # Whose it is stands in another list.
    assert said == [
        f"location 1: its organization ({location['organization_id']}) does not stand in this file.",
        "created 1, updated 0, unchanged 0, refused 0",
    ]
    copy = Merchant.objects.get(state="suggested")
    assert (copy.name, copy.street, copy.lat, copy.opening_hours) == (place.name, place.street, place.lat, place.opening_hours)


def test_a_location_without_a_name_or_an_organization_is_refused_alone(bring_json):
    nameless = wrong(HOUSE["locations"][0], id="loc-2", name="", organization_id="org-9")

    assert bring_json([HOUSE, nameless]) == [
        "location 2: refused: there is no name.",
        "created 1, updated 0, unchanged 0, refused 1",
    ]


@pytest.mark.parametrize("more", ["organization", "locations"])
def test_places_on_a_map_are_no_hsds_whatever_else_they_say(bring_json, more):
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [3.72, 51.05]}, "properties": {"name": "De Hoek"}}
    bring_json({"type": "FeatureCollection", "features": [point], more: [{"id": "1"}]})

    assert Merchant.objects.get().name == "De Hoek"


# Slips

LOCATION = HOUSE["locations"][0]
WRONG = {
    "a location without an id": ([wrong(HOUSE, locations=[wrong(LOCATION, id="")])], "Huis aan de Leie.*location number 1.*no id"),
    "an organization without an id": ([{"name": "Koepel", "legal_status": "vzw"}], "Koepel.*no id"),
    "an id that is no text": ([wrong(HOUSE, id=["a"])], "no id"),
    "an organization above itself": ([wrong(HOUSE, parent_organization_id="org-1")], "round and round: Huis van de Buurt → Huis"),
    "two organizations above each other": (
        [wrong(HOUSE, parent_organization_id="org-2"), {"id": "org-2", "name": "Koepel", "parent_organization_id": "org-1"}],
        "round and round: Huis van de Buurt → Koepel → Huis van de Buurt",
    ),
    "no location at all": ([{"id": "org-1", "name": "Koepel", "legal_status": "vzw"}], "no location"),
}


@pytest.mark.parametrize("slip", WRONG)
def test_what_is_wrong_is_said_and_nothing_comes_in(bring_json, slip):
    told, sentence = WRONG[slip]

    with pytest.raises(CommandError, match=sentence):
        bring_json(told)
    assert not Merchant.objects.exists()


def test_things_within_things_without_an_end_are_refused(bring_json):
    deep = dict(HOUSE)
    for _level in range(30):
        deep = {"id": "ser", "name": "x", "organization": {"id": "org-1", "name": "x", "services": [deep], "legal_status": ""}}

    with pytest.raises(CommandError, match="going round"):
        bring_json(deep)


@pytest.mark.parametrize(
    "phones",
    [b"number\n" + b"a\n" * 100, b"number\n" + b"," * 100, b"number" + b",number" * 100, b'number\n"' + b"\n" * 100],
    ids=["long", "wide", "wide above", "one cell of many lines"],
)
def test_tables_that_hold_more_than_fits_are_refused_while_they_are_read(write, bring, monkeypatch, phones):
    file = BytesIO(packed(**TABLES))
    with ZipFile(file, "a") as archive:
        archive.writestr("phones.csv", phones)
    kept = []
    monkeypatch.setattr(hsds._Neighbour, "keep", lambda _self, *thing: kept.append(thing))
    monkeypatch.setattr(hsds, "MOST_CELLS", 80)

    with pytest.raises(CommandError, match="There is more in this file than we can read at once. Split it, please."):
        bring(write(file.getvalue(), name="hsds.zip"))
    assert len(kept) < 80


def test_a_long_row_of_organizations_above_each_other_is_looked_at_once(monkeypatch):
    looked, above = [], hsds._Neighbour._above
    monkeypatch.setattr(hsds._Neighbour, "_above", lambda self, one: looked.append(one) or above(self, one))
    row = [{"id": f"org-{n}", "name": f"Huis {n}", "parent_organization_id": f"org-{n + 1}", "legal_status": "vzw"} for n in range(5_000)]
    places = [wrong(LOCATION, id=f"loc-{n}", organization_id="org-0") for n in range(10)]

    records, notes = hsds.from_json([*row, *places])

    assert [record["name"] for _number, record in records] == ["Huis aan de Leie"] * 10
    # Once for circles, and for a website some levels up.
    assert len(looked) <= len(row) + len(places) * 2 * hsds.DEEPEST


@pytest.mark.parametrize(
    "content",
    [packed(locations=[{"name": "zonder id"}]), packed(locations=[]), packed(**TABLES)[:-40], b"PK\x03\x04nothing"],
    ids=["no id", "empty", "cut off", "no zip"],
)
def test_a_zip_file_that_cannot_be_read_is_refused_in_words(bring, write, content):
    with pytest.raises(CommandError):
        bring(write(content, name="hsds.zip"))


def test_a_location_that_lies_nowhere_is_refused_alone(bring_json):
    nowhere = {"id": "loc-2", "location_type": "physical", "name": "Ergens", "organization_id": "org-1"}

    assert bring_json([HOUSE, nowhere])[-1] == "created 1, updated 0, unchanged 0, refused 1"


@pytest.mark.parametrize("odd", [{"latitude": {}}, {"organization_id": {}}, {"addresses": "Leie"}, {"languages": [1, None]}, {"name": 5}])
def test_values_of_another_kind_break_nothing(bring_json, odd):
    assert "created" in bring_json([wrong(HOUSE, locations=[wrong(LOCATION, **odd)])])[-1]


def test_a_file_with_an_example_of_the_standard_is_understood(bring, shared_data):
    said = bring(shared_data / "standards" / "hsds" / "examples" / "organization_full.json")

    # It lies at 100 degrees north.
    assert said[-1] == "created 0, updated 0, unchanged 0, refused 1"


def test_what_only_a_later_location_tells_comes_in_too(bring_json, monkeypatch):
    monkeypatch.setattr("merchants.importing.places.BATCH", 1)
    open_on_mondays = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}
    later = HOUSE["locations"][0] | {"id": "loc-2", "schedules": [open_on_mondays]}

    bring_json(HOUSE | {"locations": [*HOUSE["locations"], later]})

    assert list(Merchant.objects.order_by("source_id").values_list("opening_hours", flat=True)) == ["", "Mo 09:00-12:00"]
