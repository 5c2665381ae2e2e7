"""From a file to places on the map: the one action of importing."""

from itertools import chain, islice

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from merchants.actions import compact_map
from merchants.keys import broke
from merchants.models import Chapter

from . import files, layouts, rows
from .rows import RowRefused
from .writing import Report, Writer

BATCH = 500


class AgreementRefused(Exception):
    """OpenStreetMap cannot say yes for anybody; the sentence says so."""


def import_places(*, path, chapter, agreed_on=None, source="", licence="", dry_run=False, today=None):
    """Bring the places of a file to a city, all that can be read or, in a dry run, none. Returns a Report.

    Raises FileNotUnderstood or AgreementRefused, and then nothing is changed.
    """

    def bring_all():
        with files.opened(path) as table, transaction.atomic():
            here = locked(chapter)
            return bring(table, chapter=here, agreed_on=agreed_on, source=source, licence=licence, today=today, is_kept=not dry_run)

    return until_addresses_are_free(bring_all)


def locked(chapter):
    """One import at a time in a city: two that write the same places in another order would wait for each other."""
    return Chapter.objects.select_for_update(no_key=True).get(pk=getattr(chapter, "pk", chapter))


def until_addresses_are_free(bring_all):
    """Begin anew where somebody applied under an address that we had just found free."""
    while True:
        try:
            return bring_all()
        except IntegrityError as error:
            if not broke(error, "merchants_merchant_slug_key"):
                raise


def bring(table, *, chapter, agreed_on, source, licence, meanings=None, today=None, is_kept=True, each=None):
    """Write what stands in a Table, or work out what that would do and leave all as it is. Returns a Report.

    `each` is told the effects of every batch, once it is written or taken back.
    """
    report, records = Report(), iter(table.records)
    beginning = list(islice(records, BATCH))
    if not beginning:
        return report
    columns = set(table.columns) or {column for _number, record in beginning for column in record if column}
    layout = layouts.recognised(columns, table.about, chapter, bool(agreed_on), meanings)
    if layout.is_osm and agreed_on and not settings.DEBUG:
        raise AgreementRefused(_("This file comes from OpenStreetMap, where nobody said yes to us: import it without --agreed-on."))
    writer = Writer(
        chapter=chapter,
        source=source or layout.source,
        licence=licence or layout.licence,
        agreed_on=agreed_on,
        report=report,
        today=today or timezone.localdate(),
        is_kept=is_kept,
    )
    readable = _rows(chain(beginning, records), table, layout.read, report)
    while batch := list(islice(readable, BATCH)):
        with transaction.atomic():
            writer.write(batch)
            transaction.set_rollback(not is_kept)
        _tell(each, report)
    _tell(each, report)
    if is_kept:
        compact_map()
    return report


def _tell(each, report):
    effects = report.taken()
    if each and effects:
        each(effects)


def _rows(records, table, read, report):
    """(place in the file, Row) of each record that can be read, the first of each number; the report says the rest."""
    seen, place = {}, str(table.place)
    for number, record in records:
        here = place % {"number": number}
        report.begin(here, number, _begins_with(record))
        try:
            row = _read(record, read)
            report.effects[here].name = row.values["name"]
            if row.source_id in seen:
                raise RowRefused(_("this place stands on %(place)s already.") % {"place": seen[row.source_id]})
        except RowRefused as refusal:
            report.refuse(here, refusal)
        else:
            seen[row.source_id] = here
            for note in [*table.notes_on.get(number, ()), *row.notes]:
                report.note(here, note)
            yield here, row


def _begins_with(record):
    """By which somebody finds a record again that has no name we can read."""
    return rows.shown(rows.tidy(next((text for column, text in record.items() if column and text), "")))


def _read(record, read):
    if None in record:
        raise RowRefused(_("there are more cells than columns: a text with the separator in it needs quotation marks."))
    return read(record)
