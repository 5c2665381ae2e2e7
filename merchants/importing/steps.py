"""From an uploaded file to places, step by step: opened, read, looked at, written, and undone where somebody wants that.

Each step is work of the background and does what the state of the import says. It may be cut short at any moment and begun again:
what is read is read anew, and what is written or undone is one transaction.
"""

from contextlib import contextmanager
from io import BytesIO
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from merchants.models import ColumnMapping, ImportedRow, PlaceImport

from . import files, layouts, undoing
from .places import BATCH, AgreementRefused, bring, locked, until_addresses_are_free
from .rows import shown, tidy

State = PlaceImport.State
MOST_ROWS, MOST_COLUMNS = 100_000, 200
SAMPLES, COUNTED_ALOUD = 3, 5_000


class PlacesChanged(Exception):
    """Meanwhile rows would do something else than what was shown."""


def go_on(pk):
    """Do what this import waits for; nothing where it waits for a person, or is gone."""
    place_import = PlaceImport.objects.filter(pk=pk).first()
    step = STEPS.get(place_import and place_import.state)
    if not step:
        return
    with translation.override(place_import.language):
        try:
            step(place_import)
        except (files.FileNotUnderstood, AgreementRefused) as error:
            place_import.rows.all().delete()
            _moved(place_import, to=State.REFUSED, refusal=tidy(str(error))[:500])


def _moved(place_import, *, to, **fields):
    """Whether it was still in the state in which we found it."""
    return PlaceImport.objects.filter(pk=place_import.pk, state=place_import.state).update(state=to, **fields)


def _table(place_import):
    content = bytes(place_import.file)
    return files.table_in(BytesIO(content), encoding=place_import.encoding, has_header=place_import.has_header)


def has_first_row(place_import):
    """Whether a row names its columns, or fails to: of what stands on a map or in HSDS each thing names its own."""
    return not _table(place_import).columns


# Opening: which columns there are


def _open(place_import):
    place_import.encoding = files.encoding_of(bytes(place_import.file))
    table = _table(place_import)
    records = iter(table.records)
    beginning = [record for _number, record in islice(records, BATCH)]
    rows = len(beginning) + _counted(place_import, islice(records, MOST_ROWS))
    if rows > MOST_ROWS:
        raise files.FileNotUnderstood(_("There are more than %(limit)s rows in it. Please split it.") % {"limit": MOST_ROWS})
    header = table.columns or list(dict.fromkeys(column for record in beginning for column in record if column))
    if not header:
        raise files.FileNotUnderstood(_("There is no row with a place in it."))
    layout = layouts.kind_of(set(header), table.about)
    # Mappers have tags without end, and nobody need say what they mean.
    if len(header) > MOST_COLUMNS and layout != PlaceImport.Layout.OSM:
        raise files.FileNotUnderstood(_("There are more than %(limit)s columns in it.") % {"limit": MOST_COLUMNS})
    header = header[:MOST_COLUMNS]
    if place_import.encoding == "cp1252" and not bytes(place_import.file).startswith(b"PK"):
        table.notes.append(_("The file is in the letters of Windows. Look whether accents are right."))
    _moved(
        place_import,
        to=State.OPENED,
        encoding=place_import.encoding,
        layout=layout,
        header=header,
        samples={column: _samples(beginning, column) for column in header},
        notes=table.notes,
        columns=_proposed(place_import, header),
        rows_total=rows,
        rows_done=0,
    )


def _counted(place_import, records):
    """How many; a long list says now and then how far it came."""
    number = 0
    for number, _record in enumerate(records, start=1):
        if number % COUNTED_ALOUD == 0:
            PlaceImport.objects.filter(pk=place_import.pk, state=State.OPENING).update(rows_done=number)
    return number


def _samples(records, column):
    found = (shown(tidy(text)) for record in records if (text := record.get(column)))
    return list(islice(found, SAMPLES))


