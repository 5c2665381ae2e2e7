"""Importing places: from a file to suggestions, and with a day of agreement to the map."""

import json
from datetime import date

import openpyxl
import pytest
from django.core.management import CommandError

from merchants.models import Chapter, Merchant, OpenMinutes, ServiceOffer
from tests.factories import make_neighbourhood, make_place_name
from tests.queries import statements
from tests.sample_files import BRUSSELS_MERCHANTS, GENT_CAFES, OWN_LIST

pytestmark = pytest.mark.django_db

AGREED = date(2026, 11, 22)


def offered(merchant):
    return list(merchant.services.order_by("slug").values_list("slug", flat=True))


# The story


def test_import_merchants_makes_suggestions_that_only_the_team_sees(bring):
    assert bring(GENT_CAFES) == ["created 5, updated 0, unchanged 0, refused 0"]

    overzet = Merchant.objects.get(slug="cafe-t-overzet")
    assert (overzet.state, overzet.agreed_on, overzet.checked_on) == (Merchant.State.SUGGESTED, None, None)
    assert (overzet.name, overzet.kind, overzet.address) == ("Café ’t Overzet", "cafe", "Phoenixstraat 45, 9000 Gent")
    assert (overzet.lat, overzet.lng) == (51.0561, 3.7012)
    assert (overzet.source, overzet.source_licence, overzet.source_id) == ("Stad Gent", "open data", "http://stad.example/id/place/2")
    assert not Merchant.objects.listed().exists()


def test_import_merchants_with_a_day_of_agreement_puts_them_on_the_map(bring):
    assert bring(GENT_CAFES, "--agreed-on", "2026-11-22")[-1] == "created 5, updated 0, unchanged 0, refused 0"

    assert Merchant.objects.listed().filter(agreed_on=AGREED, checked_on=AGREED).count() == 5
    assert OpenMinutes.objects.count() == 5


@pytest.mark.parametrize(
    ("path", "chapter"), [(GENT_CAFES, "gent"), (BRUSSELS_MERCHANTS, "brussel"), (OWN_LIST, "gent")], ids=["ghent", "osm", "own"]
)
@pytest.mark.parametrize("options", [[], ["--agreed-on", "2026-11-22"]], ids=["suggested", "agreed"])
def test_import_merchants_twice_changes_nothing(bring, settings, path, chapter, options):
    settings.DEBUG = True
    bring(path, *options, chapter=chapter)
    before = list(Merchant.objects.order_by("pk").values()), list(ServiceOffer.objects.order_by("pk").values())

    assert bring(path, *options, chapter=chapter)[-1] == f"created 0, updated 0, unchanged {len(before[0])}, refused 0"

    assert before == (list(Merchant.objects.order_by("pk").values()), list(ServiceOffer.objects.order_by("pk").values()))


def test_import_merchants_later_with_a_day_welcomes_the_suggestions(bring):
    bring(GENT_CAFES)

    assert bring(GENT_CAFES, "--agreed-on", "2026-11-22")[-1] == "created 0, updated 5, unchanged 0, refused 0"

    assert Merchant.objects.listed().filter(agreed_on=AGREED, checked_on=AGREED).count() == 5


def test_import_merchants_without_a_day_leaves_places_on_the_map(bring):
    bring(GENT_CAFES, "--agreed-on", "2026-11-22")

    assert bring(GENT_CAFES)[-1] == "created 0, updated 0, unchanged 5, refused 0"

    assert Merchant.objects.listed().count() == 5


@pytest.mark.parametrize("state", [Merchant.State.DECLINED, Merchant.State.CLOSED])
def test_import_merchants_does_not_reopen_what_the_team_closed(bring, state):
    bring(GENT_CAFES)
    Merchant.objects.update(state=state)

    said = bring(GENT_CAFES, "--agreed-on", "2026-11-22")

    assert said[0] == f"line 2: De Gouden Lepel stays “{state.label}”: that is what your team decided."
    assert said[-1] == "created 0, updated 0, unchanged 5, refused 0"
    assert Merchant.objects.filter(state=state).count() == 5


def test_import_merchants_dry_run_tells_and_changes_nothing(bring):
    assert bring(GENT_CAFES, "--dry-run") == ["created 5, updated 0, unchanged 0, refused 0"]

    assert not Merchant.objects.exists()


