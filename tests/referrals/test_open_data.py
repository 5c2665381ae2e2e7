"""What anybody may take along: the page that tells of it, the table of places, and all of HSDS in one file."""

import csv
import json
import tracemalloc
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.utils import timezone
from django.utils.translation import override

from enchante import seeding
from merchants.models import Merchant, Pause, Service, ServiceOffer
from referrals.open_data import osm, packing, published, tables
from referrals.open_data.keys import About, Keys
from tests.factories import make_chapter, make_merchant, make_treat
from tests.referrals.hsds import table_troubles, troubles
from tests.referrals.test_hsds import LISTS

pytestmark = pytest.mark.django_db
TABLE, ZIP = "/open/plekken.csv", "/open/hsds.zip"


@pytest.fixture
def table(fetch):
    def take(query=""):
        answer, content = fetch(TABLE + query)
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        return list(csv.DictReader(StringIO(content.decode())))

    return take


@pytest.fixture
def pack(fetch):
    """The tables of the ZIP file by the name of their file."""

    def take():
        with ZipFile(BytesIO(fetch(ZIP)[1])) as archive:
            return {
                name: list(csv.DictReader(StringIO(archive.read(name).decode(), newline="")))
                for name in archive.namelist()
                if name.endswith(".csv")
            }

    return take


# The page


def test_the_page_tells_how_many_places_there_are_and_how_fresh(client):
    make_merchant(checked_on=None)
    make_merchant()
    make_merchant(state="closed")

    page = client.get("/open/").content.decode()

    assert "Vandaag doen 2 plekken mee." in page
    assert "Van 1 keek iemand" in page
    assert "CC BY 4.0" in page


@pytest.mark.parametrize(("language", "words"), [("", "begrepen"), ("/fr", "compris"), ("/en", "understand")])
@pytest.mark.parametrize("question", ["hsds/services?onzin=1", "hsds/locations?onzin=1", "plekken.csv?onzin=1", "plekken.csv?stad=nergens"])
def test_what_is_not_understood_is_told_in_the_language_of_the_address(client, language, words, question):
    answer = client.get(f"{language}/open/{question}")

    assert answer.status_code == 400
    assert words in answer.content.decode()


@pytest.mark.parametrize("language", ["", "/fr", "/en"])
def test_every_address_the_page_tells_leads_somewhere(client, fetch, language):
    make_merchant(services=["toilet"])
    page = client.get(f"{language}/open/").content.decode()

    told = [f"{language}/open/plekken.csv?stad=gent", f"{language}/open/hsds.zip", f"{language}/plekken.geojson?bbox=3.6,51.0,3.8,51.1"]
    told += [f"{language}/open/hsds/{what}?page=1&per_page=100" for what in LISTS]
    told += [f"{language}/nieuws.atom", f"{language}/agenda/gent.ics"]
    assert [address for address in told if f'"{address.replace("&", "&amp;")}"' not in page] == []
    answers = [fetch(address)[0] for address in told]
    assert {(answer.status_code, answer["Access-Control-Allow-Origin"]) for answer in answers} == {(200, "*")}


def test_the_page_asks_the_database_equally_often_for_one_and_for_many(client, django_assert_num_queries):
    make_merchant()
    with django_assert_num_queries(3):
        client.get("/open/")

    for _number in range(5):
        make_merchant()
    with django_assert_num_queries(3):
        client.get("/open/")


# The table