def _proposed(place_import, header):
    """What the columns meant the last time somebody of this city brought in such a list, else what their names tell."""
    known = ColumnMapping.objects.filter(chapter=place_import.chapter_id, digest=ColumnMapping.digest_of(header)).first()
    return known.columns if known and place_import.has_header else layouts.meanings_of(header)


# Reading: what each row would do


def _read(place_import):
    place_import.rows.all().delete()
    done = 0

    def keep(effects):
        nonlocal done
        done += len(effects)
        with transaction.atomic():
            ImportedRow.objects.bulk_create(_row_of(place_import, effect) for effect in effects)
            PlaceImport.objects.filter(pk=place_import.pk).update(rows_done=done)

    def read_all():
        nonlocal done
        done = 0
        place_import.rows.all().delete()
        _bring(place_import, place_import.chapter, is_kept=False, each=keep)

    until_addresses_are_free(read_all)
    _moved(place_import, to=State.SHOWN)


def _row_of(place_import, effect):
    # A place that is not written yet has no number to point at.
    merchant, before = (effect.merchant if effect.kind != ImportedRow.Effect.CREATED else None), effect.imported_before
    return ImportedRow(
        place_import=place_import,
        number=effect.number,
        name=effect.name,
        effect=effect.kind,
        sentences=effect.sentences,
        asked=effect.asked,
        changes=effect.changes,
        imported_before=before if before is None else {name: before[name] for name in effect.changes if name in before},
        merchant=merchant,
    )


def _bring(place_import, chapter, **how):
    return bring(
        _table(place_import),
        chapter=chapter,
        agreed_on=place_import.agreed_on,
        source=place_import.source,
        licence=place_import.licence,
        meanings=place_import.columns,
        **how,
    )


# Writing: exactly what was shown, or nothing


def _write(place_import):
    try:
        until_addresses_are_free(lambda: _write_all(place_import))
    except PlacesChanged:
        # Somebody is asked a yes for what would happen now.
        if _moved(place_import, to=State.READING, is_shown_again=True, rows_done=0):
            place_import.state = State.READING
            _read(place_import)


@transaction.atomic
def _write_all(place_import):
    chapter = locked(place_import.chapter_id)
    if not PlaceImport.objects.filter(pk=place_import.pk, state=State.WRITING).exists():
        return
    with _telling(place_import) as tell:

        def compare_and_tie(effects):
            rows = {row.number: row for row in place_import.rows.filter(number__range=(effects[0].number, effects[-1].number))}
            for effect in effects:
                row = rows.get(effect.number)
                if row is None or (row.effect, row.changes) != (effect.kind, effect.changes):
                    raise PlacesChanged
                row.merchant = effect.merchant
            ImportedRow.objects.bulk_update(
                [rows[effect.number] for effect in effects if effect.kind == ImportedRow.Effect.CREATED], ["merchant"]
            )
            tell(len(effects))

        _bring(place_import, chapter, is_kept=True, each=compare_and_tie)
    # From today on it can be undone.
    _moved(place_import, to=State.WRITTEN, file=b"", samples={}, made_on=timezone.localdate(), rows_done=place_import.rows_total)


# Undoing


def _undo(place_import):
    with transaction.atomic():
        locked(place_import.chapter_id)
        if PlaceImport.objects.filter(pk=place_import.pk, state=State.UNDOING).exists():
            with _telling(place_import) as tell:
                undoing.undo(place_import, each=tell)
            _moved(place_import, to=State.UNDONE)


@contextmanager
def _telling(place_import):
    """Tells how far a long transaction is, through a connection of its own: what it writes itself nobody sees before its end."""
    done, aside = 0, connection.copy()

    def tell(more):
        nonlocal done
        done += more
        with aside.cursor() as cursor:
            cursor.execute("UPDATE merchants_placeimport SET rows_done = %s WHERE id = %s", [done, place_import.pk])

    try:
        tell(0)  # Of a worker that was killed nothing is left.
        yield tell
    finally:
        aside.close()


STEPS = {State.OPENING: _open, State.READING: _read, State.WRITING: _write, State.UNDOING: _undo}
