"""What strangers say otherwise of a place is settled with one tap, and the same words raise no question again."""

from functools import partial

import pytest
from django.utils import timezone

from merchants.importing import settling, taps
from merchants.models import Chapter, ImportedRow, Merchant, PlaceImport
from tests.factories import make_merchant
from tests.merchants.importing.test_import_osm import map_of
from tests.merchants.importing.test_import_steps import read, upload, write
from tests.races import at_once, meet

TOLD = {"name": "De Kaai", "addr:street": "Dorp", "addr:housenumber": "2", "opening_hours": "24/7"}


pytestmark = pytest.mark.django_db


@pytest.fixture
def corner():
    known = {"source": "OpenStreetMap", "source_id": "node/1", "kind": "shop", "checked_on": None}
    return make_merchant("De Hoek", chapter=Chapter.objects.get(slug="gent"), street="Dorp 1", lat=50.85, lng=4.35, **known)


def look(tags):
    """The one row of a map that was looked at."""
    return read(upload(map_of(tags))).rows.get()


def questions(row):
    return [list(told) for _sentence, told in row.asked]


def test_a_yes_stands_at_the_place_and_a_no_stays_as_it_is(corner):
    row = look(TOLD)
    assert questions(row) == [["name"], ["street"], ["opening_hours"]]

    settling.settle(row=row, about="opening_hours", is_so=True)
    settling.settle(row=row, about="name", is_so=False)

    here = Merchant.objects.get()
    assert (here.name, here.street, here.opening_hours) == ("De Hoek", "Dorp 1", "24/7")
    assert (here.checked_on, here.checked_by) == (timezone.localdate(), "team")
    assert here.hours_at(timezone.localtime()).state == "open"
    assert questions(ImportedRow.objects.get(pk=row.pk)) == [["street"]]


def test_what_was_settled_is_asked_anew_only_where_something_else_is_told(corner):
    row = look(TOLD)
    settling.settle(row=row, about="name", is_so=False)
    settling.settle(row=row, about="street", is_so=True)

    assert questions(look(TOLD)) == [["opening_hours"]]
    assert questions(look(TOLD | {"name": "De Kade"})) == [["name"], ["opening_hours"]]


@pytest.mark.parametrize("is_so", [True, False])
def test_easy_with_a_wheelchair_is_settled_too(corner, is_so):
    Merchant.objects.update(wheelchair="yes")
    row = look({"name": "De Hoek", "wheelchair": "no"})

    settling.settle(row=row, about="wheelchair", is_so=is_so)

    assert Merchant.objects.get().wheelchair == ("no" if is_so else "yes")
    assert look({"name": "De Hoek", "wheelchair": "no"}).asked == []


@pytest.mark.parametrize(("is_so", "lat"), [(True, 50.85), (False, 50.86)])
def test_a_pin_moves_as_a_whole(corner, is_so, lat):
    Merchant.objects.update(lat=50.86)
    row = look({"name": "De Hoek"})
    assert questions(row) == [["lat", "lng"]]

    settling.settle(row=row, about="lat", is_so=is_so)

    assert Merchant.objects.get().lat == lat
    assert look({"name": "De Hoek"}).asked == []


def test_a_list_is_written_as_it_was_shown_though_somebody_settled_meanwhile(corner):
    shown = read(upload(map_of(TOLD, {"name": "Nieuw"})))
    settling.settle(row=shown.rows.get(number=1), about="opening_hours", is_so=True)

    written = write(shown)

    assert written.state == PlaceImport.State.WRITTEN
    assert set(Merchant.objects.values_list("name", "opening_hours")) == {("De Hoek", "24/7"), ("Nieuw", "")}


def test_a_question_is_settled_once(corner):
    row = look(TOLD)
    settling.settle(row=row, about="name", is_so=False)

    for about in ("name", "phone"):
        with pytest.raises(taps.MovedOn):
            settling.settle(row=row, about=about, is_so=True)

    assert Merchant.objects.get().name == "De Hoek"


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts(corner, monkeypatch):
    row = look(TOLD)
    meet(monkeypatch, (settling, "_question"))

    came = at_once(*[partial(settling.settle, row=row, about="name", is_so=is_so) for is_so in (True, False)])

    assert [type(each) for each in came].count(taps.MovedOn) == 1
    assert questions(ImportedRow.objects.get(pk=row.pk)) == [["street"], ["opening_hours"]]
