"""From a file to places on the map: the one action of importing."""

from itertools import chain, islice

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from merchants.actions import compact_map
from merchants.keys import broke
from merchants.models import Chapter

from . import files, layouts
from .rows import RowRefused
from .writing import Report, Writer

BATCH = 500


class AgreementRefused(Exception):
    """OpenStreetMap cannot say yes for anybody; the sentence says so."""


def import_places(*, path, chapter, agreed_on=None, source="", licence="", dry_run=False, today=None):
    """Bring the places of a file to a city, all that can be read or, in a dry run, none. Returns a Report.

    Raises FileNotUnderstood or AgreementRefused, and then nothing is changed.
    """
    while True:
        try:
            with files.opened(path) as table, transaction.atomic():
                # One import at a time in a city: two that write the same places in another order would wait for each other.
                chapter = Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
                report = _import(table, chapter, agreed_on, source, licence, today or timezone.localdate())
                transaction.set_rollback(dry_run)
                return report
        except IntegrityError as error:
            # Somebody applied under an address that we had just found free: look for another.
            if not broke(error, "merchants_merchant_slug_key"):
                raise


def _import(table, chapter, agreed_on, source, licence, today):
    report, records = Report(), iter(table.records)
    beginning = list(islice(records, BATCH))
    if not beginning:
        return report
    columns = {column for _number, record in beginning for column in record if column}
    layout = layouts.recognised(columns, table.about, chapter, agreed=bool(agreed_on))
    if layout.is_osm and agreed_on and not settings.DEBUG:
        raise AgreementRefused(_("This file comes from OpenStreetMap, where nobody said yes to us: import it without --agreed-on."))
    writer = Writer(
        chapter=chapter,
        source=source or layout.source,
        licence=licence or layout.licence,
        agreed_on=agreed_on,
        report=report,
        today=today,
    )
    rows = _rows(chain(beginning, records), str(table.place), layout.read, report)
    while batch := list(islice(rows, BATCH)):
        writer.write(batch)
    compact_map()
    return report


def _rows(records, place, read, report):
    """(place in the file, Row) of each record that can be read, the first of each number; the report says the rest."""
    seen = {}
    for number, record in records:
        here = place % {"number": number}
        try:
            row = _read(record, read)
            if row.source_id in seen:
                raise RowRefused(_("this place stands on %(place)s already.") % {"place": seen[row.source_id]})
        except RowRefused as refusal:
            report.refuse(here, refusal)
        else:
            seen[row.source_id] = here
            for note in row.notes:
                report.note(here, note)
            yield here, row


def _read(record, read):
    if None in record:
        raise RowRefused(_("there are more cells than columns: a text with the separator in it needs quotation marks."))
    return read(record)
