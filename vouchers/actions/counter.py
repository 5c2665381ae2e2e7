"""The counter: one more paid, one handed out, counted again, undone. Each is one movement, however often its form is sent."""

from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from merchants.keys import broke
from vouchers.models import Movement, Treat

MOST_COUNTED = 999


class NothingWaiting(Exception):
    """There is not one of these on the board."""


class KeyUsedElsewhere(Exception):
    """The key of this button already counted something else."""


class AlreadyUndone(Exception):
    """This movement was undone before."""


class Counted(NamedTuple):
    """A movement, and whether this call made it (False: the same tap was counted before)."""

    movement: Movement
    is_new: bool


def add_at_counter(*, treat, key, day=None):
    """Somebody paid for one extra at the counter, today or on the day a paper list says."""
    return _move(treat=treat, kind=Movement.Kind.COUNTER, delta=1, key=key, day=day)


def hand_out(*, treat, key, day=None):
    """Take one from the board. The same key twice is one hand-out. Raises NothingWaiting."""
    return _move(treat=treat, kind=Movement.Kind.HANDED_OUT, delta=-1, key=key, day=day)


@transaction.atomic
def recount(*, treat, count, key):
    """Make the board say what really hangs there (0 to MOST_COUNTED). Believed, whatever it is. Returns None when it was right already."""
    locked = Treat.objects.select_for_update().get(pk=treat.pk)
    if before := Movement.objects.filter(key=key).first():
        return _same(before, locked, Movement.Kind.RECOUNT)
    if count == locked.waiting:
        return None
    return _move(treat=locked, kind=Movement.Kind.RECOUNT, delta=count - locked.waiting, key=key)


def undo(*, movement, key):
    """Take a tap back. Raises AlreadyUndone, or NothingWaiting when what was added is gone by now."""
    try:
        return _move(treat=movement.treat, kind=Movement.Kind.UNDO, delta=-movement.delta, key=key, reverses=movement)
    except IntegrityError as error:
        if broke(error, "movement_undone_once"):
            raise AlreadyUndone from None
        raise


def _move(*, treat, kind, delta, key, day=None, **links):
    try:
        with transaction.atomic():
            # The insert is the whole story: the database moves the count and refuses to go below zero.
            movement = Movement.objects.create(treat=treat, kind=kind, delta=delta, key=key, day=day or timezone.localdate(), **links)
            return Counted(movement, is_new=True)
    except IntegrityError as error:
        if broke(error, "treat_never_below_zero"):
            raise NothingWaiting from None
        if broke(error, "movement_key_once"):
            return _same(Movement.objects.get(key=key), treat, kind)
        raise


def _same(movement, treat, kind):
    if movement.treat_id != treat.pk or movement.kind != kind:
        raise KeyUsedElsewhere
    return Counted(movement, is_new=False)
