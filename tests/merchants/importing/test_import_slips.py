"""Files and lines that are no use: each is told why in a sentence, and nothing else is lost."""

import json
import zipfile

import openpyxl
import pytest
from django.core.management import CommandError

from merchants.models import Chapter, Merchant
from tests.sample_files import GENT_CAFES

pytestmark = pytest.mark.django_db

GOOD = "Goed,51.05,3.72"
NOT_THERE = "are not in Belgium: 49.4 to 51.6 and 2.5 to 6.5 are expected, in degrees (WGS 84)."


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",51.05,3.72", "there is no name."),
        ("  \x00 ,51.05,3.72", "there is no name."),
        ("x" * 10_000 + ",51.05,3.72", "the name has 10000 characters, at most 120 fit."),
        ("Noordpool,89.9,3.72", f"latitude 89.9 and longitude 3.72 {NOT_THERE}"),
        ("Nul,0,0", f"latitude 0 and longitude 0 {NOT_THERE}"),
        ("Lambert,193000,104000", f"latitude 193000 and longitude 104000 {NOT_THERE}"),
        ("Niets,nan,inf", f"latitude nan and longitude inf {NOT_THERE}"),
        ("Omgekeerd,3.72,51.05", "latitude 3.72 and longitude 51.05 have changed places: swap them."),
        ("Woorden,hier,daar", "“hier” and “daar” are no coordinates."),
        ("Half,51.05,", "“51.05” and “” are no coordinates."),
        ("Nergens,,", "there are no coordinates, and no postcode or town that we know (“”)."),
        ("Te veel,51.05,3.72,meer", "there are more cells than columns: a text with the separator in it needs quotation marks."),
        (GOOD, "this place stands on line 2 already."),
    ],
)  # fmt: skip
def test_import_refuses_a_line_and_keeps_the_rest(bring, write, line, reason):
    said = bring(write(f"name,lat,lng\n{GOOD}\n{line}\nOok goed,51.06,3.73\n"))

    assert said == [f"line 3: refused: {reason}", "created 2, updated 0, unchanged 0, refused 1"]
    assert set(Merchant.objects.values_list("name", flat=True)) == {"Goed", "Ook goed"}


@pytest.mark.parametrize(
    ("column", "text", "note", "kept"),
    [
        ("opening_hours", "als de zon schijnt", "the opening hours “als de zon schijnt” are not understood and show as “ask first”.", ""),
        ("website", "niet echt een adres", "“https://niet echt een adres” does not fit as “website” and is left out.", ""),
        ("website", "javascript://krook.example/%0aalert(1)", "“javascript://krook.example/%0aalert(1)” does not fit as “website”", ""),
        ("postcode", "75001", "“75001” does not fit as “postcode” and is left out.", ""),
        ("kind", "ruimteschip", "“ruimteschip” does not fit as “kind” and is left out.", "other"),
        ("wheelchair", "misschien", "“misschien” does not fit as “wheelchair” and is left out.", ""),
        ("contact_email", "mia", "“mia” does not fit as “contact_email” and is left out.", ""),
        ("languages", "nl fr Klingonees", "“klingonees” does not fit as “languages” and is left out.", ["nl", "fr"]),
        ("phone", "0" * 41, f"“{'0' * 41}” does not fit as “phone” and is left out.", ""),
        ("description", "Zin. " * 100, "“description” was shortened to 300 characters.", ("Zin. " * 60)[:299].rstrip() + "…"),
    ],
)  # fmt: skip
def test_import_keeps_a_place_whose_details_are_no_use(bring, write, column, text, note, kept):
    said = bring(write(f"name,lat,lng,{column}\n{GOOD},{text}\n"))

    assert said[0].startswith(f"line 2: {note}")
    assert said[1:] == ["created 1, updated 0, unchanged 0, refused 0"]
    assert getattr(Merchant.objects.get(), column) == kept


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("nl fr en", ["nl", "fr", "en"]),
        ("NL/FR/nl", ["nl", "fr"]),
        ("Nederlands en Frans", ["nl", "fr"]),
        ("Dutch; arabe; Berbertalen", ["nl", "ar", "ber"]),
        ("Vlaamse Gebarentaal | en", ["vgt", "en"]),
    ],
)
def test_import_reads_languages_as_people_write_them(bring, write, written, codes):
    bring(write(f"name,lat,lng,languages\n{GOOD},{written}\n"))

    assert Merchant.objects.get().languages == codes