def test_import_merchants_gives_the_nearest_neighbourhood(bring):
    gent = Chapter.objects.get(slug="gent")
    make_neighbourhood("Brugse Poort", chapter=gent, lat=51.058, lng=3.70)
    make_neighbourhood("Ver weg", chapter=gent, slug="ver-weg", lat=51.2, lng=3.9)

    bring(GENT_CAFES)

    assert Merchant.objects.get(slug="cafe-t-overzet").neighbourhood.name == "Brugse Poort"
    assert Merchant.objects.get(slug="lheure-dete").neighbourhood is None


def test_import_merchants_sends_as_many_queries_for_ten_places_as_for_two(bring, write):
    def few_or_many(number):
        lines = (f"{name}{number},51.0{name},3.7\n" for name in range(number))
        with statements() as sent:
            bring(write("name,lat,lng\n" + "".join(lines)), "--agreed-on", "2026-11-22")
        return len(sent)

    assert few_or_many(2) == few_or_many(9)


# OpenStreetMap


def test_import_merchants_asks_about_services_that_openstreetmap_speaks_of(bring):
    bring(BRUSSELS_MERCHANTS, chapter="brussel")

    library = Merchant.objects.get(slug="bibliotheek-de-kiosk")
    assert offered(library) == []
    assert library.source_tags == {
        "water": "drinking_water:refill=yes",
        "toilet": "toilets=yes",
        "wifi": "internet_access=wlan, internet_access:fee=no",
        "verzorging": "changing_table=yes",
    }
    assert Merchant.objects.get(slug="cafe-zinneke").source_tags["toilet"] == "toilets=yes, toilets:access=customers"
    assert Merchant.objects.get(slug="salon-aicha").source_tags == {}


def test_import_merchants_takes_services_from_openstreetmap_only_while_trying_things_out(bring, settings):
    settings.DEBUG = True

    bring(BRUSSELS_MERCHANTS, "--agreed-on", "2026-11-22", chapter="brussel")

    assert offered(Merchant.objects.get(slug="bibliotheek-de-kiosk")) == ["toilet", "verzorging", "water", "wifi"]
    assert offered(Merchant.objects.get(slug="cafe-zinneke")) == ["wifi"]


def test_import_merchants_only_lays_tags_beside_what_is_offered_once_a_place_takes_part(bring, settings):
    settings.DEBUG = True
    bring(BRUSSELS_MERCHANTS, chapter="brussel")
    bring(BRUSSELS_MERCHANTS, "--agreed-on", "2026-11-22", chapter="brussel")
    library = Merchant.objects.get(slug="bibliotheek-de-kiosk")
    library.offers.filter(service__slug="toilet").delete()

    *said, numbers = bring(BRUSSELS_MERCHANTS, chapter="brussel")

    assert numbers == "created 0, updated 0, unchanged 5, refused 0"
    # What is offered is not spoken of, nor is anything changed.
    beside = "OpenStreetMap says {}, which does not stand here. Nothing changes: ask the place whether it is so."
    assert [line.partition(": ")[2] for line in said] == [
        beside.format("toilets=yes, toilets:access=customers"),
        beside.format("toilets=yes"),
    ]
    assert offered(library) == ["verzorging", "water", "wifi"]
    assert not Merchant.objects.exclude(source_tags={}).exists()
    assert ServiceOffer.objects.count() == 4


def test_import_merchants_refuses_an_agreement_from_openstreetmap(bring, settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="comes from OpenStreetMap, where nobody said yes"):
        bring(BRUSSELS_MERCHANTS, "--agreed-on", "2026-11-22", "--source", "our own list", chapter="brussel")

    assert not Merchant.objects.exists()


def test_import_merchants_reads_the_tags_of_openstreetmap(bring):
    bring(BRUSSELS_MERCHANTS, chapter="brussel")

    pharmacy = Merchant.objects.get(source_id="15")
    assert (pharmacy.name, pharmacy.kind, pharmacy.wheelchair) == ("Apotheek Elsene - Pharmacie d'Ixelles", "pharmacy", "limited")
    assert (pharmacy.address, pharmacy.source, pharmacy.source_licence) == ("Naamsestraat 9B, 1050 Elsene", "OpenStreetMap", "ODbL 1.0")
    assert pharmacy.opening_hours == "Mo-Fr 09:00-12:30,13:30-18:30; Sa 09:00-12:30"
    assert Merchant.objects.get(source_id="3").phone == "+32 2 000 00 01"
    assert set(Merchant.objects.values_list("kind", flat=True)) == {"bakery", "cafe", "pharmacy", "library", "hairdresser"}


