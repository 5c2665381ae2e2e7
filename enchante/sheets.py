"""Tables as an XLSX file. What people typed stays text there, whatever it begins with: a name is never a formula."""

from io import BytesIO

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MONEY = "€ #,##0.00"
WIDEST = 60


class Euro(int):
    """Cents, to be shown as euro."""


def answer(name, tables):
    """A download of this name with one sheet for each (title, rows); the first row is the heading."""
    book, file = Workbook(), BytesIO()
    book.remove(book.active)
    for title, rows in tables:
        _fill(book.create_sheet(title[:31]), rows)
    book.save(file)
    return HttpResponse(file.getvalue(), content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'})


def guarded(text):
    """For a table without kinds of cells: what a spreadsheet would take for a formula begins with a quote."""
    return f"'{text}" if text.startswith(LIKE_A_FORMULA) else text


def _fill(sheet, rows):
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            _write(sheet.cell(row, column), value)
            if row == 1:
                sheet.cell(row, column).font = Font(bold=True)
    for cells in sheet.columns:
        sheet.column_dimensions[cells[0].column_letter].width = min(WIDEST, 2 + max(len(str(cell.value or "")) for cell in cells))


def _write(cell, value):
    if isinstance(value, Euro):
        cell.value, cell.number_format = value / 100, MONEY
    elif isinstance(value, bool):
        cell.value = "yes" if value else "no"
    elif isinstance(value, int | float):
        cell.value = value
    else:
        text = ILLEGAL_CHARACTERS_RE.sub("", str("" if value is None else value))
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(LIKE_A_FORMULA)
