"""What somebody taps on the pages of imports. Each tap moves the import on, once, and hands the work to the background."""

from hashlib import sha256

from django.db import transaction
from django.db.models import Exists
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from merchants.models import ColumnMapping, PlaceImport
from merchants.tasks import bring_places_in

State = PlaceImport.State


class MovedOn(Exception):
    """Somebody else, or a tap before this one, moved it on already."""


@transaction.atomic
def begin(*, key, chapter, user, name, content, language):
    """A file comes in. The same key twice is one import."""
    place_import, is_new = PlaceImport.objects.get_or_create(
        key=key,
        defaults={
            "chapter": chapter,
            "user": user,
            "language": language,
            "name": name[:120],
            "file": content,
            "digest": sha256(content).hexdigest(),
        },
    )
    if is_new:
        _hand_over(place_import)
    return place_import


@transaction.atomic
def read_without_header(*, place_import, has_header):
    """The first row is a place, or names the columns after all: look at the columns anew. Raises MovedOn."""
    _move(place_import, [State.OPENED], State.OPENING, has_header=has_header)


@transaction.atomic
def read(*, place_import, columns, source, licence, agreed_on):
    """Work out what each row would do. What the columns mean is remembered for the next such list. Raises MovedOn."""
    how = {"columns": columns, "source": source, "licence": licence, "agreed_on": agreed_on}
    _move(place_import, [State.OPENED], State.READING, is_shown_again=False, **how)
    if place_import.layout == PlaceImport.Layout.OWN and place_import.has_header:
        ColumnMapping.objects.update_or_create(
            chapter=place_import.chapter,
            digest=ColumnMapping.digest_of(place_import.header),
            defaults={"columns": columns, "used_on": timezone.localdate()},
        )


@transaction.atomic
def back_to_columns(*, place_import):
    """Somebody saw in the rows that a column means something else. Raises MovedOn."""
    if not PlaceImport.objects.filter(pk=place_import.pk, state=State.SHOWN).update(state=State.OPENED):
        raise MovedOn


@transaction.atomic
def write(*, place_import):
    """Somebody says yes to what was shown. Raises MovedOn."""
    # From today on: a list that waited long is not cleared away in the middle.
    _move(place_import, [State.SHOWN], State.WRITING, is_shown_again=False, made_on=timezone.localdate())


@transaction.atomic
def undo(*, place_import):
    """Raises MovedOn, also where its rows are forgotten already."""
    if not place_import.rows.exists():
        raise MovedOn
    _move(place_import, [State.WRITTEN], State.UNDOING)


@transaction.atomic
def begin_again(*, place_import):
    """The work stopped in the middle. Raises MovedOn where it goes on."""
    locked = PlaceImport.objects.select_for_update(no_key=True).light().filter(pk=place_import.pk, state__in=PlaceImport.BUSY).first()
    if not locked or not has_stopped(locked):
        raise MovedOn
    _hand_over(locked)


@transaction.atomic
def put_away(*, place_import):
    """Nobody wants it any more, or it cannot even be looked at. Raises MovedOn where it was written meanwhile, or work goes on."""
    locked = PlaceImport.objects.select_for_update(no_key=True).light().filter(pk=place_import.pk, state__in=PlaceImport.UNWRITTEN).first()
    if not locked or (locked.is_busy and not has_stopped(locked)):
        raise MovedOn
    locked.delete()


def has_stopped(place_import):
    """Whether nobody works on it, though it waits for that. Both are asked at once: what was busy a moment ago may be done by now."""
    jobs = ProcrastinateJob.objects.filter(task_name=bring_places_in.name, args__place_import=place_import.pk, status__in=["todo", "doing"])
    return PlaceImport.objects.filter(~Exists(jobs), pk=place_import.pk, state__in=PlaceImport.BUSY).exists()


def _move(place_import, before, after, **fields):
    if not PlaceImport.objects.filter(pk=place_import.pk, state__in=before).update(state=after, rows_done=0, **fields):
        raise MovedOn
    _hand_over(place_import)


def _hand_over(place_import):
    # One at a time in a city; another city need not wait.
    bring_places_in.configure(lock=f"import-{place_import.chapter_id}").defer(place_import=place_import.pk)
