"""`make run`: everything a newcomer needs to try Enchanté, started together and stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

HOST = "127.0.0.1"
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ROOT = Path(__file__).resolve().parent.parent
OPEN = """
Enchanté is open at  http://{host}:{port}
  Come in as one of its people:  http://{host}:{port}/demo/
  For passkeys, which need a name:  http://localhost:{port}
  Letters go to {mail}. Ctrl-C closes.
"""


def main():
    for number in ENDS:
        signal.signal(number, _leave)
    try:
        port = free_port(os.environ.get("PORT") or "8000")
        os.environ["SITE_URL"] = os.environ.get("SITE_URL") or f"http://{HOST}:{port}"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enchante.settings")
        with database():
            prepare()
            with serving(port) as server:
                if server.poll() is None:
                    _say(OPEN.format(host=HOST, port=port, mail=os.path.relpath(settings.VAR / "mail")))
                return work_beside(server)
    except KeyboardInterrupt:
        return 0
    except ImproperlyConfigured as error:
        sys.exit(str(error))


def free_port(text):
    """The port as a number, or the end with a sentence that says how to mend it."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT={text} is not a port: choose a number from 1024 to 65535, as in `make run PORT=8001`.")
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, int(text)))
        except PermissionError:
            sys.exit(f"Port {text} is not for everybody: choose a number from 1024 to 65535, as in `make run PORT=8001`.")
        except OSError:
            sys.exit(f"Port {text} is taken (is Enchanté already open?): stop what uses it, or choose another, as in `make run PORT=8001`.")
    return int(text)


@contextmanager
def database():
    """The database of the settings, ours for as long as it is needed."""
    if settings.LOCAL_POSTGRES:
        from enchante import local_postgres

        try:
            with local_postgres.running(settings.LOCAL_POSTGRES):
                yield
        except local_postgres.LocalPostgresError as error:
            sys.exit(str(error))
    else:
        try:
            psycopg.connect(settings.DATABASE_URL, connect_timeout=5).close()
        except psycopg.Error as error:
            sys.exit(f"The database of DATABASE_URL does not answer: {error}")
        yield


def prepare():
    """Tables up to date, words ready, and something to see in an empty house."""
    django.setup()
    from django.db import connection, transaction

    from enchante import words
    from merchants.models import Chapter, PlaceName

    _say("Preparing ...")
    words.compile_stale()
    for folder in ("mail", "static"):
        (settings.VAR / folder).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    if not PlaceName.objects.exists():
        call_command("load_place_names")
    if settings.DEBUG and not Chapter.objects.exists():
        with transaction.atomic():  # A town half told would never be finished.
            call_command("seed_demo")
    # Elsewhere this runs at night. After a fortnight away every place would say "ask first".
    call_command("keep_hours")
    call_command("keep_map")
    connection.close_pool()


@contextmanager
def serving(port):
    """Django's own server, which notices changed files."""
    server = _start("runserver", f"{HOST}:{port}", DJANGO_RUNSERVER_HIDE_WARNING="true")
    try:
        while server.poll() is None and not _answers(port):
            time.sleep(0.1)
        yield server
    finally:
        _stop(server)


def work_beside(server):
    """What runs by itself runs as long as the server does, and begins anew where it dies. Returns how the server ended."""
    worker = _start("work")
    try:
        while server.poll() is None:
            if worker.poll() is not None:
                _say("What runs by itself had stopped (manage.py work); it begins anew.")
                worker = _start("work")
            time.sleep(1)
        return server.returncode
    finally:
        _stop(worker)


def _start(*command, **environment):
    """In a group of its own, so that all of it stops."""
    command, environment = [sys.executable, "manage.py", *command], os.environ | environment
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603


def _stop(process):
    for end in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, end)
            process.wait(10)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


def _answers(port):
    with socket.socket() as trial:
        return trial.connect_ex((HOST, port)) == 0


def _leave(_number, _frame):
    for number in ENDS:  # A second one must not disturb the tidying up.
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _say(text):
    print(text, flush=True)  # noqa: T201 - this is what one sees in the terminal


if __name__ == "__main__":
    sys.exit(main())
