"""The counter: one more paid, one handed out, counted again, undone. Each is one movement, however often its form is sent."""

from contextlib import nullcontext
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from merchants import planned
from merchants.keys import broke
from vouchers.models import Movement, Treat

MOST_COUNTED = 999

# As `Movement.objects.create` would send it, but written and planned once: it costs the web process half.
MOVE = """
    INSERT INTO vouchers_movement (key, treat_id, kind, delta, day, reverses_id)
    VALUES (%(key)s, %(treat_id)s, %(kind)s, %(delta)s, %(day)s, %(reverses_id)s)
"""


class NothingWaiting(Exception):
    """There is not one of these on the board."""


class KeyUsedElsewhere(Exception):
    """The key of this button already did something else."""


class AlreadyUndone(Exception):
    """This movement was undone before."""


class Counted(NamedTuple):
    """A movement, and whether this call made it (False: the same tap was counted before)."""

    movement: Movement
    is_new: bool


def add_at_counter(*, treat, key, day=None):
    """Somebody paid for one extra at the counter, today or on the day a paper list says."""
    return _move(treat_id=treat.pk, kind=Movement.Kind.COUNTER, delta=1, key=key, day=day)


def hand_out(*, treat, key, day=None):
    """Take one from the board. The same key twice is one hand-out. Raises NothingWaiting."""
    return _move(treat_id=treat.pk, kind=Movement.Kind.HANDED_OUT, delta=-1, key=key, day=day)


@transaction.atomic
def recount(*, treat, count, key):
    """Make the board say what really hangs there (0 to MOST_COUNTED). Believed, whatever it is; also when it was right already."""
    if not 0 <= count <= MOST_COUNTED:
        raise ValueError(f"A count is from 0 to {MOST_COUNTED}.")
    locked = Treat.objects.select_for_update(no_key=True).get(pk=treat.pk)
    return _move(treat_id=treat.pk, kind=Movement.Kind.RECOUNT, delta=count - locked.waiting, key=key)


def undo(*, movement, key):
    """Take a tap back. Raises AlreadyUndone, or NothingWaiting when what was added is gone by now."""
    try:
        return _move(treat_id=movement.treat_id, kind=Movement.Kind.UNDO, delta=-movement.delta, key=key, reverses=movement)
    except IntegrityError as error:
        if broke(error, "movement_undone_once"):
            raise AlreadyUndone from None
        raise


def _move(*, treat_id, kind, delta, key, day=None, reverses=None):
    row = {"treat_id": treat_id, "kind": kind, "delta": delta, "key": key, "day": day or timezone.localdate()}
    row["reverses_id"] = reverses and reverses.pk
    try:
        with _only_this(), planned.cursor() as cursor:
            # The insert is the whole story: the database moves the count and refuses to go below zero.
            cursor.execute(MOVE, row)
            return Counted(Movement(**row), is_new=True)
    except IntegrityError as error:
        if broke(error, "treat_never_below_zero"):
            raise NothingWaiting from None
        if broke(error, "vouchers_movement_pkey"):
            return _same(Movement.objects.get(key=key), treat_id, kind, reverses)
        raise


def _only_this():
    """One INSERT is a transaction by itself. Within a larger one a refusal must leave the rest of that standing."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _same(movement, treat_id, kind, reverses=None):
    if (movement.treat_id, movement.kind, movement.reverses_id) != (treat_id, kind, reverses and reverses.pk):
        raise KeyUsedElsewhere
    return Counted(movement, is_new=False)
