"""What a neighbour tells of hours: the opening hours of a place, or a question in the preview. See also test_schedules.py."""

import csv
import json
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from merchants.models import Merchant, Pause
from referrals.open_data import published
from referrals.open_data.hsds import Writer
from referrals.open_data.keys import Keys
from tests.factories import make_chapter, make_merchant

pytestmark = pytest.mark.django_db


def weekly(days, **more):
    return {"freq": "WEEKLY", "byday": days, "opens_at": "09:00", "closes_at": "12:00", **more}


def house(*places, **more):
    return {"id": "org-1", "name": "Huis van de Buurt", "legal_status": "vzw", "locations": list(places), **more}


def location(*told, id="loc-1"):
    return {"id": id, "name": "Aan de Leie", "location_type": "physical", "latitude": 51.05, "longitude": 3.72, "schedules": list(told)}


def service(*told, id="ser-1", here=()):
    link = {"id": f"at-{id}", "location": location(), "schedules": list(here)}
    return {"id": id, "name": id, "organization_id": "org-1", "schedules": list(told), "service_at_locations": [link]}


@pytest.fixture
def bring_json(bring, write):
    return lambda *told: bring(write(json.dumps(told), name="hsds.json"))


def hours_of_the_only_one():
    return Merchant.objects.get(state="suggested").opening_hours


def test_a_location_is_open_as_its_schedules_say(bring_json):
    assert bring_json(house(location(weekly("MO")))) == ["created 1, updated 0, unchanged 0, refused 0"]

    assert hours_of_the_only_one() == "Mo 09:00-12:00"


def test_what_cannot_be_written_down_is_said_in_the_preview(bring_json):
    said = bring_json(house(location(weekly("MO"), weekly("TU", interval=2, description="Every second week"))))

    assert said == [
        "location 1: of its hours it says: “Every second week”.",
        "location 1: its hours show as “ask first”: we cannot write down how it returns (freq=WEEKLY, interval=2, byday=TU).",
        "created 1, updated 0, unchanged 0, refused 0",
    ]
    assert hours_of_the_only_one() == ""


@pytest.mark.parametrize(
    ("services", "hours"),
    [
        ([service(weekly("MO"))], "Mo 09:00-12:00"),
        ([service(here=[weekly("TU")])], "Tu 09:00-12:00"),
        ([service(weekly("MO"), here=[weekly("TU")])], "Tu 09:00-12:00"),
        ([service(weekly("MO")), service(weekly("MO"), id="ser-2"), service(id="ser-3")], "Mo 09:00-12:00"),
    ],
    ids=["everywhere", "here", "here before everywhere", "alike"],
)
def test_a_location_without_schedules_is_open_as_what_is_there(bring_json, services, hours):
    bring_json(*services, house())

    assert hours_of_the_only_one() == hours


def test_a_location_whose_services_have_other_hours_is_asked(bring_json):
    said = bring_json(service(weekly("MO")), service(weekly("TU"), id="ser-2"), house())

    assert said[0] == "location 1: its hours show as “ask first”: its services have other hours than one another."
    assert hours_of_the_only_one() == ""


def test_its_own_schedules_go_before_those_of_what_is_there(bring_json):
    bring_json(service(weekly("TU")), house(location(weekly("MO"))))

    assert hours_of_the_only_one() == "Mo 09:00-12:00"


def test_a_file_that_tells_no_hours_leaves_those_of_a_place(bring_json):
    bring_json(house(location(weekly("MO"))))

    assert bring_json(house(location())) == ["created 0, updated 0, unchanged 1, refused 0"]
    assert hours_of_the_only_one() == "Mo 09:00-12:00"


def test_schedules_stand_in_a_table_too(bring, write):
    file, tables = BytesIO(), {
        "locations": [{"id": "loc-1", "name": "Aan de Leie", "latitude": "51.05", "longitude": "3.72"}],
        "schedules": [{"id": "1", "location_id": "loc-1", "timezone": "1", "interval": "1", **weekly("MO,TU")}],
    }  # fmt: skip
    with ZipFile(file, "w") as archive:
        for name, (row,) in tables.items():
            text = StringIO()
            writer = csv.DictWriter(text, row)
            writer.writeheader()
            writer.writerow(row)
            archive.writestr(f"{name}.csv", text.getvalue())

    bring(write(file.getvalue(), name="hsds.zip"))

    assert hours_of_the_only_one() == "Mo-Tu 09:00-12:00"


@pytest.mark.parametrize("hours", ["Mo-Fr 09:00-12:30,13:30-18:00; Sa 10:00-16:00", "Fr-Sa 18:00-02:00", "24/7"])
def test_hours_that_one_city_publishes_come_in_elsewhere_as_they_were(bring_json, hours):
    place = make_merchant("De Krook", chapter=make_chapter("leuven"), opening_hours=hours, checked_on=timezone.localdate())
    (told,) = [Writer(Keys.here(), timezone.localdate()).organization_whole(each) for each in published.places(timezone.localdate())]

    bring_json(told)

    assert hours_of_the_only_one() == place.opening_hours


def test_a_break_that_one_city_publishes_is_asked_about_elsewhere(bring_json):
    today = timezone.localdate()
    place = make_merchant("De Krook", chapter=make_chapter("leuven"), opening_hours="Mo-Su 09:00-12:00", checked_on=today)
    Pause.objects.create(merchant=place, first_day=today + timedelta(2), last_day=today + timedelta(4))
    (told,) = [Writer(Keys.here(), today).organization_whole(each) for each in published.places(today)]

    bring_json(told)

    usual, asked = hours_of_the_only_one().split("; ")
    assert usual == "Mo-Su 09:00-12:00"
    assert asked.endswith(" unknown")
