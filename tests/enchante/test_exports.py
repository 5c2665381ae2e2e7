"""/beheer/uitvoer/: what a coordinator takes along of an own city, and brings in again."""

import csv
import json
from datetime import date, datetime
from io import BytesIO, StringIO
from uuid import uuid4

import openpyxl
import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from enchante import exports
from enchante.sheets import LIKE_A_FORMULA, guarded
from merchants.hours import BRUSSELS
from merchants.importing import import_places
from merchants.models import Merchant, TeamRole
from merchants.versions import models as versioned
from tests.factories import make_chapter, make_merchant, make_neighbourhood, make_service, make_treat
from tests.pages import words_of
from tests.queries import statements
from vouchers import actions

pytestmark = [pytest.mark.django_db, pytest.mark.page]
EXPORT = "/beheer/uitvoer/"
FORMATS = ["csv", "xlsx", "geojson"]


def take(client, what="plekken", form="csv", city="gent", **more):
    return client.post(EXPORT, {"stad": city, "wat": what, "vorm": form, **more})


def rows_of(response):
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def records_of(response):
    names, *rows = rows_of(response)
    return [dict(zip(names, row, strict=True)) for row in rows]


@pytest.fixture
def krook(gent):
    make_service("toilet", osm_tag="toilets=yes; toilets:access=yes")
    quarter = make_neighbourhood(chapter=gent)
    return make_merchant(
        "Café ’t Krookje; “warm”",
        **{"slug": "krook", "chapter": gent, "neighbourhood": quarter, "services": ["water", "toilet"], "languages": ["nl", "fr"]},
        **{"street": "Makebaplein 2", "postcode": "9000", "town": "Gent", "lat": 51.05123456789, "lng": 3.725, "kind": "cafe"},
        **{"phone": "+32 9 000 00 01", "website": "https://krook.example/", "wheelchair": "limited", "is_heated": True},
        **{"opening_hours": "Mo-Fr 09:00-18:00; Dec 25 off", "description": "=Warm, en stil", "source": "OpenStreetMap", "source_id": "7"},
        **{"contact_name": "Lut", "contact_email": "lut@example.org", "contact_phone": "-", "remark": "Bel na 15 uur.\nOf schrijf."},
        imported={"name": "Krook", "offered": ["water"]},
    )


# The story


def test_a_coordinator_takes_the_places_along(client, coordinator, krook):
    response = take(client)

    (place,) = records_of(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="plekken-gent-{timezone.localdate()}.csv"'
    assert (place["id"], place["name"], place["kind"]) == ("enchante:krook", "Café ’t Krookje; “warm”", "cafe")
    assert (place["services"], place["languages"], place["lat"], place["lng"]) == ("toilet, water", "nl, fr", "51,051235", "3,725")
    assert (place["state"], place["is_heated"], place["neighbourhood"]) == ("active", "yes", "Brugse Poort")
    assert place["url"] == "http://127.0.0.1:8000/plek/krook/"


@pytest.mark.parametrize("form", FORMATS)
def test_contacts_go_along_only_when_asked_and_that_is_written_down(client, coordinator, krook, form):
    secret = [b"lut@example.org", b"Bel na 15 uur", b"Lut"]

    def told(response):
        if form == "xlsx":
            return str(
                [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(response.content)).active.iter_rows()]
            ).encode()
        return response.content

    without = told(take(client, form=form))
    assert not [each for each in secret if each in without]
    assert not LogEntry.objects.exists()

    with_contacts = told(take(client, form=form, contact="on"))
    assert not [each for each in secret if each not in with_contacts]
    assert LogEntry.objects.get().change_message == "Nam een bestand met contactpersonen mee."


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("contact", [{}, {"contact": "on"}], ids=["without", "with contacts"])
def test_what_was_taken_along_comes_in_again_and_changes_nothing(client, coordinator, gent, krook, tmp_path, form, contact):
    make_merchant("Van elders", chapter=gent, state="applied", agreed_on=None, lat=51.2, lng=4.1)
    make_merchant("Dicht", chapter=gent, state="closed")
    (tmp_path / "file").write_bytes(take(client, form=form, **contact).content)

    def everything():
        return list(Merchant.objects.order_by("pk").values()) + list(krook.offers.order_by("pk").values())

    before = everything()
    report = import_places(path=tmp_path / "file", chapter=gent)

    assert (report.created, report.updated, report.unchanged, report.refused) == (0, 0, 3, 0)
    assert report.said == []
    assert everything() == before
    assert not [model for model in versioned() if model.objects.exists()]


