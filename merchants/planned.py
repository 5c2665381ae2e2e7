"""Statements asked again and again, which PostgreSQL plans once per connection: planning the finder's took longer than answering it.

They are prepared by the protocol, not by SQL. Where PgBouncer stands in between (`PGBOUNCER`) they are planned anew each time.
"""

from contextlib import contextmanager
from types import SimpleNamespace

import psycopg
from django.conf import settings
from django.db import connection

# Prepared once asked so often on a connection, and so many at most: each plan takes half a megabyte there.
ASKED_OFTEN, MOST = 2, 30


class _Cursor(psycopg.Cursor):
    """Django's own cursors put the parameters into the text, so that no statement is ever the same."""

    def execute(self, query, params=None):
        super().execute(query, params)
        # Django looks here for what was asked, and of a plan psycopg sends the name alone.
        self._query = SimpleNamespace(query=query.encode())


@contextmanager
def cursor():
    """Like `connection.cursor()`. What decides which plan is best belongs in the text of a statement, the rest in its parameters."""
    connection.ensure_connection()
    asked = connection.connection
    asked.prepare_threshold, asked.prepared_max = None if settings.PGBOUNCER else ASKED_OFTEN, MOST
    with connection.wrap_database_errors, connection._prepare_cursor(_Cursor(asked)) as prepared, _alone():
        yield prepared


@contextmanager
def _alone():
    """Nothing is put before a statement: a plan holds one. So none that is asked here changes what has versions (`merchants.versions`)."""
    wrappers, connection.execute_wrappers = connection.execute_wrappers, []
    try:
        yield
    finally:
        connection.execute_wrappers = wrappers
