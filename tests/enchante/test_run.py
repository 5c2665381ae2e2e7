"""`make run` opens the whole house and closes it again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress

import psutil
import pytest
from django.conf import settings

from enchante import local_postgres, run

# Each process of the tests has its own, for some tests kill it.
FOLDER = settings.VAR / f"postgres-for-tests-of-run-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


@pytest.fixture
def taken_port():
    with socket.create_server((run.HOST, 0)) as server:
        yield str(server.getsockname()[1])


@pytest.fixture
def house(tmp_path):
    """Opens the house, and tells the process and its address once it is open."""
    opened, said = [], tmp_path / "said"

    def opens():
        with socket.create_server((run.HOST, 0)) as server:
            port = str(server.getsockname()[1])
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "POSTGRES_FOR_TESTS": FOLDER.name,
            "PORT": port,
            "SITE_URL": "",
        }
        # Into a file, not a pipe: what a kill leaves behind would hold a pipe open.
        with said.open("w") as out:
            process = subprocess.Popen([sys.executable, "-m", "enchante.run"], cwd=settings.BASE_DIR, env=environment, stdout=out)
        opened.append(process)
        assert in_time(lambda: process.poll() is not None or f":{port}" in said.read_text()), "it did not open"
        assert process.poll() is None, said.read_text()
        return process, f"http://{run.HOST}:{port}/components/"

    yield opens
    for process in opened:
        kill(process.pid)
        process.wait(30)
    with local_postgres.running(FOLDER):
        pass  # The last one out stops what a kill left behind.


def kill(number):
    """The process and all it started, as a power cut would."""
    with suppress(psutil.NoSuchProcess):
        first = psutil.Process(number)
        first.suspend()  # Else it might begin anew what was just killed.
        for process in [*first.children(recursive=True), first]:
            with suppress(psutil.NoSuchProcess):  # It ended by itself when another of them did.
                process.kill()


def in_time(condition):
    """Whether it came true within two minutes; machines are shared and slow at times."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.1)
    return False


def worker_of(process, but=None):
    """The process that does what runs by itself, or in the end a failure."""

    def found():
        for child in psutil.Process(process.pid).children():
            with suppress(psutil.NoSuchProcess):
                if "work" in child.cmdline() and child != but:
                    return child
        return None

    assert in_time(found), "Nobody does what runs by itself."
    return found()


def answers(address):
    try:
        return urllib.request.urlopen(address, timeout=20).status  # noqa: S310
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("text", ["abc", "-1", "0", "65536", "80 80", "8000.5"])
def test_a_port_that_is_none_is_told_in_a_sentence(text):
    with pytest.raises(SystemExit, match="is not a port: choose a number"):
        run.free_port(text)


def test_a_taken_port_is_told_in_a_sentence(taken_port):
    with pytest.raises(SystemExit, match=f"Port {taken_port} is taken"):
        run.free_port(taken_port)


def test_a_database_that_does_not_answer_is_told_in_a_sentence(settings):
    settings.LOCAL_POSTGRES, settings.DATABASE_URL = None, "postgres://nobody@127.0.0.1:1/nothing"

    with pytest.raises(SystemExit, match="The database of DATABASE_URL does not answer"), run.database():
        pass


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_house_opens_and_all_of_it_closes(house, end):
    process, address = house()
    worker_of(process)
    family = psutil.Process(process.pid).children(recursive=True)
    assert answers(address) == 200

    process.send_signal(end)

    assert process.wait(30) == 0
    assert [member for member in family if member.is_running() and member.status() != psutil.STATUS_ZOMBIE] == []
    assert not local_postgres.is_running(FOLDER)


@pytest.mark.slow
def test_what_runs_by_itself_begins_anew_where_it_died(house):
    process, _address = house()
    first = worker_of(process)

    first.kill()

    assert worker_of(process, but=first).is_running()


@pytest.mark.slow
def test_the_house_opens_again_after_everything_was_killed(house):
    process, _address = house()
    kill(process.pid)
    kill(int((FOLDER / "postmaster.pid").read_text().split()[0]))

    _process, address = house()

    assert answers(address) == 200
