"""Back to the moment before a slip: what the README tells about the log of PostgreSQL, done with the programs that come along."""

import os
import pwd
import shutil
import subprocess
import time

import pytest
from django.conf import settings

from tests.chaos.house import PROGRAMS, Postgres
from tests.chaos.two_machines import run_as


@pytest.fixture
def folder():
    """Where PostgreSQL itself may come."""
    folder = settings.VAR / f"log-of-tests-{os.getpid()}"
    folder.mkdir(parents=True)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.slow
def test_a_database_comes_back_to_the_moment_before_a_slip(folder):
    archive, base = folder / "archive", folder / "base"
    keeps = {"archive_mode": "on", "archive_command": f"'cp %p {archive}/%f'"}
    for place in [archive, base]:
        place.mkdir(mode=0o700)
    with Postgres(folder / "main", **keeps) as main:
        owner = pwd.getpwuid(main.folder.stat().st_uid)
        for place in [archive, base]:
            os.chown(place, owner.pw_uid, owner.pw_gid)
        source = ["-h", main.address["HOST"], "-U", main.address["USER"]]
        subprocess.run([PROGRAMS / "pg_basebackup", *source, "-D", base, "--checkpoint=fast"], check=True, cwd="/", **run_as(owner))
        main.ask("CREATE TABLE board (treat text)")
        main.ask("INSERT INTO board VALUES ('coffee'), ('soup')")
        moment = main.ask("SELECT clock_timestamp()")[0][0]
        time.sleep(0.1)
        main.ask("DELETE FROM board")
        last = main.ask("SELECT pg_walfile_name(pg_switch_wal())")[0][0]
        _until(lambda: (archive / last).exists() and main.ask("SELECT last_archived_wal FROM pg_stat_archiver")[0][0] >= last)

    with (base / "postgresql.auto.conf").open("a") as told:
        told.write(f"restore_command = 'cp {archive}/%f %p'\nrecovery_target_time = '{moment}'\nrecovery_target_action = 'promote'\n")
    (base / "recovery.signal").touch()

    with Postgres(base) as back:
        _until(lambda: not back.ask("SELECT pg_is_in_recovery()")[0][0])
        assert back.ask("SELECT treat FROM board ORDER BY treat") == [("coffee",), ("soup",)]


def _until(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)
