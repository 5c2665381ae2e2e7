"""What a server really answers when its database is away, and when more is sent than it takes."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow
# As installed, but that nothing was collected here, and that nobody waits as long.
SETTINGS = """
from enchante.settings import *
from enchante.settings import DATABASES, STORAGES
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
DATABASES["default"]["OPTIONS"]["pool"]["timeout"] = 0.5
"""
EMBEDDED = "/oembed/?url=http%3A%2F%2F127.0.0.1%3A8000%2Finbedden%2Fgent%2F"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """The port of a server whose PostgreSQL is not there."""
    folder, port = tmp_path_factory.mktemp("served"), free_port()
    (folder / "served_settings.py").write_text(SETTINGS)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "served_settings",
        "DEBUG": "false",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECRET_KEY": "0a1b2c3d4e5f6g7h8i9j" * 3,
        "DATABASE_URL": f"postgres://nobody@127.0.0.1:{free_port()}/nothing",
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "enchante.wsgi",
        "--pythonpath",
        str(folder),
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "1",
    ]
    with (folder / "written").open("w") as out:
        server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=out, stderr=out)
    until = time.monotonic() + 60
    while not is_there(port) and time.monotonic() < until:
        time.sleep(0.2)
    yield port
    server.terminate()
    server.wait(20)


def is_there(port):
    try:
        return ask(port, "/healthz")[0] == 200
    except OSError:
        return False


def ask(port, path, method="GET", body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, {"X-Forwarded-Proto": "https"} | headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()
    finally:
        connection.close()


def is_calm(headers, page, language):
    foreign = [href for href in re.findall(r'(?:href|src)="(.*?)"', page) if "//" in href]
    return f'<html lang="{language}"' in page and "Set-Cookie" not in headers and foreign == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_database_that_is_away_gives_the_page_for_that(port, language):
    prefix = "" if language == "nl" else f"/{language}"

    status, headers, page = ask(port, f"{prefix}/plekken/?bij=Gent")

    assert (status, headers["Retry-After"]) == (503, "60")
    assert is_calm(headers, page, language)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        *[("/plekken.geojson", "application/json"), ("/open/hsds/services", "application/json"), (EMBEDDED, "application/json")],
        *[("/open/plekken.csv", "text/plain; charset=utf-8"), ("/open/hsds.zip", "text/plain; charset=utf-8")],
        *[("/agenda/gent.ics", "text/plain; charset=utf-8"), ("/nieuws.atom", "text/plain; charset=utf-8")],
    ],
)
def test_a_database_that_is_away_is_told_to_a_program_in_its_form(port, address, kind):
    status, headers, text = ask(port, address)

    assert (status, headers["Retry-After"], headers["Content-Type"]) == (503, "60", kind)
    assert "Probeer het over enkele minuten opnieuw." in text


def test_a_login_that_cannot_be_looked_up_gives_it_too(port):
    status, headers, page = ask(port, "/mijn-plek/", Cookie="sessionid=0a1b2c3d4e5f6g7h8i9j0a1b2c3d4e5f")

    assert status == 503 and is_calm(headers, page, "nl")


def test_what_needs_no_database_still_stands(port):
    assert ask(port, "/zonder-verbinding/")[0] == 200
    assert ask(port, "/nergens/")[0] == 404


@pytest.mark.parametrize("language", [code for code, _name in settings.WHOLE_LANGUAGES])
@pytest.mark.parametrize("size", [1_200_000, 12_000_000])
def test_a_body_that_is_too_large_is_told_so(port, language, size):
    """Heard to its end first: who is still sending would see a broken connection instead of the page."""
    prefix = "" if language == "nl" else f"/{language}"
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    status, headers, page = ask(port, f"{prefix}/doe-mee/", "POST", b"name=" + b"a" * size, **form)

    assert status == 413 and is_calm(headers, page, language)


def test_too_many_fields_are_told_so(port):
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    status, headers, page = ask(port, "/doe-mee/", "POST", b"&".join([b"a="] * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)), **form)

    assert status == 413 and is_calm(headers, page, "nl")