def test_import_merchants_takes_the_middle_of_an_area(bring, write):
    area = {"type": "Polygon", "coordinates": [[[4.34, 50.84], [4.36, 50.84], [4.36, 50.86], [4.34, 50.86], [4.34, 50.84]]]}
    feature = {"type": "Feature", "geometry": area, "properties": {"@id": "way/7", "name": "Hal", "shop": "mall"}}

    bring(write(json.dumps({"type": "FeatureCollection", "features": [feature]})), chapter="brussel")

    hall = Merchant.objects.get(source_id="way/7")
    assert (hall.lat, hall.lng) == pytest.approx((50.85, 4.35))


# Our own list


def test_import_merchants_reads_every_column_of_our_own_list(bring):
    assert bring(OWN_LIST) == ["created 2, updated 0, unchanged 0, refused 0"]

    soup = Merchant.objects.get(source_id="a1")
    assert (soup.name, soup.kind, soup.description) == ("Soepbar De Pollepel", "restaurant", "Soep, brood en een stoel")
    assert (soup.address, soup.lat, soup.lng) == ("Dorpsstraat 1, 9000 Gent", 51.0551, 3.7202)
    assert (soup.opening_hours, soup.wheelchair, soup.languages) == ("Mo-Fr 08:00-18:00", "yes", ["nl", "fr"])
    assert (soup.website, soup.phone, offered(soup)) == ("https://pollepel.example", "09 000 00 01", ["toilet", "water"])
    assert (soup.contact_name, soup.contact_email, soup.contact_phone) == ("Mia", "mia@pollepel.example", "0470 00 00 01")
    assert (soup.remark, soup.source) == ("Belt liefst na 15 uur", "lijst gent")
    hair = Merchant.objects.get(source_id="a2")
    assert (hair.kind, hair.lat, hair.opening_hours) == ("hairdresser", 51.0502, "Tu-Sa 09:00-18:00")
    assert (hair.wheelchair, offered(hair)) == ("no", ["haar", "opladen"])


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_import_merchants_reads_csv_however_it_was_saved(bring, write, separator, encoding, line_end):
    rows = [["Naam", "Straat", "LAT", "lng"], ["Café Één", '"Dorp 1\nachteraan"', "51.05", "3.72"], [""] * 4, ["Twee", "", "51.06", "3.73"]]
    path = write(line_end.join(separator.join(row) for row in rows), encoding=encoding)

    assert bring(path) == ["created 2, updated 0, unchanged 0, refused 0"]

    assert list(Merchant.objects.values_list("name", "street")) == [("Café Één", "Dorp 1 achteraan"), ("Twee", "")]


def test_import_merchants_reads_a_spreadsheet(bring, tmp_path):
    book = openpyxl.Workbook()
    for row in [
        ["naam", "postcode", "lat", "lng", "rolstoel"],
        [None] * 5,
        ["Eén", 9000.0, 51.05, 3.72, True],
        ["", 9000, 51.05, 3.72, None],
    ]:
        book.active.append(row)
    book.save(tmp_path / "lijst.xlsx")

    assert bring(tmp_path / "lijst.xlsx") == ["row 4: refused: there is no name.", "created 1, updated 0, unchanged 0, refused 1"]

    place = Merchant.objects.get()
    assert (place.name, place.postcode, place.lat, place.wheelchair) == ("Eén", "9000", 51.05, "yes")


def test_import_merchants_puts_a_place_without_coordinates_in_the_middle_of_its_postcode(bring, write):
    bring(GENT_CAFES, "--agreed-on", "2026-11-22")
    make_place_name("Gent", kind="postcode", typed="9000", postcode="9000", lat=51.05, lng=3.71)

    said = bring(write("name,street,postcode,town\nDe Hoek,Kerkstraat 3,9000,Gent\nNergens,,1234,Niemandsland\n"))

    assert said == [
        "line 2: there are no coordinates: the pin stands in the middle of 9000 Gent.",
        "line 3: refused: there are no coordinates, and no postcode or town that we know (“1234 Niemandsland”).",
        "created 1, updated 0, unchanged 0, refused 1",
    ]
    corner = Merchant.objects.get(name="De Hoek")
    assert (corner.lat, corner.lng) == pytest.approx((51.05522, 3.71972))
