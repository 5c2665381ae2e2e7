"""What MDN's HTTP Observatory thinks of the headers of a server as installed, behind TLS."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager

import pytest
from django.conf import settings
from django.db import connection

from tests import observatory, skips
from tests.enchante.test_errors_served import free_port, is_there

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not observatory.is_here(), reason=skips.NO_OBSERVATORY)]
# As installed, but that nothing was collected here.
SETTINGS = """
from enchante.settings import *
from enchante.settings import STORAGES
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
"""


@contextmanager
def serving(folder, *more):
    """The site on a port of its own, with the tables of the tests, which hold nothing."""
    port, database = free_port(), connection.settings_dict
    (folder / "served_settings.py").write_text(SETTINGS)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "served_settings",
        "DEBUG": "false",
        "ALLOWED_HOSTS": f"{observatory.NAME},127.0.0.1",
        "SECRET_KEY": "0a1b2c3d4e5f6g7h8i9j" * 3,
        "DATABASE_URL": f"postgres://{database['USER']}@/{database['NAME']}?host={database['HOST']}",
        "WEB_CONCURRENCY": "1",
    }
    command = [sys.executable, "-m", "gunicorn", "enchante.wsgi", "--pythonpath", str(folder), "--bind", f"127.0.0.1:{port}", *more]
    with (folder / f"written-{port}").open("w") as out:
        server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=out, stderr=out)
    try:
        yield port
    finally:
        server.terminate()
        server.wait(20)


def wait_for(port):
    until = time.monotonic() + 120
    while not is_there(port) and time.monotonic() < until:
        time.sleep(0.2)


@pytest.mark.django_db
def test_it_gives_the_best_mark(tmp_path):
    certificate, key = observatory.make_certificate(tmp_path)
    with ExitStack() as servers:
        plain = servers.enter_context(serving(tmp_path))
        tls = servers.enter_context(serving(tmp_path, "--certfile", str(certificate), "--keyfile", str(key)))
        wait_for(plain)

        told = observatory.look(plain_port=plain, tls_port=tls, certificate=certificate)

    assert told.get("scan", told).get("grade") == "A+", told
    assert {name: test["result"] for name, test in told["tests"].items() if not test["pass"]} == {}
