"""What the server writes down says nothing about a person."""

import importlib.util
import os
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver

from enchante.discreet import TOKENS, UNWRITTEN, public_path

SECRET = "s3cr3t"
# An app that breaks on request, so that gunicorn writes down what it thinks of it.
APP = """
def application(environ, start_response):
    if environ["PATH_INFO"].endswith("/break/"):
        raise ValueError("broken")
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""


@pytest.fixture
def conf():
    spec = importlib.util.spec_from_file_location("gunicorn_conf", settings.BASE_DIR / "gunicorn.conf.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def server(tmp_path):
    """Gunicorn as it stands on a server, before that app: its port, and a function that stops it and gives what it wrote."""
    (tmp_path / "breaking.py").write_text(APP)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--pythonpath", str(tmp_path), "--workers", "1", "--bind", f"127.0.0.1:{port}"]
    written = tmp_path / "written"
    with written.open("w") as out:
        process = subprocess.Popen([*command, "breaking"], cwd=settings.BASE_DIR, env=os.environ, stdout=out, stderr=out)
    until = time.monotonic() + 20
    while not ask(port, "GET /plekken/ HTTP/1.1") and time.monotonic() < until:
        time.sleep(0.1)

    def stop():
        process.terminate()
        process.wait(20)
        return written.read_text()

    yield port, stop
    process.kill()
    process.wait()


def ask(port, line):
    """What the server answers to this request line, nothing while it is not there yet."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(f"{line}\r\nHost: localhost\r\nUser-Agent: OldPhone\r\nConnection: close\r\n\r\n".encode())
            return connection.makefile("rb").read()
    except ConnectionError:
        return b""


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/", "/"),
        ("/plekken/", "/plekken/"),
        ("/fr/plek/cafe-de-loge/", "/fr/plek/cafe-de-loge/"),
        ("/toog/s3cr3t/", None),
        ("/fr/toog/s3cr3t/uit/", None),
        ("/mijn-plek/", None),
        ("/fr/mijn-organisatie/3/opzij/", None),
        ("/mijn-vragen/", None),
        ("/beheer/vouchers/treat/3/change/", None),
        ("/doe-mee/", None),
        ("/fr/doe-mee/uitnodiging/s3cr3t/", None),
        ("/bedankt/s3cr3t/", "/bedankt/…"),
        ("/betalen/s3cr3t/", "/betalen/…"),
        ("/en/betaling/mollie/s3cr3t/", "/betaling/…"),
    ],
)
def test_the_access_log_leaves_out_what_tells_about_a_person(path, written):
    assert public_path(path) == written


def test_no_address_with_a_token_is_written_down():
    """Slugs and numbers are public names; whatever else an address takes may be a secret."""
    public = {"SlugConverter", "IntConverter"}
    taking = {
        route.removeprefix("^").split("/")[0]
        for route, converters in routes(get_resolver().url_patterns)
        if {type(converter).__name__ for converter in converters} - public
    }

    assert taking >= {"toog", "bedankt", "betalen"}
    # What is told as open data has identifiers that anybody may know.
    assert taking - {"open"} <= UNWRITTEN | TOKENS


@pytest.mark.slow
def test_gunicorn_writes_no_address_no_question_and_no_token(server):
    port, stop = server
    for line in [
        f"GET /plekken/?bij={SECRET} HTTP/1.1",
        f"POST /toog/{SECRET}/ HTTP/1.1",
        f"GET /bedankt/{SECRET}/ HTTP/1.1",
        f"GET /toog/{SECRET}/break/ HTTP/1.1",
        f"GET /plekken/break/?bij={SECRET} HTTP/1.1",
        f"GET /toog/{SECRET}/ HTTP/nonsense",
    ]:
        ask(port, line)

    lines = stop()

    assert "GET /plekken/ 200" in lines
    assert "GET /bedankt/… 200" in lines
    assert lines.count("ValueError: broken") == 2
    assert "Invalid request" in lines
    assert not [line for line in lines.splitlines() if SECRET in line or "OldPhone" in line]
    assert not [line for line in lines.splitlines() if "127.0.0.1" in line and "Listening at" not in line]
    assert "POST" not in lines


def test_one_process_has_no_more_threads_than_its_pool_has_connections(conf):
    assert conf.threads <= settings.DATABASE_POOL_SIZE


def routes(patterns, before="", above=()):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        converters = [*above, *pattern.pattern.converters.values()]
        if isinstance(pattern, URLPattern):
            yield route, converters
        else:
            yield from routes(pattern.url_patterns, route, converters)


@pytest.mark.slow
def test_an_address_of_20_kb_comes_to_our_own_pages_and_one_without_end_does_not(server):
    port, _stop = server

    assert ask(port, f"GET /lijstje/?plek={'x' * 20_000} HTTP/1.1").startswith(b"HTTP/1.1 200 ")
    assert b" 200 " not in ask(port, f"GET /lijstje/?plek={'x' * 40_000} HTTP/1.1")
