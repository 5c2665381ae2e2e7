"""Real threads with real connections, and the guards they meet taken away to prove that the race is real."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Condition
from time import monotonic

from django.db import connection


def at_once(*functions):
    """Run the functions at the same moment, each in a thread and on a connection of its own. Returns what came of each, exceptions too."""
    start = Barrier(len(functions))

    def run(function):
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            return function()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(functions)) as pool:
        return list(pool.map(run, functions))


def meet(monkeypatch, *places, times=2):
    """Whoever comes to one of these functions (module, name) waits there for the others, but not for those whom PostgreSQL holds up."""
    meeting = _Meeting(times)

    def waiting(function):
        def wait_and_go_on(*arguments, **named):
            meeting.come_and_wait()
            return function(*arguments, **named)

        return wait_and_go_on

    for module, name in places:
        monkeypatch.setattr(module, name, waiting(getattr(module, name)))


class _Meeting:
    def __init__(self, times):
        self.times, self.came, self.door = times, 0, Condition()

    def come_and_wait(self):
        with self.door:
            self.came += 1
            self.door.notify_all()
            end, held_up_for = monotonic() + 10, 0
            # Half a second: somebody may wait for a moment only, and come.
            while self.came < self.times and held_up_for < 10 and monotonic() < end:
                held_up_for = held_up_for + 1 if self.came + _held_up() >= self.times else 0
                self.door.wait(0.05)


def _held_up():
    """How many sessions of this database wait for a lock."""
    ((number,),) = execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pg_blocking_pids(pid) <> '{}'")
    return number


def together(*functions):
    """The same without a database: what each returned."""
    with ThreadPoolExecutor(len(functions)) as pool:
        return [asked.result() for asked in [pool.submit(function) for function in functions]]


def execute(sql, parameters=None):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else None


@contextmanager
def rules_off():
    """As if somebody wrote in the tables behind everybody's back."""
    execute("SET session_replication_role = replica")
    yield
    execute("SET session_replication_role = DEFAULT")


@contextmanager
def without_constraint(table, name):
    """The same database without one of its rules; what broke the rule meanwhile is swept away before it is put back."""
    (definition,) = execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [name])[0]
    execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    try:
        yield
    finally:
        execute("SET session_replication_role = replica")
        execute("DELETE FROM vouchers_movement; UPDATE vouchers_treat SET waiting = 0, set_aside = 0")
        execute("SET session_replication_role = DEFAULT")
        execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
