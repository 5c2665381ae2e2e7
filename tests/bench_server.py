"""The server that is measured, and how often in a second several clients get something from it."""

import http.client
import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT, CLIENTS, SECONDS, ROUNDS = 8765, 4, 2.0, 3
STATIC = "/healthz"


@contextmanager
def gunicorn(settings="enchante.settings"):
    command = [sys.executable, "-m", "gunicorn", "enchante.wsgi", "--bind", f"127.0.0.1:{PORT}", "--workers", "1", "--threads", "4"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until_ready()
        yield
    finally:
        server.terminate()
        server.wait(10)


def ratio(measured, compared):
    """The median over rounds in which the two, both numbers a second, take turns."""
    measured()
    return statistics.median(measured() / compared() for _ in range(ROUNDS))


def per_second(new_client):
    """How often a second all clients together do what `new_client()` gives each to do."""
    with ThreadPoolExecutor(CLIENTS) as clients:
        return sum(clients.map(_keep_asking, [new_client] * CLIENTS)) / SECONDS


def connect():
    return http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)


def ask(connection, path, *, method="GET", body=None, headers=None, expect=(200, 304)):
    """The headers of the answer, which must be one of those expected."""
    connection.request(method, path, body, {"X-Forwarded-Proto": "https", **(headers or {})})
    response = connection.getresponse()
    response.read()
    if response.status not in expect:
        raise SystemExit(f"{path} answered {response.status}")
    return response.headers


def _keep_asking(new_client):
    ask_once, answers, end = new_client(), 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        ask_once()
        answers += 1
    return answers


def _until_ready():
    for _ in range(100):
        try:
            ask(connect(), STATIC)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("gunicorn does not answer")
