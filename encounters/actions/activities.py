"""A city plans something to do together, moves it, cancels it, and counts the chairs afterwards.

Letters tell of what everybody may see, never of drafts: the place hears when something is planned at its door; the team, whoever hosts,
and the place hear when it moves or does not go on. For a whole series one letter tells of all days.
"""

from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from encounters.models import Activity
from encounters.moments import Every, days, stretch
from merchants import letters
from merchants.hours.moments import on_the_clock
from merchants.models import Chapter
from merchants.slugs import FreeSlugs

MOST_TIMES = 26
STATES = Activity.State
# What may differ from day to day in a series stays as it is; the rest follows.
OF_ONE_DAY = {"begins_at", "ends_at"}


class AlreadyCancelled(Exception):
    """It does not go on any more, so nothing about it changes."""


class CountedBefore(Exception):
    """Its number was told in the figures of a month that is over."""


class NotOver(Exception):
    """Nobody can count yet."""


@transaction.atomic
def plan(*, activity, every=Every.ONCE, times=1):
    """Put an Activity that was filled in into the tables, and the same on later days. Returns all of them. Raises NoSuchHour."""
    moments = [stretch(day, *_clocks(activity)) for day in days(on_the_clock(activity.begins_at).date(), every, times)]
    # Two that are planned at once get two addresses.
    Chapter.objects.select_for_update(no_key=True).get(pk=activity.chapter_id)
    free = FreeSlugs(Activity.objects.filter(chapter=activity.chapter_id).values_list("slug", flat=True))
    series = uuid4() if len(moments) > 1 else None
    planned = [_on_another_day(activity, begins_at, ends_at) if number else activity for number, (begins_at, ends_at) in enumerate(moments)]
    for each in planned:
        each.slug, each.series = free.take(each.title), series
        each.save(force_insert=True)
    if activity.is_public:
        _tell_place(activity.merchant, "activity_planned_at_place", planned)
    return planned


@transaction.atomic
def change(*, activity, changes, following=False):
    """Change these fields (`changes`: name -> value), or of the later days of its series too; these keep the day they have, apart by as
    much as it moved. Returns all that changed, this one first. Raises AlreadyCancelled, NoSuchHour.
    """
    rows = _locked(activity, following)
    before = rows[0].state, rows[0].merchant, rows[0].begins_at, rows[0].ends_at, rows[0].elsewhere
    moments = _moved(rows, changes.get("begins_at", rows[0].begins_at), changes.get("ends_at", rows[0].ends_at))
    for row, (begins_at, ends_at) in zip(rows, moments, strict=True):
        for name, value in changes.items():
            setattr(row, name, value)
        row.begins_at, row.ends_at = begins_at, ends_at
        if changes:
            _touch(row)
    _tell_of_change(rows, *before)
    return rows


def moved(*, activity, begins_at, ends_at, following=False):
    """When each would be, if it moved there; to be asked before `change`. Raises NoSuchHour."""
    rows = [activity, *(Activity.objects.after(activity, timezone.now()) if following else [])]
    return _moved(rows, begins_at, ends_at)


@transaction.atomic
def cancel(*, activity, words="", following=False):
    """It does not go on: this one, or the later days of its series too. Returns all that were cancelled. Raises AlreadyCancelled."""
    rows = _locked(activity, following)
    for row in rows:
        row.cancelled_on, row.why_cancelled = timezone.localdate(), words
        _touch(row)
    if rows[0].is_public:
        _tell_hosts("activity_cancelled", rows)
        _tell_place(rows[0].merchant, "activity_cancelled_at_place", rows)
    return rows


@transaction.atomic
def count_chairs(*, activity, number, today=None):
    """So many chairs were taken; None: nobody knows after all. Raises NotOver, AlreadyCancelled, CountedBefore."""
    today = today or timezone.localdate()
    row = _locked(activity)[0]
    if not row.is_over(timezone.now()):
        raise NotOver
    if not row.count_may_change(today):
        raise CountedBefore
    row.headcount, row.counted_on = number, None if number is None else today
    row.save(update_fields=["headcount", "counted_on"])
    return row


def _clocks(activity):
    return on_the_clock(activity.begins_at).time(), on_the_clock(activity.ends_at).time()


def _on_another_day(activity, begins_at, ends_at):
    values = {field.name: getattr(activity, field.name) for field in Activity._meta.concrete_fields if field.name not in {"key", "slug"}}
    return Activity(**values | {"begins_at": begins_at, "ends_at": ends_at})


def _locked(activity, following=False):
    """This one as it stands now, and the later days of its series; all ours until the end. Raises AlreadyCancelled."""
    lock = Activity.objects.select_for_update(no_key=True, of=["self"]).select_related("chapter", "merchant")
    row = lock.get(pk=activity.pk)
    if row.is_cancelled:
        raise AlreadyCancelled
    return [row, *(lock.after(row, timezone.now()) if following else [])]


def _moved(rows, begins_at, ends_at):
    """The same clocks for all; a day as much later, or earlier, as that of the first."""
    old, new, until = on_the_clock(rows[0].begins_at), on_the_clock(begins_at), on_the_clock(ends_at)
    later = [stretch(on_the_clock(row.begins_at).date() + (new.date() - old.date()), new.time(), until.time()) for row in rows[1:]]
    return [(begins_at, ends_at), *later]


def _touch(row):
    """Calendars that have it already look again."""
    if row.is_public:
        row.sequence, row.changed_on = row.sequence + 1, timezone.localdate()
    row.save()


def _tell_of_change(rows, state, merchant, *when_and_where):
    row = rows[0]
    if not row.is_public:
        return
    if state != STATES.PUBLISHED:
        return _tell_place(row.merchant, "activity_planned_at_place", rows)
    is_elsewhere = row.merchant != merchant
    if is_elsewhere:
        _tell_place(merchant, "activity_elsewhere", rows)
        _tell_place(row.merchant, "activity_planned_at_place", rows)
    if is_elsewhere or when_and_where != (row.begins_at, row.ends_at, row.elsewhere):
        _tell_hosts("activity_moved", rows)
        if not is_elsewhere:
            _tell_place(row.merchant, "activity_moved_at_place", rows)


def _tell_hosts(template, rows):
    """The team, and of it also whoever hosts."""
    chapter, event = rows[0].chapter, f"{template}-{rows[0].pk}-{rows[0].sequence}"
    letters.write_to_team(chapter, event=event, template=template, activities=rows)
    for role in rows[0].team_hosts.select_related("user"):
        letters.write(event=f"{event}-{role.user_id}", to=role.user.email, chapter=chapter, template=template, activities=rows)


def _tell_place(merchant, template, rows):
    if merchant and merchant.is_listed:
        letters.write_to_place(merchant, event=f"{template}-{rows[0].pk}-{rows[0].sequence}", template=template, activities=rows)
