"""The first sheet of an XLSX file, row by row: values as Excel stored them, never worked out here.

What a reader of rows does not tell is looked up in the sheet itself: which cells are joined, and which hold a formula without an outcome.
"""

import re
import zipfile
import zlib
from itertools import repeat
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils import column_index_from_string, get_column_letter

CHUNK = 1_000_000
JOINED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
LONGEST_SIGN = 60
LAST_ROW = 1_048_576
MOST_FORMULAS_TOLD = 10
# What comes out of the reader for files that are cut off, damaged, written by a sloppy program, or made to break it.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, IndexError, OSError, EOFError, NotImplementedError),
    *(TypeError, AttributeError),
)


class Sheet:
    def __init__(self, file):
        self.file, self.notes = file, []
        self.sheet = _first_sheet(file, data_only=True)
        self.joined, self.has_formulas = _signs_of(self.sheet)
        if self.joined:
            self.notes.append(_("Some cells are joined. Each row beside such a cell gets what stands in it."))

    def rows(self):
        """(number, cells), with what stands in a joined cell in each of its rows."""
        formulas = _first_sheet(self.file, data_only=False).iter_rows(values_only=True) if self.has_formulas else repeat(())
        told, going_on = 0, {}
        for number, (cells, written) in enumerate(zip(self.sheet.iter_rows(values_only=True), formulas, strict=False), start=1):
            for column, (value, written_there) in enumerate(zip(cells, written, strict=False), start=1):
                if value is None and written_there is not None and told < MOST_FORMULAS_TOLD:
                    told += 1
                    self.notes.append(_without_outcome(column, number))
            if number > LAST_ROW:
                raise ValueError("No sheet has so many rows.")
            yield number, self._with_joined(number, list(cells), going_on)

    def _with_joined(self, number, cells, going_on):
        going_on |= {column: (cells[column], last) for column, last in self.joined.get(number, ()) if column < len(cells)}
        for column, (value, last) in list(going_on.items()):
            if number > last:
                del going_on[column]
            elif any(cell is not None for cell in cells):
                cells += [None] * (column + 1 - len(cells))
                cells[column] = value if cells[column] is None else cells[column]
        return cells


def _without_outcome(column, number):
    sentence = _("Cell %(cell)s holds a formula whose outcome is not in the file, so it counts as empty. Save the file in Excel first.")
    return sentence % {"cell": f"{get_column_letter(column)}{number}"}


def _first_sheet(file, *, data_only):
    file.seek(0)
    sheet = openpyxl.load_workbook(file, read_only=True, data_only=data_only).worksheets[0]
    sheet.reset_dimensions()
    return sheet


def _signs_of(sheet):
    """({first row: [(column, last row)]} of cells joined downwards, whether there are formulas), from the sheet as it is written."""
    joined, has_formulas, end = {}, False, b""
    with sheet._get_source() as source:
        while chunk := source.read(CHUNK):
            text = end + chunk
            has_formulas = has_formulas or b"<f>" in text or b"<f " in text
            for first_column, first, _last_column, last in JOINED.findall(text):
                if int(last) > int(first):
                    joined.setdefault(int(first), set()).add((column_index_from_string(first_column.decode()) - 1, int(last)))
            end = text[-LONGEST_SIGN:]
    return joined, has_formulas
