"""Opening a file of places: CSV, XLSX, GeoJSON or HSDS, told apart by what is in it and not by its name.

Whatever the format, what comes out are numbered records: a dict of plain texts under small-letter column names.
"""

import codecs
import csv
import io
import json
import re
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import chain, islice, zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from . import hsds, packed, sheets
from .rows import tidy

BEGINNING = 100_000
SEPARATORS = ";,\t"
AS_TEXT = re.compile(r"\A'(?=[=+\-@\t\r])")
TITLES = 5
# How files begin that hold no list: pictures, documents, pages, archives of other programs.
NO_LIST = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"{\\rtf", b"<", b"\x1f\x8b", b"Rar!", b"7z")
BYTES_OF_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
LOCKED = "EncryptedPackage".encode("utf-16-le")
DAMAGED = gettext_lazy("This spreadsheet cannot be opened: save it again as .xlsx or as CSV UTF-8.")


class FileNotUnderstood(Exception):
    """The file as a whole cannot be read; the sentence says why and how to mend it."""


@dataclass
class Table:
    """What a file holds. `place` says where a record stands ("line %(number)s"), `about` what the file says of itself, `notes` are
    sentences about all of it and `notes_on` those about one record, by its number.
    """

    place: str
    records: object
    about: str = ""
    notes: list = field(default_factory=list)
    notes_on: dict = field(default_factory=dict)


@contextmanager
def opened(path):
    """The Table in the file of this name. Raises FileNotUnderstood, also while its records are read."""
    with _open(path) as file:
        yield table_in(file)


def table_in(file, *, encoding="utf-8-sig", has_header=True):
    """The Table in an open file. Without a header its columns are called a, b, c, as in a spreadsheet."""
    beginning = file.read(BEGINNING)
    if beginning.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileNotUnderstood(_why_not_old(beginning + file.read()))
    file.seek(0)
    return _reader_for(beginning)(file, encoding, has_header)


def geojson_in(file):
    """The Table in an open file of GeoJSON, and of nothing else."""
    return _read_geojson(_json_in(file))