def test_import_says_which_service_it_does_not_know(bring, write):
    assert bring(write(f'name,lat,lng,services\n{GOOD},"Een glas water, sauna"\n')) == [
        "line 2: “sauna” is no service we know and is left out.",
        "created 1, updated 0, unchanged 0, refused 0",
    ]

    assert [service.slug for service in Merchant.objects.get().services.all()] == ["water"]


@pytest.mark.parametrize("name", ["L'Été d'Or", "مقهى الياسمين", "Café ☕🥐", "<b>Vet</b>", "Robert'); DROP TABLE", "\u202eomgekeerd"])
def test_import_takes_any_name(bring, write, name):
    bring(write(f"name,lat,lng\n{name},51.05,3.72\n"))

    assert Merchant.objects.get().name == name


def test_import_counts_the_lines_of_cells_with_line_ends(bring, write):
    said = bring(write('name,description,lat,lng\n"Goed","twee\nregels",51.05,3.72\n\n,,51,3\n'))

    assert said[0] == "line 5: refused: there is no name."


def features(*features, **members):
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members})


def feature(coordinates=(3.72, 51.05), **properties):
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": coordinates}, "properties": {"amenity": "cafe", **properties}}


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (feature(), "there is no name."),
        (feature(name=None), "there is no name."),
        (feature(name="\ud800"), "there is no name."),
        (feature((999, 999), name="Ver"), "latitude 999 and longitude 999 are not in Belgium"),
        (feature((51.05, 3.72), name="Om"), "latitude 3.72 and longitude 51.05 have changed places: swap them."),
        (feature(("3.72", None), name="Tekst"), "there are no coordinates"),
        ({"type": "Feature", "geometry": None, "properties": {"name": "Zonder punt"}}, "there are no coordinates"),
        (feature((10**400, 51.05), name="Oneindig"), "latitude 51.05 and longitude 1000"),
        ({"type": "Feature", "geometry": "punt", "properties": []}, "there is no name."),
        ("een tekst", "there is no name."),
        (None, "there is no name."),
    ],
)
def test_import_refuses_a_feature_and_keeps_the_rest(bring, write, bad, reason):
    said = bring(write(features(feature(name="Goed"), bad)))

    assert said[0].startswith(f"feature 2: refused: {reason}")
    assert said[1:] == ["created 1, updated 0, unchanged 0, refused 1"]


@pytest.mark.parametrize("properties", [{}, {"id": "2"}, {"id": 2, "street": "Kaai 1"}])
def test_import_refuses_a_feature_of_our_own_list_without_a_name(bring, write, properties):
    good, bad = (
        {"type": "Feature", "geometry": None, "properties": each} for each in ({"name": "Goed", "lat": 51.05, "lng": 3.72}, properties)
    )

    assert bring(write(features(good, bad))) == ["feature 2: refused: there is no name.", "created 1, updated 0, unchanged 0, refused 1"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["lat,lng,name", "51.05,3.72", "51.06,3.73,Goed"], ["line 2: refused: there is no name."]),
        (["geo_point_2d;name_nl;address;postal", "51.05,3.72", "51.06,3.73;Goed"], ["line 2: refused: there is no name."]),
    ],
)
def test_import_takes_a_line_that_breaks_off_as_far_as_it_goes(bring, write, lines, said):
    assert bring(write("\n".join(lines))) == [*said, "created 1, updated 0, unchanged 0, refused 1"]