def test_the_table_has_a_line_for_each_place_that_takes_part(table, settings):
    shop = make_merchant(
        "Bij Mo", slug="bij-mo", street="Markt 1", postcode="9000", town="Gent", services=["toilet", "water"], languages=["nl", "fr"],
        opening_hours="24/7", contact_email="mo@prive.example", phone="+32 9 123 45 67", is_heated=True, wheelchair="yes",
    )  # fmt: skip
    make_treat(merchant=shop, kind="koffie", waiting=3)
    make_treat(merchant=shop, kind="soep")
    make_merchant(state="closed")

    (line,) = table()

    assert line == {
        "id": Keys.here().of(About.ORGANIZATION, shop.pk),
        "slug": "bij-mo",
        "name": "Bij Mo",
        "url": f"{settings.SITE_URL}/plek/bij-mo/",
        "chapter": "gent",
        "kind": "other",
        "description": "",
        "street": "Markt 1",
        "postcode": "9000",
        "town": "Gent",
        "lat": "51.05",
        "lng": "3.725",
        "opening_hours": "24/7",
        "taking_a_break": "no",
        "services": line["services"],
        "waiting": "koffie:3",
        "wheelchair": "yes",
        "is_heated": "yes",
        "is_cool": "",
        "languages": "nl fr",
        "phone": "+32 9 123 45 67",
        "website": "",
        "checked_on": timezone.localdate().isoformat(),
        "licence": "CC BY 4.0",
        "source": "",
        "source_id": "",
    }
    assert set(line["services"].split()) == {"toilet", "water"}


def test_the_table_of_one_city_holds_that_city(table):
    make_merchant("Hier")
    make_merchant("Daar", chapter=make_chapter("leuven"))

    assert [line["name"] for line in table("?stad=leuven")] == ["Daar"]


@pytest.mark.parametrize("query", ["?stad=atlantis", "?stad=%00", "?bbox=1,2,3,4"])
def test_a_table_of_what_nobody_knows_is_refused_in_a_table(client, query):
    mark = client.get("/open/plekken.csv")["ETag"]

    answer = client.get(TABLE + query, headers={"If-None-Match": mark})

    assert (answer.status_code, answer["Content-Type"]) == (400, "text/csv; charset=utf-8")
    head, told = csv.reader(StringIO(answer.content.decode()))
    assert head == ["code", "description"]
    assert told[0] == "InvalidParameterValue"


@pytest.mark.parametrize("address", ["osm.geojson?format=xml", "osm.geojson?stad=nergens", "hsds.zip?format=xml", "hsds/?format=xml"])
def test_a_wish_nobody_knows_is_refused_whatever_was_sent_before(client, fetch, address):
    mark = fetch("/open/" + address.partition("?")[0])[0]["ETag"]

    answer = client.get(f"/open/{address}", headers={"If-None-Match": mark})

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")
    assert answer.json()["code"] == "InvalidParameterValue"


@pytest.mark.parametrize("address", ["plekken.json", "osm2.geojson", "hsds/services.xml", "hsds/plekken.csv"])
def test_json_there_is_none_of_is_refused_in_json(client, address):
    answer = client.get(f"/open/{address}")

    assert (answer.status_code, answer["Content-Type"], answer["Access-Control-Allow-Origin"]) == (404, "application/json", "*")
    assert answer.json()["code"] == "NotFound"


@pytest.mark.parametrize("name", ["nergens.csv", "hsds.csv", "plekken.xml", "osm.zip", "plekken.xlsx", "a.b.tar.gz", "nergens"])
def test_another_file_there_is_none_of_is_refused_in_one_sentence(client, name):
    answer = client.get(f"/open/{name}")

    told = (answer.status_code, answer["Content-Type"], answer["Access-Control-Allow-Origin"], answer.text)
    assert told == (404, "text/plain; charset=utf-8", "*", "Deze pagina is hier niet")


def test_a_page_there_is_none_of_is_told_in_one_sentence(client):
    answer = client.get("/en/open/nowhere/")

    assert (answer.status_code, answer["Content-Type"], answer.text) == (404, "text/plain; charset=utf-8", "This page is not here")


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\tx"])
def test_no_name_is_a_formula(table, name):
    make_merchant(name)

    assert [line["name"] for line in table()] == [f"'{name}"]


@pytest.mark.parametrize("text", ["+32 9 123 45 67", "+3291234567", "Bij Mo", "", 51.05, -3])
def test_what_is_no_formula_stays_as_it_is(text):
    assert tables.cell(text) == text