def encoding_of(content):
    """How these bytes spell letters. What Excel calls CSV is in the alphabet of Windows."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.decode(content, "utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _open(path):
    try:
        return open(path, "rb")
    except FileNotFoundError:
        raise FileNotUnderstood(_("There is no file %(path)s.") % {"path": path}) from None
    except OSError as error:
        raise FileNotUnderstood(_("The file %(path)s cannot be opened: %(why)s.") % {"path": path, "why": error.strerror}) from None


def _reader_for(beginning):
    if not beginning.strip():
        raise FileNotUnderstood(_("The file is empty."))
    if beginning.startswith(b"PK"):
        return _read_packed
    text = beginning.removeprefix(codecs.BOM_UTF8).lstrip()
    if text.startswith(NO_LIST) or _is_no_text(beginning):
        raise FileNotUnderstood(
            _("This is no list but another kind of file, such as a picture or a PDF. Choose an XLSX, CSV or GeoJSON file.")
        )
    return _read_json if text.startswith((b"{", b"[")) else _read_csv


def _is_no_text(beginning):
    """Whether more than one byte in twenty stands for no letter."""
    some = beginning[:2000]
    return not some.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and len(BYTES_OF_NO_TEXT.findall(some)) > len(some) / 20


def _why_not_old(content):
    """An XLSX with a password is kept in the kind of box that spreadsheets of before 2007 were."""
    if LOCKED in content:
        return _("This spreadsheet has a password. Open it, save it without one, and try again.")
    return _("This is a spreadsheet of an old kind (.xls): save it as .xlsx or as CSV UTF-8 and try again.")


# CSV


def _read_csv(file, encoding, has_header):
    # The line ends of UTF-16 are two bytes, which a file of bytes does not know.
    lines = io.TextIOWrapper(file, encoding, newline="") if encoding == "utf-16" else codecs.iterdecode(file, encoding)
    return Table(place=gettext_lazy("line %(number)s"), records=_csv_records(lines, has_header))


def _csv_records(lines, has_header):
    try:
        beginning = list(islice(lines, 20))
        header = next((line for line in beginning if line.strip()), "")
        reader = csv.reader(chain(beginning, lines), delimiter=max(SEPARATORS, key=header.count))
        yield from _named(_numbered(reader), has_header)
    except UnicodeDecodeError:
        raise FileNotUnderstood(
            _("The file is not in UTF-8, so its accents would come out wrong. In Excel choose “CSV UTF-8” when saving, and try again.")
        ) from None
    except csv.Error as error:
        why = _("From line %(number)s on the file cannot be read (%(why)s): is a quotation mark missing?")
        raise FileNotUnderstood(why % {"number": reader.line_num, "why": error}) from None


def _numbered(reader):
    """(line on which it begins, cells): a cell may hold line ends, and then the next record begins further down."""
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _named(numbered_rows, has_header):
    """Records under the names in the first row that is not empty, and no title. Cells that a short row leaves out are empty (spreadsheets
    leave out the last ones); those beyond the last name come under None, as in csv.DictReader.
    """
    rows = ((number, [_text(cell) for cell in cells]) for number, cells in numbered_rows)
    rows = _below_the_title((number, cells) for number, cells in rows if any(cells))
    names = [tidy(cell).casefold() for cell in next(rows, (0, []))[1]] if has_header else None
    for number, cells in rows:
        if names is None:
            yield number, {get_column_letter(column).casefold(): text for column, text in enumerate(cells, start=1)}
            continue
        record = dict(zip_longest(names, cells[: len(names)], fillvalue=""))
        if any(cells[len(names) :]):
            record[None] = cells[len(names) :]
        yield number, record


def _below_the_title(rows):
    """A first row of one cell, above rows of more, is the title of a list."""
    first = list(islice(rows, TITLES + 1))
    widths = [sum(map(bool, cells)) for _number, cells in first]
    begins = next((row for row, width in enumerate(widths) if width > 1), 0)
    return chain(first[begins:], rows)


# XLSX, and what else comes packed


def _read_packed(file, encoding, has_header):
    try:
        with zipfile.ZipFile(file) as archive:
            is_hsds, trouble = hsds.is_packed(archive), packed.why_not(archive)
    except sheets.DAMAGED as error:
        raise FileNotUnderstood(str(DAMAGED)) from error
    if trouble:
        raise FileNotUnderstood(trouble)
    return _read_hsds_tables(file) if is_hsds else _read_xlsx(file, encoding, has_header)


def _read_xlsx(file, _encoding, has_header):
    try:
        sheet = sheets.Sheet(file)
    except sheets.DAMAGED as error:
        raise FileNotUnderstood(str(DAMAGED)) from error
    return Table(place=gettext_lazy("row %(number)s"), records=_xlsx_records(sheet, has_header), notes=sheet.notes)


def _xlsx_records(sheet, has_header):
    try:
        yield from _named(sheet.rows(), has_header)
    except sheets.DAMAGED as error:
        raise FileNotUnderstood(str(DAMAGED)) from error


# GeoJSON, and HSDS as JSON


def _read_json(file, _encoding, _has_header):
    told = _json_in(file)
    if things := hsds.contents_of(told):
        return _hsds(lambda: hsds.from_json(things), hsds.pages_note(told))
    return _read_geojson(told)


def _json_in(file):
    try:
        return json.loads(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FileNotUnderstood(_("The file is not in UTF-8: save it so and try again.")) from None
    except (ValueError, RecursionError) as error:
        raise FileNotUnderstood(_("This is no whole GeoJSON file (%(why)s).") % {"why": error}) from None


def _read_geojson(collection):
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise FileNotUnderstood(_("This GeoJSON file is no FeatureCollection: it has no list of features."))
    about = " ".join(str(value) for name, value in collection.items() if name != "features")
    records = ((number, _record_of(feature)) for number, feature in enumerate(features, start=1))
    return Table(place=gettext_lazy("feature %(number)s"), records=records, about=about)


def _record_of(feature):
    """The properties as texts; the point and the number of the feature join them as `lat`, `lng` and `id`."""
    if not isinstance(feature, dict):
        return {}
    properties = feature.get("properties")
    record = {tidy(name).casefold(): _text(value) for name, value in properties.items()} if isinstance(properties, dict) else {}
    if middle := middle_of(feature.get("geometry")):
        record |= middle
    if number := _text(feature.get("id")):
        record["id"] = number
    return record


def middle_of(geometry):
    """The point itself, or the middle of a line or an area (OSM draws larger shops as such)."""
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    points = list(_points(coordinates))
    if not points:
        return None
    lngs, lats = [point[0] for point in points], [point[1] for point in points]
    try:
        return {"lat": _text((min(lats) + max(lats)) / 2), "lng": _text((min(lngs) + max(lngs)) / 2)}
    except OverflowError:  # A number of hundreds of digits: it lies nowhere, and its record is refused for that.
        return {"lat": _text(max(lats)), "lng": _text(max(lngs))}


def _points(coordinates):
    if not isinstance(coordinates, list):
        return
    if len(coordinates) >= 2 and all(isinstance(number, int | float) for number in coordinates[:2]):
        yield coordinates
    else:
        for part in coordinates:
            yield from _points(part)


# HSDS


def _read_hsds_tables(file):
    try:
        return _hsds(lambda: hsds.from_zip(file))
    except (UnicodeDecodeError, csv.Error, *sheets.DAMAGED) as error:
        raise FileNotUnderstood(_("The tables of this HSDS file cannot be read (%(why)s).") % {"why": error}) from None


def _hsds(read, note=""):
    try:
        records, notes_on = read()
    except hsds.NotHsds as error:
        raise FileNotUnderstood(str(error)) from None
    return Table(place=gettext_lazy("location %(number)s"), records=records, notes=[note] if note else [], notes_on=notes_on)


# Cells


def _text(value):
    """A cell as one would type it: 9000.0 is "9000", a tick is "yes"."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date() | time():
            return value.isoformat()
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
    # A quote before what looks like a formula was put there so that a spreadsheet reads it as text.
    return AS_TEXT.sub("", str(value).strip())
