"""How long each step of a long list takes, and how much memory its process has held: `make bench ROWS=imports`, or `ROWS="imports 1000"`.

A time says little on a machine that others use; the seconds of this process alone (cpu) say more. PostgreSQL's own come on top.
"""

import random
import re
import subprocess
import sys
import time
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import django
import openpyxl

HEADER = "id naam straat huisnummer postcode gemeente lat lng soort omschrijving openingsuren diensten talen website telefoon contact_mail"
SERVICES = "water toilet wifi opladen babbel".split()


STEPS = ["open", "look", "write", "undo"]


def steps_of(rows):
    """(step, what it took) of opening, looking, writing and undoing a list of so many rows, each in a process of its own."""
    for step in STEPS:
        command = [sys.executable, "-m", "tests.bench_imports", step, str(rows)]
        yield f"{step} {rows} rows", subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()  # noqa: S603


def _step(name, rows):
    from merchants.importing import steps, taps
    from merchants.models import Chapter, PlaceImport

    if name == "open":
        gent = Chapter.objects.create(slug="lijst", name="Lijst", lat=51.05, lng=3.72)
        taps.begin(key=uuid4(), chapter=gent, user=None, name="lijst.xlsx", content=_sheet(rows), language="nl")
    begun = PlaceImport.objects.light().get()
    match name:
        case "look":
            taps.read(place_import=begun, columns=begun.columns, source="", licence="", agreed_on=date(2026, 11, 22))
        case "write":
            taps.write(place_import=begun)
        case "undo":
            taps.undo(place_import=begun)
    at, cpu = time.monotonic(), time.process_time()
    steps.go_on(begun.pk)
    return f"{time.monotonic() - at:.0f} s, cpu {time.process_time() - cpu:.0f} s, {_peak()}"


def _peak():
    """The most memory this process held. Linux tells it of the process alone; `resource` would count its parent's too."""
    status = Path("/proc/self/status")
    held = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return f"{int(held[1]) // 1024} MB" if held else "memory unknown"


def _sheet(rows):
    some, book, content = random.Random(7), openpyxl.Workbook(write_only=True), BytesIO()  # noqa: S311 - the same list each time
    sheet = book.create_sheet()
    sheet.append(HEADER.split())
    for number in range(rows):
        spot = [51 + some.random() / 10, 3.65 + some.random() / 7]
        told = ["cafe", "Een stoel bij het raam.", "Mo-Fr 08:00-18:00; Sa 10:00-16:00", ", ".join(some.sample(SERVICES, 3)), "nl, fr"]
        contact = [f"https://zaak{number}.example", f"09 {number % 1000:03} 00 00", f"mia{number}@example.org"]
        sheet.append([number, f"Zaak {number % 9000}", "Dorpsstraat", number % 300, "9000", "Gent", *spot, *told, *contact])
    book.save(content)
    return content.getvalue()


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(_step(sys.argv[1], int(sys.argv[2])))