def test_places_beyond_one_batch_are_there_once(table, monkeypatch):
    monkeypatch.setattr(published, "BATCH", 2)
    made = {make_merchant().slug for _number in range(5)}

    assert sorted(line["slug"] for line in table()) == sorted(made)


# All of HSDS in one file


def test_what_one_table_names_stands_in_the_other(pack, monkeypatch):
    monkeypatch.setattr(published, "BATCH", 2)
    for number in range(5):
        place = make_merchant(street="Markt 1", town="Gent", phone="09 1", services=["toilet"], languages=["nl"], wheelchair="yes")
        make_treat(merchant=place, kind="koffie", waiting=number)
    make_merchant(state="left", services=["water"])

    told = pack()

    ids = {name: {row["id"] for row in rows} for name, rows in told.items()}
    assert {name: len(rows) for name, rows in told.items()} | {} == {name: len(rows) for name, rows in ids.items()}
    assert [len(told[f"{name}.csv"]) for name in ("organizations", "services", "service_at_location", "phones")] == [6, 11, 11, 5]
    links = {"service_id": "services", "location_id": "locations", "organization_id": "organizations", "taxonomy_term_id": "taxonomy_terms"}
    for rows in told.values():
        for row in rows:
            for column, table in links.items():
                assert not row.get(column) or row[column] in ids[f"{table}.csv"]


def test_the_file_says_what_is_in_it(fetch):
    with ZipFile(BytesIO(fetch(ZIP)[1])) as archive:
        about = json.loads(archive.read("datapackage.json"))

        for resource in about["resources"]:
            head = next(csv.reader(StringIO(archive.read(resource["path"]).decode())))
            assert head == [field["name"] for field in resource["schema"]["fields"]]
    assert about["licenses"][0]["name"] == "CC BY 4.0"


def test_a_place_that_left_leaves_nothing_but_its_identifier(pack):
    place = make_merchant("Bij Mo", slug="bij-mo", state="left", street="Markt 1", town="Gent", phone="09 1", services=["toilet"])

    told = pack()

    assert [row["id"] for row in told["organizations.csv"]] == [Keys.here().of(About.ORGANIZATION, place.pk)]
    assert [row["status"] for row in told["services.csv"]] == ["defunct"]
    assert "Mo" not in str(told["organizations.csv"]) + str(told["locations.csv"])
    assert told["addresses.csv"] == told["phones.csv"] == told["schedules.csv"] == []


# Asked again


@pytest.mark.parametrize("address", [TABLE, ZIP])
def test_a_file_that_did_not_change_is_not_sent_again(fetch, address):
    place = make_merchant(services=["toilet"])
    coffee = make_treat(merchant=place, kind="koffie")
    mark = fetch(address)[0]["ETag"]

    def asked_again():
        answer, _content = fetch(address, **{"If-None-Match": mark})
        assert answer["Access-Control-Allow-Origin"] == "*"
        return answer.status_code

    assert asked_again() == 304
    Merchant.objects.update(remark="alleen voor het team", contact_phone="0470")
    assert asked_again() == 304
    Pause.objects.create(merchant=place, first_day=timezone.localdate())
    assert asked_again() == 200
    Pause.objects.all().delete()
    assert asked_again() == 304
    ServiceOffer.objects.update(note="achteraan")
    assert asked_again() == 200
    ServiceOffer.objects.update(note="")
    coffee.is_offered = False
    coffee.save(update_fields=["is_offered"])
    assert asked_again() == 200


@pytest.mark.parametrize("address", [TABLE, ZIP])
@pytest.mark.parametrize("mark", ["nonsense", '"', "W/", "*,"])
def test_a_mark_nobody_gave_is_no_mark_of_a_file(fetch, address, mark):
    assert fetch(address, **{"If-None-Match": mark})[0].status_code == 200


