"""A later file: what the source changed is taken over, what somebody here changed stays."""

import pytest

from merchants.models import Chapter, Merchant, ServiceOffer
from tests.factories import make_service

pytestmark = pytest.mark.django_db

COLUMNS = "id,name,street,lat,lng,opening_hours,services\n"
KROOK = "1,Krook,Platteberg 1,51.05,3.72,Mo-Fr 08:00-18:00,water\n"


@pytest.fixture
def krook(bring, write):
    """A place imported once."""
    bring(write(COLUMNS + KROOK), "--agreed-on", "2026-11-22")
    return Merchant.objects.get()


def change(merchant, **fields):
    """Somebody of the team changes this."""
    Merchant.objects.filter(pk=merchant.pk).update(**fields)


def values(merchant, *fields):
    merchant.refresh_from_db()
    return tuple(getattr(merchant, field) for field in fields)


def test_import_again_takes_over_what_the_source_changed(bring, write, krook):
    said = bring(write(COLUMNS + "1,Krookcafé,Platteberg 2,51.06,3.73,Mo-Sa 08:00-18:00,wifi\n"))

    assert said == ["created 0, updated 1, unchanged 0, refused 0"]
    assert values(krook, "name", "street", "lat", "lng") == ("Krookcafé", "Platteberg 2", 51.06, 3.73)
    assert krook.opening_hours == "Mo-Sa 08:00-18:00"
    assert [service.slug for service in krook.services.all()] == ["wifi"]
    assert krook.slug == "krook"


def test_import_again_keeps_what_the_team_changed(bring, write, krook):
    change(krook, name="De Krook", opening_hours="Mo-Fr 09:00-17:00")
    ServiceOffer.objects.create(merchant=krook, service=make_service("toilet"))

    said = bring(write(COLUMNS + KROOK.replace("Platteberg 1", "Platteberg 9")))

    assert said == ["created 0, updated 1, unchanged 0, refused 0"]
    assert values(krook, "name", "street", "opening_hours") == ("De Krook", "Platteberg 9", "Mo-Fr 09:00-17:00")
    assert {service.slug for service in krook.services.all()} == {"water", "toilet"}


def test_import_again_says_once_what_both_changed(bring, write, krook):
    change(krook, name="De Krook")
    renamed = write(COLUMNS + KROOK.replace("Krook", "Krookcafé"))

    assert bring(renamed) == [
        "line 2: the source changed name, and so did somebody here: what stands here stays.",
        "created 0, updated 0, unchanged 1, refused 0",
    ]
    assert bring(renamed) == ["created 0, updated 0, unchanged 1, refused 0"]
    assert values(krook, "name") == ("De Krook",)


def test_import_again_leaves_columns_alone_that_the_file_does_not_have(bring, write, krook):
    assert bring(write("id,name,lat,lng\n1,Krook,51.05,3.72\n")) == ["created 0, updated 0, unchanged 1, refused 0"]

    assert values(krook, "street", "opening_hours") == ("Platteberg 1", "Mo-Fr 08:00-18:00")
    assert krook.services.count() == 1


def test_import_again_fills_in_a_column_that_is_new(bring, write, krook):
    bring(write("id,name,lat,lng,phone,kind\n1,Krook,51.05,3.72,09 000,library\n"))

    assert values(krook, "phone", "kind", "street") == ("09 000", "library", "Platteberg 1")


def test_import_again_rebuilds_the_open_minutes(bring, write, krook):
    before = krook.open_minutes.open

    bring(write(COLUMNS + KROOK.replace("Mo-Fr", "Mo-Sa")))

    assert Merchant.objects.get().open_minutes.open != before


def test_import_knows_a_place_without_a_number_by_its_name_and_address(bring, write):
    places = "name,street,postcode,lat,lng,phone\nKrook,Platteberg 1,9000,51.05,3.72,{phone}\nKrook,Platteberg 2,9000,51.06,3.72,\n"
    bring(write(places.format(phone="")))

    assert bring(write(places.format(phone="09 000 00 02")))[-1] == "created 0, updated 1, unchanged 1, refused 0"


def test_import_tells_sources_and_cities_apart(bring, write, krook):
    places = write(COLUMNS + KROOK)

    assert bring(places, "--source", "Buurtwerk", "--licence", "CC0")[-1] == "created 1, updated 0, unchanged 0, refused 0"
    assert bring(places, chapter="brussel")[-1] == "created 1, updated 0, unchanged 0, refused 0"

    assert set(Merchant.objects.values_list("slug", "source", "source_licence")) == {
        ("krook", "lijst gent", ""),
        ("krook-2", "Buurtwerk", "CC0"),
        ("krook-3", "lijst brussel", ""),
    }


def test_import_does_not_take_another_place_with_the_same_number_for_this_one(bring, write, krook):
    said = bring(write(COLUMNS + "1,Heel iets anders,Veraf 1,51.2,4.4,,\n"))

    assert said == [
        "line 2: refused: its number 1 belongs to Krook, 50 km away. Is this another file? Then name it with --source.",
        "created 0, updated 0, unchanged 0, refused 1",
    ]
    assert values(krook, "name") == ("Krook",)


def test_import_gives_places_of_one_name_each_an_address(bring, write):
    bring(write("id,name,lat,lng\n" + "".join(f"{number},Café,51.05,3.72\n" for number in range(3)) + "9,مقهى,51.05,3.72\n"))

    assert set(Merchant.objects.values_list("slug", flat=True)) == {"cafe", "cafe-2", "cafe-3", "plek"}
    assert Chapter.objects.get(slug="gent").merchants.count() == 4
