"""Speed, as ratios within one run: machines are shared and noisy, so a time alone says nothing. `make bench` prints the table.

Each row is a page's requests per second through gunicorn, divided by those of `/healthz`: a Django view that answers two bytes, on the same
server, in the same run, asked by the same client, measured in turns.
"""

import http.client
import os
import shutil
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import django
from django.core.management import call_command

from enchante import local_postgres
from tests.bench_town import fill_to

ROOT = Path(__file__).resolve().parent.parent
PORT, CLIENTS, SECONDS, ROUNDS = 8765, 4, 2.0, 3
SIZES = [1_000, 100_000]
STATIC = "/healthz"
FINDER = "/plekken/?lat=51.05&lng=3.72"
PAGES = [
    ("finder, nearest 20", FINDER),
    ("finder, nearest 20 with a toilet", f"{FINDER}&dienst=toilet"),
    ("finder, nearest 20 open now", f"{FINDER}&open=nu"),
]


def main():
    folder = ROOT / "var" / "bench-postgres"
    folder.parent.mkdir(exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    with local_postgres.running(folder) as address:
        os.environ.update(_production(address))
        django.setup()
        for command in [["migrate"], ["load_catalogue"], ["collectstatic", "--noinput"]]:
            call_command(*command, verbosity=0, stdout=StringIO())
        print(f"{'page':<46} {'places':>8} {'ratio to a static answer':>25}")
        for size in SIZES:
            fill_to(size)
            with _gunicorn():
                for name, path in PAGES:
                    print(f"{name:<46} {size:>8} {_ratio(path):>25.2f}", flush=True)


def _production(address):
    url = f"postgres://{address['USER']}@/{address['NAME']}?host={address['HOST']}"
    names = {"DEBUG": "false", "SECRET_KEY": "only-for-measuring-" * 4, "ALLOWED_HOSTS": "127.0.0.1", "DATABASE_URL": url}
    return {**names, "DJANGO_SETTINGS_MODULE": "enchante.settings"}


@contextmanager
def _gunicorn():
    command = [sys.executable, "-m", "gunicorn", "enchante.wsgi", "--bind", f"127.0.0.1:{PORT}", "--workers", "1", "--threads", "4"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until_ready()
        yield
    finally:
        server.terminate()
        server.wait(10)


def _until_ready():
    for _ in range(100):
        try:
            _ask(http.client.HTTPConnection("127.0.0.1", PORT, timeout=10), STATIC)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("gunicorn does not answer")


def _ratio(path):
    """The median over rounds in which the page and the static answer take turns."""
    _per_second(path)
    return statistics.median(_per_second(path) / _per_second(STATIC) for _ in range(ROUNDS))


def _per_second(path):
    with ThreadPoolExecutor(CLIENTS) as clients:
        return sum(clients.map(_keep_asking, [path] * CLIENTS)) / SECONDS


def _keep_asking(path):
    connection, answers, end = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30), 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        _ask(connection, path)
        answers += 1
    connection.close()
    return answers


def _ask(connection, path):
    connection.request("GET", path, headers={"X-Forwarded-Proto": "https"})
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise SystemExit(f"{path} answered {response.status}")


if __name__ == "__main__":
    main()
