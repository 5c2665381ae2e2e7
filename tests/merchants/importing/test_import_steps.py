"""An import by its pages: looked at before, written as it was shown, undone as a whole."""

from datetime import date
from uuid import uuid4

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from merchants.importing import steps, taps
from merchants.models import Chapter, ColumnMapping, ImportedRow, Merchant, PlaceImport, ServiceOffer
from tests.factories import make_treat
from tests.queries import statements
from tests.sample_files import GENT_CAFES, OWN_LIST

pytestmark = pytest.mark.django_db
State, Effect = PlaceImport.State, ImportedRow.Effect
TWO = "naam,straat,lat,lng,diensten\nDe Lantaarn,Dorp 1,51.05,3.72,water\nDe Hoek,Dorp 2,51.06,3.73,\n"


def upload(content, *, chapter="gent", name="lijst.csv", user=None):
    content = content if isinstance(content, bytes) else content.encode()
    place_import = taps.begin(key=uuid4(), chapter=Chapter.objects.get(slug=chapter), user=user, name=name, content=content, language="en")
    return go_on(place_import)


def go_on(place_import):
    """As the background does."""
    steps.go_on(place_import.pk)
    place_import.refresh_from_db()
    return place_import


def read(place_import, *, columns=None, agreed_on=None):
    columns = place_import.columns if columns is None else columns
    taps.read(place_import=place_import, columns=columns, source="", licence="", agreed_on=agreed_on)
    return go_on(place_import)


def write(place_import):
    taps.write(place_import=place_import)
    return go_on(place_import)


def undo(place_import):
    taps.undo(place_import=place_import)
    return go_on(place_import)


def bring(content, **how):
    return write(read(upload(content), **how))


def effects(place_import):
    return {row.name: row.effect for row in place_import.rows.order_by("number")}


def everything():
    """All that an import may touch, but for the numbers of rows."""
    places = Merchant.objects.order_by("slug").values()
    offers = ServiceOffer.objects.order_by("merchant", "service").values("merchant__slug", "service__slug")
    return [{name: value for name, value in row.items() if name != "id"} for row in places], list(offers)


# The story


def test_a_list_is_opened_and_its_columns_are_proposed():
    opened = upload(TWO)

    assert (opened.state, opened.rows_total, opened.layout) == (State.OPENED, 2, "own")
    assert opened.header == ["naam", "straat", "lat", "lng", "diensten"]
    assert opened.columns == {"naam": "name", "straat": "street", "lat": "lat", "lng": "lng", "diensten": "services"}
    assert opened.samples["naam"] == ["De Lantaarn", "De Hoek"]
    assert not Merchant.objects.exists()


def test_work_that_ended_a_moment_ago_did_not_stop_in_the_middle():
    place_import = taps.begin(
        key=uuid4(), chapter=Chapter.objects.get(slug="gent"), user=None, name="lijst.csv", content=TWO.encode(), language="en"
    )
    assert not taps.has_stopped(place_import)
    # The page read it as busy; then the background did its part.
    steps.go_on(place_import.pk)
    ProcrastinateJob.objects.all().delete()

    assert place_import.is_busy and not taps.has_stopped(place_import)


def test_what_each_row_would_do_is_shown_before_anything_is_written():
    bring(TWO)
    before = everything()

    shown = read(upload(TWO.replace("Dorp 2", "Kaai 7") + "Nieuw,Dorp 3,51.07,3.74,\n,,51.07,3.74,\n"))

    assert (shown.state, shown.rows_done) == (State.SHOWN, 4)
    assert list(shown.rows.order_by("number").values_list("number", "name", "effect", "changes", "sentences")) == [
        (2, "De Lantaarn", "unchanged", {}, []),
        (3, "De Hoek", "created", shown.rows.get(number=3).changes, []),
        (4, "Nieuw", "created", shown.rows.get(number=4).changes, []),
        (5, "51.07", "refused", {}, ["there is no name."]),
    ]
    assert everything() == before


def test_only_the_fields_that_differ_are_shown():
    numbered = "id,naam,straat,lat,lng\n1,De Hoek,Dorp 2,51.06,3.73\n"
    bring(numbered)

    shown = read(upload(numbered.replace("Dorp 2", "Kaai 7")))

    assert shown.rows.get().changes == {"street": ["Dorp 2", "Kaai 7"]}


