"""Keeping the squares of the map small and true (see `merchants.models.squares`)."""

from django.db import connection, transaction

from merchants.models import squares

# Any number will do, as long as nothing else locks the same one.
_ONE_AT_A_TIME = 5_011_895


def compact_map():
    """Put the rows of each square together. Whoever changes places meanwhile neither waits nor is forgotten."""
    _run(squares.LOOK)
    _run(squares.COMPACT)


@transaction.atomic
def mend_map():
    """Compare the squares with the places, and put right what differs. Returns how many squares did."""
    # Two at once would both add what is lacking.
    _run("SELECT pg_advisory_xact_lock(%s)", _ONE_AT_A_TIME)
    return _run(squares.MEND)


def _run(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.rowcount
