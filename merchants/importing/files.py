"""Opening a file of places: CSV, XLSX, GeoJSON, .osm or HSDS, told apart by what is in it and not by its name."""

import codecs
import csv
import io
import re
import zipfile
from contextlib import contextmanager
from itertools import chain, islice, zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from . import hsds, maps, osm, packed, sheets
from .rows import tidy
from .table import FileNotUnderstood, Table, as_text, of_things

BEGINNING = 100_000
SEPARATORS = ";,\t"
TITLES = 5
# How files begin that hold no list: pictures, documents, pages, archives of other programs.
NO_LIST = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"{\\rtf", b"<", b"\x1f\x8b", b"Rar!", b"7z")
BYTES_OF_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
LOCKED = "EncryptedPackage".encode("utf-16-le")
DAMAGED = gettext_lazy("This spreadsheet cannot be opened: save it again as .xlsx or as CSV UTF-8.")


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
    if text.startswith(b"<") and b"<osm" in text:
        return _read_osm
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
    rows = ((number, [as_text(cell) for cell in cells]) for number, cells in numbered_rows)
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


# Maps, and HSDS as JSON


def _read_json(file, _encoding, _has_header):
    told = maps.json_in(file.read())
    if things := hsds.contents_of(told):
        return _hsds(lambda: hsds.from_json(things), hsds.pages_note(told))
    return maps.read_told(told, only=osm.is_place)


def _read_osm(file, _encoding, _has_header):
    return maps.read_xml(file.read().removeprefix(codecs.BOM_UTF8).lstrip(), only=osm.is_place)


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
    return of_things(records, place=gettext_lazy("location %(number)s"), notes=[note] if note else [], notes_on=notes_on)
