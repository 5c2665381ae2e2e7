"""The database of the tests: made once for each state of the migrations, copied for each worker, emptied after each test that commits."""

import fcntl
import hashlib
import os
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import OperationalError, connection, transaction

# Without triggers, for movements refuse to go. Who is still writing (a browser that asked for something) is waited for. What the
# migrations filled is the same after every test, and stays.
EMPTY = """
    SET LOCAL session_replication_role = replica;
    DO $$
    DECLARE
        names text[] := ARRAY(
            SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'
                AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission', 'enchante_cache'));
        name text;
    BEGIN
        EXECUTE 'LOCK TABLE ' || array_to_string(names, ', ') || ' IN SHARE ROW EXCLUSIVE MODE';
        FOREACH name IN ARRAY names LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
    END $$"""
PATTERN = "pattern_of_tests_"


@contextmanager
def for_all_tests_of_a_file(blocker):
    """What is written within is there for each of them; what they change is undone after each, and this after the last. None may commit."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def prepare(*, anew):
    """Let this worker's database be that of the last run while it serves, else a copy of the pattern, itself made `anew` on demand.

    Returns a file and what to note in it once all tests ran: until then nobody trusts the database.
    """
    now, note = _state(), settings.VAR / f"migrations-of-tests-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    before = note.read_text() if note.exists() else ""
    note.unlink(missing_ok=True)
    if anew or now != before:
        with _one_at_a_time():
            _copy(_pattern(f"{PATTERN}{now[:12]}", anew))
    return note, now


def pattern():
    """The name of a database with all tables and nothing in them, made where there is none."""
    with _one_at_a_time():
        return _pattern(f"{PATTERN}{_state()[:12]}", anew=False)


def _state():
    """A fingerprint of all migrations and what they lean on: Django only notices new ones."""
    paths = sorted([*settings.BASE_DIR.glob("*/migrations/*.py"), settings.BASE_DIR / "requirements.lock"])
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


@contextmanager
def _one_at_a_time():
    with (settings.VAR / "pattern-of-tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _pattern(name, anew):
    """The name of a database with all tables and nothing in them."""
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PATTERN])
        there = {row[0] for row in cursor.fetchall()}
        for old in there - (set() if anew else {name}):
            cursor.execute(f"DROP DATABASE {old} WITH (FORCE)")
    if anew or name not in there:
        mine, own = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
        connection.settings_dict["TEST"]["NAME"] = name
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = mine
        connection.settings_dict["TEST"]["NAME"] = own
    return name


def _copy(pattern):
    name = connection.creation._get_test_db_name()
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {pattern}")


def empty():
    """Delete every row a test wrote: a tenth of the time of Django's TRUNCATE, which makes 300 files anew."""
    for tries_left in (4, 3, 2, 1, 0):
        try:
            return _delete()
        except OperationalError:
            # A browser was still asking for something, or letters were on their way, and PostgreSQL ended one of the two.
            if not tries_left:
                raise
            time.sleep(0.2)


def _delete():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(EMPTY)
