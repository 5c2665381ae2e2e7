"""The PostgreSQL that comes along: it starts, lasts as long as somebody uses it, and forgets nothing, whatever happens to it."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from enchante import local_postgres

pytestmark = pytest.mark.slow
QUICK = {"fsync": "off"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One server's folder for all tests here; making one is the slow part."""
    return tmp_path_factory.mktemp("house") / "postgres"


def ask(folder, question):
    address = local_postgres.address(folder)
    with psycopg.connect(host=address["HOST"], user=address["USER"], dbname=address["NAME"], autocommit=True) as connection:
        answer = connection.execute(question)
        return answer.fetchone()[0] if answer.description else None


def write_down(folder):
    ask(folder, "DROP TABLE IF EXISTS note; CREATE TABLE note (words text); INSERT INTO note VALUES ('still here')")


def server_number(folder):
    return int((folder / "postmaster.pid").read_text().split()[0])


def user_of(folder):
    """A command that holds the server, says so, and waits."""
    program = f"""
import time
from enchante import local_postgres
with local_postgres.running({str(folder)!r}):
    print("up", flush=True)
    time.sleep(60)
"""
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"up\n"
    return process


def test_data_survives_a_stop(folder):
    with local_postgres.running(folder, **QUICK):
        write_down(folder)
    assert not local_postgres.is_running(folder)

    with local_postgres.running(folder, **QUICK):
        assert ask(folder, "SELECT words FROM note") == "still here"


def test_nothing_that_was_asked_is_in_the_log(folder):
    with local_postgres.running(folder, **QUICK):
        assert ask(folder, "SHOW log_min_error_statement") == "panic"
        assert ask(folder, "SHOW log_error_verbosity") == "terse"
        with pytest.raises(psycopg.errors.DivisionByZero):
            ask(folder, "SELECT 'a secret word', 1/0")

    written = (folder / "log").read_text()
    assert "ready to accept connections" in written
    assert "division by zero" not in written
    assert "a secret word" not in written


def test_nobody_but_this_machine_can_knock(folder):
    with local_postgres.running(folder, **QUICK):
        assert ask(folder, "SHOW listen_addresses") == ""


def test_data_survives_a_kill_of_the_server(folder):
    with local_postgres.running(folder, **QUICK):
        write_down(folder)
        os.kill(server_number(folder), signal.SIGKILL)

    with local_postgres.running(folder, **QUICK):
        assert ask(folder, "SELECT words FROM note") == "still here"


def test_data_survives_a_kill_of_everything(folder):
    user = user_of(folder)
    write_down(folder)
    family = psutil.Process(server_number(folder))
    for process in [user, family, *family.children()]:
        with suppress(psutil.NoSuchProcess):  # Its children end with it, or by themselves.
            process.kill()
    user.communicate()

    with local_postgres.running(folder, **QUICK):
        assert ask(folder, "SELECT words FROM note") == "still here"


def test_a_number_that_now_belongs_to_another_is_not_the_server(folder):
    with local_postgres.running(folder, **QUICK):
        os.kill(server_number(folder), signal.SIGKILL)
    other = subprocess.Popen(["sleep", "60"], user=folder.stat().st_uid if os.geteuid() == 0 else None)
    for trace in (folder / "postmaster.pid", folder / ".s.PGSQL.5432.lock"):
        owner = trace.stat() if trace.exists() else folder.stat()
        lines = trace.read_text().split("\n") if trace.exists() else [""] * 8
        trace.write_text("\n".join([str(other.pid), *lines[1:]]))
        os.chown(trace, owner.st_uid, owner.st_gid)

    assert not local_postgres.is_running(folder)
    with local_postgres.running(folder, **QUICK):
        assert server_number(folder) != other.pid
    assert other.poll() is None
    other.kill()
    other.wait()


def test_the_last_one_out_stops_it(folder):
    user = user_of(folder)
    with local_postgres.running(folder, **QUICK):
        pass
    assert local_postgres.is_running(folder)

    with local_postgres.running(folder, **QUICK):
        user.kill()  # and cannot tidy up behind itself
        user.communicate()
    assert not local_postgres.is_running(folder)


def test_an_interrupted_beginning_is_begun_again(tmp_path):
    folder = tmp_path / "postgres"
    (tmp_path / "postgres.new").mkdir()
    (tmp_path / "postgres.new" / "PG_VERSION").write_text("18")

    with local_postgres.running(folder, **QUICK):
        assert ask(folder, "SELECT 1") == 1


def test_a_long_name_with_odd_characters_is_fine(tmp_path):
    folder = tmp_path / "it's a rather long folder with spaces" / ("x" * 100) / "postgres"

    with local_postgres.running(folder, **QUICK):
        assert ask(folder, "SELECT 1") == 1
        sockets = Path(local_postgres.address(folder)["HOST"])
        assert sockets != folder and sockets.stat().st_mode & 0o077 == 0
    assert not sockets.exists()


def test_what_postgresql_says_is_passed_on(tmp_path):
    with pytest.raises(local_postgres.LocalPostgresError, match="pg_ctl failed"), local_postgres.running(tmp_path / "p", port="nonsense"):
        pass