def test_what_was_shown_is_written():
    written = bring(TWO, agreed_on=date(2026, 11, 22))

    assert (written.state, bytes(written.file)) == (State.WRITTEN, b"")
    lantern = Merchant.objects.get(slug="de-lantaarn")
    assert (lantern.state, lantern.street, lantern.agreed_on) == ("active", "Dorp 1", date(2026, 11, 22))
    assert [service.slug for service in lantern.services.all()] == ["water"]
    assert {row.name: row.merchant.slug for row in written.rows.all()} == {"De Lantaarn": "de-lantaarn", "De Hoek": "de-hoek"}


@pytest.mark.parametrize("agreed_on", [None, date(2026, 11, 22)])
@pytest.mark.parametrize("path", [GENT_CAFES, OWN_LIST], ids=["ghent", "own"])
def test_undoing_leaves_everything_as_it_was(path, agreed_on):
    before = everything()
    written = bring(path.read_bytes(), agreed_on=agreed_on)
    assert Merchant.objects.exists()

    undone = undo(written)

    assert undone.state == State.UNDONE
    assert not undone.rows.exclude(stays_because="").exists()
    assert everything() == before


def test_undoing_puts_back_what_was_changed():
    first = "id,naam,straat,lat,lng,diensten,talen\n1,De Hoek,Dorp 2,51.06,3.73,water,nl\n"
    bring(first)
    before = everything()
    written = bring(first.replace("Dorp 2", "Kaai 7").replace("water,nl", "toilet,fr"), agreed_on=date(2026, 11, 22))
    assert Merchant.objects.listed().get().street == "Kaai 7"

    undo(written)

    assert everything() == before
    assert effects(read(upload(first.replace("Dorp 2", "Kaai 7")))) == {"De Hoek": "updated"}


def test_undoing_leaves_what_somebody_touched_since_and_says_so():
    numbered = "id,naam,straat,lat,lng,website\n"
    lines = "1,Eén,Dorp 1,51.06,3.73,\n2,Twee,Dorp 2,51.06,3.73,\n3,Drie,Dorp 3,51.06,3.73,\n"
    bring(numbered + lines[: lines.index("2,")])
    written = bring(numbered + lines.replace("Dorp 1,51.06,3.73,", "Kaai 1,51.06,3.73,https://een.example"))
    Merchant.objects.filter(name="Eén").update(street="Plein 1")
    Merchant.objects.filter(name="Twee").update(phone="09 000 00 00")
    make_treat(merchant=Merchant.objects.get(name="Drie"))

    undone = undo(written)

    assert {row.name: row.stays_because for row in undone.rows.all()} == {
        "Eén": "Changed since: street and number.",
        "Twee": "Changed since: phone for everybody.",
        "Drie": "Somebody works with it since.",
    }
    assert Merchant.objects.count() == 3
    one = Merchant.objects.get(name="Eén")
    assert (one.street, one.website) == ("Plein 1", "")


def test_undoing_twice_is_once():
    written = bring(TWO)
    undo(written)

    with pytest.raises(taps.MovedOn):
        taps.undo(place_import=written)


# What comes between


def test_where_the_places_changed_meanwhile_nothing_is_written_and_it_is_shown_anew():
    numbered = "id,naam,straat,lat,lng\n1,De Hoek,Dorp 2,51.06,3.73\n2,De Lantaarn,Dorp 3,51.06,3.73\n"
    shown, other = read(upload(numbered)), read(upload(numbered.replace("Dorp 2", "Kaai 7")))
    write(other)

    again = write(shown)

    assert (again.state, again.is_shown_again) == (State.SHOWN, True)
    assert effects(again) == {"De Hoek": "updated", "De Lantaarn": "unchanged"}
    assert Merchant.objects.get(name="De Hoek").street == "Kaai 7"

    assert write(again).state == State.WRITTEN
    assert Merchant.objects.get(name="De Hoek").street == "Dorp 2"