def test_a_table_travels_compressed(fetch):
    make_merchant()

    assert fetch(TABLE, **{"Accept-Encoding": "gzip"})[0]["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("address", [TABLE, ZIP])
def test_a_file_asks_a_few_questions_for_each_batch(fetch, address, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(published, "BATCH", 50)
    for _number in range(20):
        make_treat(merchant=make_merchant(services=["toilet"]), waiting=1)
    Keys.here()  # Where a test before this one emptied every table, the installation is born once more.

    with django_assert_max_num_queries(6):
        fetch(address)


@pytest.mark.parametrize("address", [TABLE, ZIP])
def test_a_file_leaves_no_trace(client, fetch, address):
    make_merchant()
    fetch(address)

    assert not client.cookies


# Against the standard, and with many places


@pytest.mark.slow
def test_the_tables_of_the_demo_town_are_as_the_standard_says(pack, shared_data):
    seeding.tell(timezone.localdate())

    told = {table: [_typed(row) for row in pack_rows] for table, pack_rows in _by_table(pack())}

    assert len(told["service"]) > 50
    assert table_troubles(told, shared_data) == []


def _take(chunks):
    """Whatever comes, piece by piece, and is let go."""
    for _chunk in chunks:
        pass


FILES = {
    "zip": lambda places, today: packing.pack(places, Keys.here(), today).close(),
    "csv": lambda places, today: _take(tables.chunks(places, today, "nl")),
    "osm": lambda places, today: _take(osm.chunks(places, today)),
}


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
def test_ten_times_as_many_places_take_no_more_memory(monkeypatch, file):
    monkeypatch.setattr(published, "BATCH", 50)
    _add_places(1_000)
    today, make = timezone.localdate(), FILES[file]
    few = published.places(today).filter(pk__lt=_pk_of(100))
    with override("nl"):
        make(few, today)  # What is remembered between them is remembered now.
        peaks = [_peak(lambda these=these: make(these, today)) for these in (few, published.places(today))]

    assert peaks[1] < 1.3 * peaks[0]


@pytest.mark.slow
@pytest.mark.parametrize("what", LISTS)
def test_every_item_of_every_page_of_many_is_as_the_standard_says(client, shared_data, what):
    _add_places(2_000)

    found, pages = set(), [client.get(f"/open/hsds/{what}?per_page=100&page={page}").json() for page in range(1, 21)]
    for page in pages:
        assert [trouble for item in page["contents"] for trouble in troubles(what, item, shared_data)] == []
        found |= {item["id"] for item in page["contents"]}

    assert (len(found), pages[-1]["total_items"], pages[-1]["last_page"]) == (2_000, 2_000, True)


def _add_places(number):
    chapter, water = make_chapter(), Service.objects.create(slug="water", name="water", icon="glass-water")
    today, spot = timezone.localdate(), {"lat": 51.05, "lng": 3.72}
    places = Merchant.objects.bulk_create(
        Merchant(
            chapter=chapter, state="active", slug=f"veel-{n}", name=f"Plek {n}", street=f"Straat {n}", postcode="9000", town="Gent",
            agreed_on=today, checked_on=today, opening_hours="Mo-Sa 09:00-18:00; PH off", languages=["nl"], **spot,
        )
        for n in range(number)
    )  # fmt: skip
    ServiceOffer.objects.bulk_create(ServiceOffer(merchant=place, service=water) for place in places)


def _pk_of(number):
    return Merchant.objects.order_by("pk").values_list("pk", flat=True)[number]


def _peak(work):
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _by_table(told):
    names = {file: table for table, (file, _columns) in packing.TABLES.items()}
    return [(names[file], rows) for file, rows in told.items()]


def _typed(row):
    """Cells of a table as JSON has them: numbers are numbers, and an empty one is not there."""
    numbers = {"latitude": float, "longitude": float, "timezone": int, "count": int}
    return {name: numbers.get(name, str)(value) for name, value in row.items() if value}