def test_what_somebody_fills_in_where_nothing_stood_is_taken_over(client, coordinator, gent, krook, tmp_path):
    plain = make_merchant("De Hoek", slug="hoek", chapter=gent)
    text = take(client).content.decode("utf-8-sig")
    names, *rows = csv.reader(StringIO(text), delimiter=";")
    for row in rows:
        if row[0] == "enchante:hoek":
            row[names.index("phone")] = "09 111 11 11"
        else:
            row[names.index("name")] = "Iets anders"
    file = StringIO()
    csv.writer(file, delimiter=";").writerows([names, *rows])
    (tmp_path / "file").write_text(file.getvalue(), "utf-8-sig")

    report = import_places(path=tmp_path / "file", chapter=gent)

    plain.refresh_from_db()
    krook.refresh_from_db()
    assert (plain.phone, krook.name) == ("09 111 11 11", "Café ’t Krookje; “warm”")
    assert (report.created, report.updated, report.unchanged) == (0, 1, 1)


def test_in_another_installation_the_places_are_new(client, coordinator, gent, krook, tmp_path):
    (tmp_path / "file").write_bytes(take(client).content)
    Merchant.objects.all().delete()

    report = import_places(path=tmp_path / "file", chapter=gent)

    assert (report.created, Merchant.objects.get().name, Merchant.objects.get().state) == (1, "Café ’t Krookje; “warm”", "suggested")


def test_a_very_long_name_comes_in_again_as_well(client, coordinator, gent, tmp_path):
    make_merchant("x" * 120, slug="x" * 130, chapter=gent)
    (tmp_path / "file").write_bytes(take(client).content)

    report = import_places(path=tmp_path / "file", chapter=gent)
    assert (report.created, report.unchanged, report.said) == (0, 1, [])

    Merchant.objects.all().delete()
    assert import_places(path=tmp_path / "file", chapter=gent).created == 1


def test_a_place_of_another_city_is_refused_in_words(client, coordinator, brussel, krook, tmp_path):
    (tmp_path / "file").write_bytes(take(client).content)

    report = import_places(path=tmp_path / "file", chapter=brussel)

    assert (report.created, report.refused) == (0, 1)
    assert Merchant.objects.count() == 1


# Boards and figures


def test_boards_tell_what_hangs_today_and_what_it_costs(client, coordinator, gent, krook):
    make_treat(merchant=krook, kind="koffie", waiting=3, price=250)
    make_treat(merchant=krook, kind="soep", price=400, is_offered=False)
    actions.hand_out(treat=krook.treats.get(kind__slug="koffie"), key=uuid4())

    assert rows_of(take(client, "borden")) == [
        ["plek", "straat", "postcode", "traktatie", "hangt er", "prijs", "kan je nu geven"],
        ["Café ’t Krookje; “warm”", "Makebaplein 2", "9000", "koffie", "2", "2,50", "ja"],
    ]
    (feature,) = json.loads(take(client, "borden", "geojson").content)["features"]
    assert feature["properties"]["board"] == [{"treat": "koffie", "waiting": 2, "price": 2.5, "offered": True}]