def test_the_same_file_again_says_when_it_came_in_and_changes_nothing():
    written = bring(TWO)

    shown = read(upload(TWO))

    assert shown.same_before == written
    assert set(effects(shown).values()) == {"unchanged"}


def test_how_columns_were_read_is_remembered_for_the_city():
    odd = "Zaak,Waar,lat,lng\nDe Hoek,Dorp 2,51.06,3.73\n"
    opened = upload(odd)
    assert opened.columns == {"lat": "lat", "lng": "lng"}
    meant = opened.columns | {"zaak": "name", "waar": "street"}

    read(opened, columns=meant)

    assert upload(odd).columns == meant
    assert upload(odd, chapter="brussel").columns == {"lat": "lat", "lng": "lng"}
    assert ColumnMapping.objects.count() == 1


@pytest.mark.parametrize(
    ("columns", "cells", "street"),
    [
        ("straat,huisnummer", "Dorp,12", "Dorp 12"),
        ("straat,huisnr,bus", "Dorp,12,A", "Dorp 12 bus A"),
        ("straat,huisnummer,bus", "Dorp,12,bus 3", "Dorp 12 bus 3"),
        ("huisnummer,straat,bus", ",Dorp 7,", "Dorp 7"),
    ],
)
def test_street_number_and_box_may_stand_in_columns_of_their_own(columns, cells, street):
    bring(f"naam,lat,lng,{columns}\nDe Hoek,51.06,3.73,{cells}\n")

    assert Merchant.objects.get().street == street


def test_a_place_in_the_postcode_of_another_city_is_asked_about_and_comes_in():
    Chapter.objects.filter(slug="brussel").update(postcodes=["1000", "9050"])
    Chapter.objects.filter(slug="gent").update(postcodes=["9000", "9050"])
    numbered = "id,naam,postcode,lat,lng\n1,De Hoek,1000,51.06,3.73\n2,De Brug,9050,51.06,3.73\n"

    shown = read(upload(numbered))

    asked = "1000 is a postcode of Brussel: does this place belong there?"
    assert dict(shown.rows.values_list("name", "sentences")) == {"De Hoek": [asked], "De Brug": []}
    assert effects(write(shown)) == {"De Hoek": "created", "De Brug": "created"}
    assert not read(upload(numbered)).rows.exclude(sentences=[]).exists()


def test_a_long_list_says_how_far_it_is_while_it_is_opened(monkeypatch):
    monkeypatch.setattr(steps, "BATCH", 1)
    monkeypatch.setattr(steps, "COUNTED_ALOUD", 1)

    with statements() as sent:
        opened = upload(TWO)

    assert sum('SET "rows_done" = 1' in sql for sql in sent) == 1
    assert (opened.rows_done, opened.rows_total) == (0, 2)


def test_a_list_without_a_header_is_read_by_the_letters_of_its_columns():
    opened = upload("De Hoek,9000,51.06,3.73\nDe Lantaarn,9000,51.05,3.72\n")
    assert opened.header == ["de hoek", "9000", "51.06", "3.73"]

    taps.read_without_header(place_import=opened, has_header=False)
    opened = go_on(opened)

    assert (opened.header, opened.samples["a"], opened.rows_total) == (["a", "b", "c", "d"], ["De Hoek", "De Lantaarn"], 2)
    written = write(read(opened, columns={"a": "name", "b": "postcode", "c": "lat", "d": "lng"}))
    assert effects(written) == {"De Hoek": "created", "De Lantaarn": "created"}


def test_work_that_was_cut_short_begins_anew_and_nothing_is_half_done(monkeypatch):
    shown = read(upload(TWO))
    taps.write(place_import=shown)
    monkeypatch.setattr(steps, "_moved", lambda *arguments, **fields: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        steps.go_on(shown.pk)
    assert not Merchant.objects.exists()
    monkeypatch.undo()

    assert go_on(shown).state == State.WRITTEN
    assert Merchant.objects.count() == 2


def test_what_a_tap_moved_on_already_is_not_moved_again():
    shown = read(upload(TWO))
    taps.write(place_import=shown)

    for tap in (taps.write, taps.put_away, taps.begin_again):
        with pytest.raises(taps.MovedOn):
            tap(place_import=shown)
