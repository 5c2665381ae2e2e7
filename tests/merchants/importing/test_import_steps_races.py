"""Two who import by the pages, or import and use, at the same moment."""

from functools import partial
from threading import Event
from time import sleep

import pytest
from django.db import IntegrityError

from merchants.importing import places, steps, taps, undoing, writing
from merchants.models import Merchant, PlaceImport
from tests.factories import make_paper_request
from tests.merchants.importing.test_import_steps import TWO, State, bring, go_on, read, upload
from tests.races import at_once, meet

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_who_write_at_once_write_one_list_and_show_the_other_anew(monkeypatch):
    numbered = "id,naam,straat,lat,lng\n1,De Hoek,Dorp 2,51.06,3.73\n"
    shown = [read(upload(numbered)), read(upload(numbered.replace("Dorp 2", "Kaai 7")))]
    for place_import in shown:
        taps.write(place_import=place_import)
    # Without the lock of the city both come so far, and the addresses and numbers of places, each there once, send one of them back.
    meet(monkeypatch, (writing.Writer, "_save"))

    assert at_once(*[partial(steps.go_on, place_import.pk) for place_import in shown]) == [None, None]

    assert sorted(PlaceImport.objects.values_list("state", flat=True)) == ["shown", "written"]
    written = PlaceImport.objects.get(state="written").rows.get()
    assert Merchant.objects.get().street == written.changes["street"][1]


def test_two_workers_at_one_list_write_it_once(monkeypatch):
    shown = read(upload(TWO))
    taps.write(place_import=shown)
    meet(monkeypatch, (writing.Writer, "_save"))

    assert at_once(*[partial(steps.go_on, shown.pk)] * 2) == [None, None]

    assert go_on(shown).state == State.WRITTEN
    assert Merchant.objects.count() == 2


def test_nobody_hangs_anything_on_a_place_while_it_is_undone(monkeypatch):
    written = bring(TWO)
    taps.undo(place_import=written)
    hoek = Merchant.objects.get(slug="de-hoek")
    looked, has_looked = undoing._worked_with, Event()

    def look_slowly(places):
        found = looked(places)
        has_looked.set()
        sleep(1)
        return found

    monkeypatch.setattr(undoing, "_worked_with", look_slowly)

    def hang():
        has_looked.wait(60)
        return make_paper_request(hoek)

    _undone, refused = at_once(partial(steps.go_on, written.pk), hang)

    assert isinstance(refused, IntegrityError)
    assert not Merchant.objects.exists()


def test_how_far_it_is_can_be_seen_while_it_writes(monkeypatch):
    shown = read(upload(TWO))
    taps.write(place_import=shown)
    seen = []
    monkeypatch.setattr(places, "BATCH", 1)
    monkeypatch.setattr(places, "compact_map", lambda: seen.extend(at_once(partial(rows_done, shown))))

    go_on(shown)

    assert seen == [2]


def rows_done(place_import):
    return PlaceImport.objects.values_list("rows_done", flat=True).get(pk=place_import.pk)
