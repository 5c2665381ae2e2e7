"""Long lists: what each step asks of the database depends on how many batches there are, never on how many rows."""

import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from merchants.importing import steps, taps
from merchants.models import Chapter, ImportedRow, Merchant, ServiceOffer
from tests.merchants.importing.test_import_steps import State, go_on, read, upload

pytestmark = pytest.mark.django_db
HEADER = "id,naam,straat,huisnummer,postcode,lat,lng,diensten,openingsuren,contact_mail\n"
FEW, MANY = 3, 20  # Django takes rows away a hundred at a time.


def rows(number, street="Dorp"):
    """Each with something to say about it, in a postcode of another city, open and with services."""
    line = "{n},Zaak {n},{street},{n},1000,51.0{n:03},3.72,water toilet|water|wifi,Mo-Fr 08:00-18:00,geen adres\n"
    return HEADER + "".join(line.format(n=n, street=street) for n in range(number))


def asked(step, place_import):
    """How often each kind of statement goes out in one step, savepoints too."""
    step(place_import)
    with CaptureQueriesContext(connection) as captured:
        steps.go_on(place_import.pk)
    return Counter(re.sub(r"[\d_x]+", "", query["sql"])[:60] for query in captured)


def begin_to_read(place_import):
    columns = place_import.columns
    taps.read(place_import=place_import, columns=columns, source="", licence="", agreed_on="2026-11-22")


def begin_to_write(place_import):
    taps.write(place_import=place_import)


def begin_to_undo(place_import):
    taps.undo(place_import=place_import)


STEPS = {"read": begin_to_read, "write": begin_to_write, "undo": begin_to_undo}


def all_asked(content):
    """{step: what it asked}, from a list that came in to one that is undone."""
    place_import, sent = upload(content), {}
    for name, step in STEPS.items():
        sent[name] = asked(step, place_import)
        place_import.refresh_from_db()
    return sent


def test_many_rows_ask_as_often_as_few():
    Chapter.objects.filter(slug="brussel").update(postcodes=["1000"])

    many, few = all_asked(rows(MANY)), all_asked(rows(FEW))
    for step in STEPS:  # A statement more or less is no statement per row.
        assert abs(many[step].total() - few[step].total()) <= 3
    assert not Merchant.objects.exists()


def test_many_rows_that_change_ask_as_often_as_few():
    for number in (FEW, MANY):
        first = upload(rows(number))
        for step in (begin_to_read, begin_to_write):
            asked(step, first)

    few, many = all_asked(rows(FEW, "Kaai")), all_asked(rows(MANY, "Plein"))

    assert many == few
    assert set(Merchant.objects.values_list("street", flat=True)) == {f"Dorp {n}" for n in range(MANY)}


def test_a_look_writes_nothing_that_only_follows_from_places():
    with CaptureQueriesContext(connection) as captured:
        read(upload(rows(FEW)), agreed_on="2026-11-22")

    tables = ("merchants_openminutes", "merchants_serviceoffer")
    assert not [query["sql"] for query in captured if query["sql"].startswith("INSERT") and any(table in query["sql"] for table in tables)]


@pytest.mark.slow
def test_thousands_of_rows_come_in_and_go_again_in_batches():
    written = read(upload(rows(1_200)), agreed_on="2026-11-22")
    taps.write(place_import=written)
    written = go_on(written)

    assert (written.state, written.rows_done) == (State.WRITTEN, 1_200)
    assert (Merchant.objects.listed().count(), ServiceOffer.objects.count()) == (1_200, 2 * 1_200)
    assert ImportedRow.objects.exclude(merchant=None).count() == 1_200

    taps.undo(place_import=written)

    assert go_on(written).state == State.UNDONE
    assert not Merchant.objects.exists()
