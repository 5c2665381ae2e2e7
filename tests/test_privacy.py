"""What the database knows about people: only what stands in tests/columns.py, and of guests nothing."""

import re

import pytest
from django.apps import apps
from django.db import connection

from tests.columns import MINUTES, WHOSE, columns

# No model or column may be called like somebody who comes in, or what they carry.
GUESTS = re.compile(
    r"(?:^|_)(?:guest|gast|visitor|client|consumer|taker|device|ip|agent|fingerprint|gender|birth\w*|hour|minute|taken|time)(?:s|_|$)"
)
# The hours of a place, how long an activity takes, the log of the admin, how often a form came, and when what runs by itself was due:
# each has its line.
FINE = {"minutes", "opening_hours", "phone_hours", "quiet_hours", "openminutes", "action_time", "times", "defer_timestamp"}


@pytest.fixture
def in_database(db):
    """(table, column) -> its type, of every table there is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'")
        return {(table, column): kind for table, column, kind in cursor.fetchall()}


def test_every_column_has_its_line_and_every_line_its_column(in_database):
    assert columns().keys() - in_database.keys() == set()
    assert in_database.keys() - columns().keys() == set()


def test_every_line_says_whose_why_and_how_long():
    assert {name: told for name, told in columns().items() if len(told) != 3 or told[0] not in WHOSE or not all(told)} == {}


def test_nothing_is_called_after_a_guest(in_database):
    names = {name for column in in_database for name in column} | {model._meta.model_name for model in apps.get_models()}

    assert {name for name in names - FINE if GUESTS.search(name)} == set()


@pytest.mark.parametrize("name", ["guest", "merchants_guest", "guest_name", "ip", "last_ip", "user_agent", "taken_at", "device_id", "hour"])
def test_a_name_after_a_guest_is_recognised(name):
    assert GUESTS.search(name)


def test_only_reviewed_columns_know_a_minute(in_database):
    known = {}
    for (table, column), kind in in_database.items():
        if kind.startswith("time"):
            known.setdefault(table, set()).add(column)

    assert known == MINUTES