def test_import_refuses_points_of_ghent_that_make_no_sense(bring, write):
    lines = GENT_CAFES.read_text("utf-8").splitlines()
    lines[1] = lines[1].replace("51.0612,3.7331", "151.0612,3.7331")
    lines[2] = lines[2].replace("[3.7012, 51.0561]", "3.7012")

    said = bring(write("\n".join(lines)))

    assert said[0].startswith("line 2: refused: latitude 151.0612 and longitude 3.7331 are not in Belgium")
    assert said[1].startswith('line 3: refused: “{"coordinates": 3.7012, "type": "Point"}” and “” are no coordinates.')
    assert said[2:] == ["created 3, updated 0, unchanged 0, refused 2"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\n \n", "The file is empty."),
        ("name,lat,lng\nCafé,51.05,3.72\n".encode("cp1252"), "The file is not in UTF-8, so its accents would come out wrong."),
        ("name,lat,lng\nCafé,51.05,3.72\n".encode("utf-16"), "The file is not in UTF-8, so its accents would come out wrong."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is a spreadsheet of an old kind (.xls)"),
        (b"PK\x03\x04 not really", "This spreadsheet cannot be opened"),
        (b"place,where\nKrook,Gent\n", "There is no column “name”."),
        (b'name,lat,lng\n"Krook,51.05,3.72\n' + b"x" * 200_000, "From line"),
        (b'{"type": "FeatureCollection", "features": [', "This is no whole GeoJSON file"),
        (b'{"type": "Feature"}', "This GeoJSON file is no FeatureCollection"),
        ('{"features": "Café"}'.encode("cp1252"), "The file is not in UTF-8: save it so and try again."),
        (b"{" * 100_000, "This is no whole GeoJSON file"),
    ],
)
def test_import_says_what_is_wrong_with_a_file(bring, write, content, sentence):
    with pytest.raises(CommandError) as refusal:
        bring(write(content))

    assert str(refusal.value).startswith(sentence)
    assert not Merchant.objects.exists()


def test_import_changes_nothing_when_a_file_breaks_off_half_way(bring, write):
    lines = "".join(f"Plek {number},51.05,3.72\n" for number in range(600))

    with pytest.raises(CommandError, match="not in UTF-8"):
        bring(write(b"name,lat,lng\n" + lines.encode() + b"Caf\xe9,51.05,3.72\n"))

    assert not Merchant.objects.exists()


@pytest.mark.parametrize("content", ["name,lat,lng\n", '{"type": "FeatureCollection", "features": []}'])
def test_import_of_a_file_without_places_is_fine(bring, write, content):
    assert bring(write(content)) == ["created 0, updated 0, unchanged 0, refused 0"]


def test_import_of_a_spreadsheet_without_a_name_column(bring, tmp_path):
    book = openpyxl.Workbook()
    for row in [["waar"], ["Gent"]]:
        book.active.append(row)
    book.save(tmp_path / "leeg.xlsx")

    with pytest.raises(CommandError, match="There is no column “name”.*Found: waar"):
        bring(tmp_path / "leeg.xlsx")


def test_import_says_that_a_spreadsheet_is_damaged(bring, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["name", "lat", "lng"])
    book.save(tmp_path / "heel.xlsx")
    with zipfile.ZipFile(tmp_path / "heel.xlsx") as whole, zipfile.ZipFile(tmp_path / "stuk.xlsx", "w") as broken:
        for name in whole.namelist():
            content = whole.read(name)
            broken.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)

    with pytest.raises(CommandError, match="This spreadsheet cannot be opened"):
        bring(tmp_path / "stuk.xlsx")


def test_import_says_which_cities_there_are(bring):
    with pytest.raises(CommandError, match="There is no city “nergens”. There are: brussel, gent."):
        bring(GENT_CAFES, chapter="nergens")


def test_import_says_that_there_is_no_city_yet(bring):
    Chapter.objects.all().delete()

    with pytest.raises(CommandError, match="There is no city yet: make one in the admin first."):
        bring(GENT_CAFES)


def test_import_says_that_there_is_no_such_file(bring, tmp_path):
    with pytest.raises(CommandError, match="There is no file .*niets.csv"):
        bring(tmp_path / "niets.csv")
    with pytest.raises(CommandError, match="cannot be opened"):
        bring(tmp_path)


@pytest.mark.parametrize("day", ["22-11-2026", "2026-02-30", "gisteren"])
def test_import_says_how_to_write_a_day(bring, day):
    with pytest.raises(CommandError, match=f"“{day}” is no day: write it as 2026-11-22."):
        bring(GENT_CAFES, "--agreed-on", day)


def test_import_says_that_a_source_is_too_long(bring):
    with pytest.raises(CommandError, match="at most 60 characters"):
        bring(GENT_CAFES, "--source", "x" * 61)