def test_figures_are_those_everybody_may_read(client, coordinator, gent, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 27, 12, tzinfo=BRUSSELS))
    for number in range(5):
        coffee = make_treat(merchant=make_merchant(chapter=gent))
        actions.add_at_counter(treat=coffee, key=uuid4(), day=date(2026, 5, 12))
        if number < 4:
            actions.hand_out(treat=coffee, key=uuid4(), day=date(2026, 6, 12))

    rows = rows_of(take(client, "cijfers"))

    assert rows[1:] == [
        ["Gegeven aan de toog", "2026-05", "2026-05", "5"],
        ["Traktaties op de borden op het einde van de maand", "2026-05", "2026-05", "5"],
    ]


def test_figures_have_no_point_on_a_map(client, coordinator, gent):
    page = take(client, "cijfers", "geojson")

    assert "Cijfers hebben geen plaats op een kaart." in words_of(page)
    assert page.context["form"]["wat"].value() == "cijfers"


def test_a_map_tells_what_openstreetmap_calls_the_services(client, coordinator, krook):
    (feature,) = json.loads(take(client, form="geojson").content)["features"]

    assert feature["geometry"] == {"type": "Point", "coordinates": [3.725, 51.051235]}
    assert feature["properties"]["osm"] == {"toilets": "yes", "toilets:access": "yes"}


# Formulas


@pytest.mark.parametrize("sign", LIKE_A_FORMULA)
def test_what_could_be_read_as_a_formula_begins_with_a_quote(sign):
    assert guarded(f"{sign}1+1") == f"'{sign}1+1"
    assert guarded(f"a{sign}1") == f"a{sign}1"


def test_a_formula_that_somebody_typed_is_text_in_every_table(client, coordinator, krook):
    (place,) = records_of(take(client))
    assert (place["description"], place["phone"]) == ("'=Warm, en stil", "'+32 9 000 00 01")

    sheet = openpyxl.load_workbook(BytesIO(take(client, form="xlsx").content)).active
    cell = next(cell for cell in sheet[2] if cell.value == "=Warm, en stil")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert [cell.value for cell in sheet[2] if isinstance(cell.value, float)] == [51.051235, 3.725]


# Strangers and slips


def test_who_coordinates_here_and_helps_elsewhere_takes_along_only_what_is_here(client, coordinator, gent, brussel):
    TeamRole.objects.create(chapter=brussel, user=coordinator, role="volunteer")

    assert take(client, city="brussel").status_code == 404
    assert "Brussel" not in words_of(client.get(EXPORT))


@pytest.mark.parametrize("city", ["brussel", "", "nergens"])
def test_another_city_is_not_there(client, coordinator, gent, brussel, city):
    assert take(client, city=city).status_code == 404


def test_a_volunteer_takes_nothing_along(client, volunteer, gent):
    assert client.get(EXPORT).status_code == take(client).status_code == 404


@pytest.mark.parametrize("slip", [{"wat": "gasten"}, {"vorm": "pdf"}, {"wat": ""}])
def test_a_slip_is_asked_again(client, coordinator, gent, slip):
    page = client.post(EXPORT, {"stad": "gent", "wat": "plekken", "vorm": "csv"} | slip)

    assert page.status_code == 200
    assert "field-with-errors" in page.text


def test_more_than_fit_in_one_file_is_told(client, coordinator, krook, monkeypatch):
    monkeypatch.setattr(exports, "MOST", 0)

    for what in ["plekken", "borden"]:
        assert "Er zijn meer dan 0 plekken" in words_of(take(client, what))


def test_a_place_that_left_is_left_alone(client, coordinator, krook):
    Merchant.objects.update(state="left")

    assert records_of(take(client)) == []


@pytest.mark.parametrize(("what", "form"), [("plekken", "csv"), ("plekken", "geojson"), ("borden", "csv")])
def test_it_costs_the_same_for_one_place_and_for_many(client, coordinator, gent, what, form):
    def cost():
        with statements() as sent:
            take(client, what, form)
        return len(sent)

    def add():
        make_treat(merchant=make_merchant(chapter=gent, services=["water"], neighbourhood=None))

    add()
    one = cost()
    for _ in range(4):
        add()

    assert cost() == one


def test_hq_takes_along_any_city(client, hq):
    make_chapter("leuven")

    assert take(client, city="leuven").status_code == 200
