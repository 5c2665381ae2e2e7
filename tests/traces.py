"""What is left of somebody: every row there is, as text."""

from django.db import connection
from psycopg.sql import SQL, Identifier


def rows():
    """Every row of every table, with the name of its table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")
        found = set()
        for (table,) in cursor.fetchall():
            cursor.execute(SQL("SELECT to_jsonb(t)::text FROM {} t").format(Identifier(table)))
            found |= {(table, row) for (row,) in cursor.fetchall()}
        return found
