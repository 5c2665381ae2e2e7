"""Files as people send them: joined cells, formulas, a title above, no header at all, and some that mean harm."""

import re
import zipfile
from io import BytesIO

import openpyxl
import pytest
from django.test.utils import override_settings

from merchants.importing import packed, steps
from merchants.models import Merchant, PlaceImport
from tests.merchants.importing.test_import_steps import effects, read, upload, write

pytestmark = pytest.mark.django_db
HEADER = ["naam", "straat", "postcode", "lat", "lng"]
State = PlaceImport.State
OLD_BOX = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sheet(*rows, joined=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in joined:
        book.active.merge_cells(cells)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def with_outcome(content, cell, outcome):
    """As Excel saves it: the formula with what came out of it."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name.endswith("sheet1.xml"):
                at = text.index(f'r="{cell}"'.encode())
                begins = text.index(b"</f>", at) + len(b"</f>")
                ends = text.index(b"</c>", begins)
                text = text[:begins] + f"<v>{outcome}</v>".encode() + text[ends:]
            after.writestr(name, text)
    return changed.getvalue()


def test_what_stands_in_a_joined_cell_counts_for_each_of_its_rows():
    content = sheet(
        HEADER,
        ["De Hoek", "Dorp 1", 9000, 51.05, 3.72],
        ["De Lantaarn", "Dorp 2", None, 51.06, 3.73],
        ["Los", "Dorp 3", None, 51.07, 3.74],
        joined=["C2:C3"],
    )

    opened = upload(content, name="lijst.xlsx")
    write(read(opened))

    assert opened.notes == ["Some cells are joined. Each row beside such a cell gets what stands in it."]
    assert dict(Merchant.objects.values_list("name", "postcode")) == {"De Hoek": "9000", "De Lantaarn": "9000", "Los": ""}


def test_a_title_above_the_header_is_no_header():
    opened = upload(sheet(["Hartelijke plekken 2026"], [], HEADER, ["De Hoek", "Dorp 1", 9000, 51.05, 3.72], joined=["A1:E1"]))

    assert (opened.header, opened.rows_total) == (HEADER, 1)
    assert read(opened).rows.get().number == 4


def test_a_formula_without_its_outcome_is_told_and_never_worked_out():
    content = sheet(HEADER, ["De Hoek", '="Dorp"&" 1"', 9000, 51.05, 3.72], ["De Lantaarn", "=1/0", 9000, 51.06, 3.73])

    opened = upload(content)

    assert opened.notes == [
        "Cell B2 holds a formula whose outcome is not in the file, so it counts as empty. Save the file in Excel first.",
        "Cell B3 holds a formula whose outcome is not in the file, so it counts as empty. Save the file in Excel first.",
    ]
    assert {row.name: row.changes.get("street") for row in read(opened).rows.all()} == {"De Hoek": None, "De Lantaarn": None}


def test_a_formula_with_its_outcome_is_read_as_that():
    content = with_outcome(sheet(HEADER, ["De Hoek", "Dorp 1", "=8999+1", 51.05, 3.72]), "C2", 9000)

    opened = upload(content)

    assert opened.notes == []
    assert read(opened).rows.get().changes["postcode"] == [None, "9000"]


def test_a_csv_of_windows_keeps_its_accents():
    opened = upload("naam;lat;lng\nCafé Één;51,05;3,72\n".encode("cp1252"))

    assert (opened.encoding, opened.notes) == ("cp1252", ["The file is in the letters of Windows. Look whether accents are right."])
    assert effects(read(opened)) == {"Café Één": "created"}


def test_a_text_of_excel_in_unicode_is_read():
    opened = upload("naam\tlat\tlng\r\nCafé Één\t51,05\t3,72\r\n".encode("utf-16"))

    assert effects(read(opened)) == {"Café Één": "created"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"naam,lat,lng\n", "There is no row with a place in it."),
        (b"PK\x03\x04 not really", "This spreadsheet cannot be opened"),
        (b'{"features": "none"}', "This GeoJSON file is no FeatureCollection"),
        (OLD_BOX + bytes(200_000) + "EncryptedPackage".encode("utf-16-le"), "This spreadsheet has a password."),
        (OLD_BOX + bytes(2000), "This is a spreadsheet of an old kind (.xls)"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "This is no list but another kind of file, such as a picture or a PDF."),
        (b"%PDF-1.7\n1 0 obj\n", "This is no list but another kind of file"),
        (b"<html><table><tr><td>naam</td></tr></table></html>", "This is no list but another kind of file"),
        (bytes(range(256)) * 20, "This is no list but another kind of file"),
        ((",".join(f"k{n}" for n in range(201)) + "\n" + "x," * 200 + "x\n").encode(), "There are more than 200 columns in it."),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(content, sentence):
    refused = upload(content)

    assert refused.state == State.REFUSED
    assert refused.refusal.startswith(sentence)
    assert not Merchant.objects.exists()


def test_a_file_with_too_many_rows_is_to_be_split(monkeypatch):
    monkeypatch.setattr(steps, "BATCH", 2)
    monkeypatch.setattr(steps, "MOST_ROWS", 3)

    assert upload("naam,lat,lng\n" + "Plek,51,3.7\n" * 3).state == State.OPENED
    assert upload("naam,lat,lng\n" + "Plek,51,3.7\n" * 4).refusal == "There are more than 3 rows in it. Please split it."


def test_a_small_file_that_unfolds_without_end_is_not_unfolded(monkeypatch):
    folded = BytesIO()
    with zipfile.ZipFile(folded, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (packed.LARGEST_UNFOLDED + 1))
    assert len(folded.getvalue()) < 200_000

    assert upload(folded.getvalue()).refusal.startswith("This file unfolds to more than 100 MB.")


def test_a_sheet_that_says_it_has_more_rows_than_there_are_is_damaged():
    content, changed = sheet(HEADER, ["De Hoek", "Dorp 1", 9000, 51.05, 3.72]), BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b'<row r="2"', b'<row r="1048577"'))

    assert upload(changed.getvalue()).refusal.startswith("This spreadsheet cannot be opened")


def test_a_sheet_whose_looks_are_written_wrongly_is_damaged():
    content, changed = sheet(HEADER, ["De Hoek", "Dorp 1", 9000, 51.05, 3.72]), BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            after.writestr(name, re.sub(rb"<fills.*</fills>", b'<fills count="1"><fill/></fills>', before.read(name)))

    assert upload(changed.getvalue()).refusal.startswith("This spreadsheet cannot be opened")


@override_settings(DEBUG=False)
def test_openstreetmap_says_yes_for_nobody():
    place = (
        '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [3.72, 51.05]}, "properties": {"name": "Hal", "amenity": "cafe"}}'
    )
    opened = upload('{"type": "FeatureCollection", "features": [' + place + "]}")
    assert (opened.layout, opened.header) == ("osm", ["name", "amenity", "lat", "lng"])

    assert effects(read(opened)) == {"Hal": "created"}
