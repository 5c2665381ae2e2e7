"""What strikes. Each returns whether it struck: requests were under way, and somebody noticed or something was left half done."""

import random
import time

import psycopg

from .house import kill_all_of
from .mailbox import AFTER, BEFORE

MEGABYTE = 1 << 20
chance = random.Random(2)  # noqa: S311 - no secret


def web_worker(storm):
    """A process of gunicorn is killed with -9: the one that served most, for another may still be waking up."""
    workers = sorted(storm.house.web_workers(), key=lambda worker: worker.cpu_times().user)
    return bool(workers) and _notices(storm, workers[-1].kill)


def sessions(storm):
    """Every session of the database is ended, whatever it is doing."""
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    return _notices(storm, lambda: storm.house.postgres.ask(end))


def postgres(storm):
    """PostgreSQL is killed with -9, and started again."""
    return _notices(storm, storm.house.postgres.kill, then=storm.house.postgres.start)


def full_disk(storm):
    """Nothing can be written any more, its own log neither; then there is room again."""
    filler = storm.house.disk / "filler"
    try:
        return _notices(storm, lambda: _fill(storm, filler), then=lambda: _make_room(storm, filler))
    finally:
        filler.unlink(missing_ok=True)


def mid_mail(storm):
    """The worker is killed with -9 while the mail server holds a letter, taken or not."""
    mailbox, house = storm.house.mailbox, storm.house
    mailbox.stop_at_next(chance.choice([BEFORE, AFTER]))
    try:
        if not _work_on(storm, "send_letters", mailbox.stopped.is_set):
            return False
        struck = storm.journal.under_way > 0
        kill_all_of(house.worker)
        return struck
    finally:
        mailbox.go_on()


def mid_payment(storm):
    """The worker is killed with -9 while it asks the bank about payments and writes down what it hears."""
    begun = "SELECT count(*) FROM procrastinate_jobs WHERE args->>'command' = 'reconcile_payments' AND status = 'doing'"
    before = storm.house.postgres.ask(begun)[0][0]
    if not _work_on(storm, "reconcile_payments", lambda: storm.house.postgres.ask(begun)[0][0] > before):
        return False
    time.sleep(chance.uniform(0, 0.3))
    struck = storm.journal.under_way > 0
    kill_all_of(storm.house.worker)
    return struck and storm.house.postgres.ask(begun)[0][0] > before


def _notices(storm, strike, then=lambda: None):
    """Strike while somebody waits for an answer. Whether anybody got none."""
    storm.until(lambda: storm.journal.under_way > 0, 10)
    before, waiting = storm.journal.failed, storm.journal.under_way
    strike()
    storm.until(lambda: storm.journal.failed > before, 20)
    then()
    return waiting > 0 and storm.journal.failed > before


def _work_on(storm, command, is_at_it):
    """Give the worker this to do. Whether it was seen doing it."""
    work = "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', 'run_command', %s::jsonb)"
    storm.house.postgres.ask(work, [f'{{"timestamp": 0, "command": "{command}"}}'])
    return storm.until(is_at_it, 60)


def _fill(storm, filler):
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(MEGABYTE))
        except OSError:
            pass
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            # A new piece of its log each time: soon there is none.
            storm.house.postgres.ask("SELECT pg_switch_wal()")
        except psycopg.Error:
            return


def _make_room(storm, filler):
    filler.unlink()
    # A server that found no room may be on its way out.
    time.sleep(1)
    storm.house.postgres.start()
