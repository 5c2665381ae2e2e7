"""From an empty folder to a town under load, the control that must be caught, and the table of what came of it."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

from django.conf import settings

from . import faults
from .bank import Bank
from .house import PROGRAMS, ROOT, House
from .mailbox import Mailbox
from .storm import KINDS, Storm

# Taken away for the control: a key counts once, what is counted shows on the board, and what is acknowledged is on the disk.
FORGETFUL = {"synchronous_commit": "off", "wal_writer_delay": "10s"}
WITHOUT_GUARDS = """
    ALTER TABLE vouchers_movement DROP CONSTRAINT vouchers_movement_pkey CASCADE;
    DO $$ BEGIN EXECUTE (SELECT 'ALTER TABLE vouchers_movement DISABLE TRIGGER ' || tgname
                         FROM pg_trigger WHERE tgname LIKE 'pgtrigger_move_the_count%'); END $$"""
# What may cut a letter off between the mail server and our note that it went.
CUTS_MAIL = ["job worker killed in mid-mail", "sessions ended", "PostgreSQL killed", "disk full", "main database lost"]


@contextmanager
def open_house(pattern, kind=House):
    """A House that serves the town, with tables as in the database `pattern` of the tests; and what clients must know of it."""
    folder = settings.VAR / f"chaos-{os.getpid()}"
    try:
        with Bank() as bank, Mailbox() as mailbox, kind(folder, bank=bank, mailbox=mailbox) as house:
            _bring_tables(house, pattern)
            environment = house.environment(DATABASE_URL=house.postgres.url)
            town = [sys.executable, "-m", "tests.chaos.town"]
            told = subprocess.run(town, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE).stdout
            house.open()
            yield house, json.loads(told)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bring_tables(house, pattern):
    host, user = (settings.DATABASES["default"][name] for name in ("HOST", "USER"))
    dump = [PROGRAMS / "pg_dump", "-h", host, "-U", user, pattern]
    bring = [PROGRAMS / "psql", "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--output", os.devnull, house.postgres.url]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:
        subprocess.run(bring, stdin=dumping.stdout, check=True)
    if dumping.returncode:
        raise subprocess.CalledProcessError(dumping.returncode, dump)


def storm(house, shops, kinds=KINDS, **asked):
    house.bank.be_moody()
    return Storm(house, shops, kinds).rage(**asked)


def control(house, shops, *, operations=250, strikes=2, seconds=120):
    """The same with the guards taken away. What is not found now would never be found."""
    house.postgres.ask(WITHOUT_GUARDS)
    house.postgres.kill()
    house.postgres.options = FORGETFUL
    house.postgres.start()
    kinds = {"PostgreSQL killed": faults.postgres}
    return Storm(house, shops, kinds).rage(operations=operations, strikes=strikes, seconds=seconds)


def table(storm):
    journal, found = storm.journal, storm.found
    mails = sum(storm.struck.get(kind, 0) for kind in CUTS_MAIL)
    rows = {
        "operations acknowledged": journal.acknowledged,
        "of these taps, gifts, receipts": f"{len(journal.counted)}, {len(journal.bought)}, {len(journal.paid)}",
        "answers that failed and were asked again": journal.failed,
        **storm.struck,
        **{kind: f"skipped: {why}" for kind, why in storm.skipped.items()},
        "answers of the bank that failed": storm.bank.struck,
        "lost": len(found.lost),
        "doubled": len(found.doubled),
        "wrong": len(found.wrong) + len(storm.said),
        "receipts that came twice, of strikes that may cut one": f"{found.mails_doubled} of {mails}",
        "95 of 100 answers came within": f"{storm.p95 * 1000:.0f} ms",
    }
    told = [f"{name:<56} {value:>22}" for name, value in rows.items()]
    return "\n".join([*told, *(f"  {what}" for what in [*found.lost, *found.doubled, *found.wrong, *storm.said][:10])])


def troubles(storm, *, operations, strikes):
    """Why this run does not count, or what it found; nothing where all is well."""
    if storm.journal.acknowledged < operations:
        yield f"Only {storm.journal.acknowledged} operations were acknowledged."
    yield from (f"{kind}: only {times} times." for kind, times in storm.struck.items() if times < strikes)
    if storm.bank.struck < strikes:
        yield f"The bank failed only {storm.bank.struck} times."
    yield from [*storm.found.lost, *storm.found.doubled, *storm.found.wrong, *storm.said]
    if storm.found.mails_doubled > sum(storm.struck.get(kind, 0) for kind in CUTS_MAIL):
        yield f"{storm.found.mails_doubled} receipts came twice."


def unseen(control):
    """What the control did not find although its guards were away: then nothing would ever be found."""
    for what in ["lost", "doubled", "wrong"]:
        if not getattr(control.found, what):
            yield f"Without the guards nothing {what} was seen."
