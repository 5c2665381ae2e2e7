"""What runs by itself: at its moment, each thing once, and nothing that the README tells is forgotten."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from asgiref.sync import async_to_sync
from croniter import croniter
from django.conf import settings
from django.core.management import CommandError, get_commands
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from procrastinate.periodic import PeriodicDeferrer

from enchante.retention import forget
from enchante.tasks import TIMETABLE, run_command, take_up_again
from merchants.importing import taps
from merchants.models import Merchant, PlaceImport
from referrals.models import SettingAside
from tests.factories import make_aside, make_chapter, make_merchant, make_treat
from tests.merchants.importing.test_import_steps import TWO, read, upload
from tests.races import at_once, execute

# What somebody starts, once or when there is a reason to.
BY_HAND = {
    "write_error_pages",
    "doctor",
    "restore",
    "import_merchants",
    "invite_hq",
    "load_catalogue",
    "load_place_names",
    "load_shapes",
    "seed_demo",
    "words",
    "work",
}
# How the README says when, and what that is in the table.
WHEN = {
    "every five minutes": r"\*/5 \* \* \* \*",
    "every quarter of an hour": r"\*/15 \* \* \* \*",
    "every night": r"\d+ \d+ \* \* \*",
    "every morning": r"\d+ [78] \* \* \*",
    "every week": r"\d+ \d+ \* \* \d",
    "every month": r"\d+ \d+ \d+ \* \*",
}


def told():
    """(command, when) as the README has it."""
    told = re.search(r"## What runs now and then\n(.*?)\n## ", (settings.BASE_DIR / "README.md").read_text("utf-8"), re.S)[1]
    return re.findall(r"^\| `(\w+)` \| ([^,|]+?)(?:,[^|]*)? \|", told, re.M)


# The table


def test_what_the_readme_tells_runs_as_often_as_it_says():
    planned = dict(TIMETABLE)

    assert sorted(command for command, _when in told()) == sorted(planned)
    assert [command for command, when in told() if not re.fullmatch(WHEN[when], planned[command])] == []


def test_every_command_runs_by_itself_or_is_started_by_hand():
    ours = {command for command, room in get_commands().items() if room in {"merchants", "vouchers", "referrals", "enchante"}}

    assert ours == BY_HAND | {command for command, _cron in TIMETABLE}
    assert not BY_HAND & dict(TIMETABLE).keys()


@pytest.mark.parametrize("season", [datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)])
def test_nights_are_between_two_and_five_in_belgium_in_winter_and_in_summer(season):
    at_night = [cron for command, cron in TIMETABLE if dict(told())[command] == "every night"]

    assert {timezone.localtime(croniter(cron, season).get_next(datetime)).hour for cron in at_night} <= {2, 3, 4}


def test_nothing_runs_beside_itself_and_one_more_waits_at_most():
    registered = {key[1]: task.configure_kwargs for key, task in app.periodic_registry.periodic_tasks.items() if key[1]}

    assert {name: (kwargs["lock"], kwargs["queueing_lock"]) for name, kwargs in registered.items()} == {
        command: (command, command) for command, _cron in TIMETABLE
    }


def test_what_a_command_said_goes_along_with_what_went_wrong(monkeypatch):
    def check(command, stdout, stderr):
        stdout.write("12 coffees hang, 11 were given")
        raise CommandError("The books do not add up")

    monkeypatch.setattr("enchante.tasks.call_command", check)

    with pytest.raises(CommandError, match="check_books: The books do not add up\n12 coffees hang"):
        run_command(0, "check_books")


@pytest.mark.django_db
def test_work_that_failed_is_forgotten_after_a_month():
    for days in (31, 29):
        execute("INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', %s, 'failed')", [str(days)])
        execute(
            "INSERT INTO procrastinate_events (job_id, type, at) SELECT id, 'failed', %s FROM procrastinate_jobs WHERE task_name = %s",
            [timezone.now() - timedelta(days), str(days)],
        )
    execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'waits')")

    assert [forget()["jobs that failed"] > 0, forget()["jobs that failed"]] == [True, 0]
    assert set(ProcrastinateJob.objects.values_list("task_name", flat=True)) == {"29", "waits"}


# The worker


@pytest.fixture
def work(transactional_db):
    """Starts `manage.py work` on the database of this test."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_FOR_TESTS": connection.settings_dict["NAME"],
    }
    started = []

    def start():
        command = [sys.executable, "manage.py", "work"]
        started.append(subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def stop(worker, end):
    """How it ended, and what it wrote in its log."""
    worker.send_signal(end)
    log = worker.communicate(timeout=60)[1]
    return worker.returncode, log


def in_time(condition):
    """Whether it came true within a minute; machines are shared and slow at times."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.1)
    return False


def cut_short(command, *, attempts=0):
    """A job as a worker leaves it that was killed."""
    execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, status, attempts)"
        " VALUES ('default', 'run_command', %s, %s, jsonb_build_object('timestamp', 0, 'command', %s), 'doing', %s)",
        [command, command, command, attempts],
    )


def test_what_was_set_aside_is_erased_when_it_ends_though_nobody_does_anything(work):
    coffee = make_treat(waiting=2)
    make_aside(coffee, within=-timedelta(minutes=1), sign="cat")
    stands = make_aside(coffee)

    worker = work()

    assert in_time(lambda: SettingAside.objects.count() == 1)
    assert SettingAside.objects.get() == stands
    coffee.refresh_from_db()
    assert coffee.set_aside == 1
    assert in_time(lambda: not ProcrastinateJob.objects.exists())
    assert stop(worker, signal.SIGTERM) == (0, "")


def test_what_was_cut_short_is_taken_up_again_and_what_fails_holds_up_nobody(work):
    run_command.defer(timestamp=0, command="no_such_command")
    cut_short("keep_hours")
    cut_short("keep_map", attempts=2)  # It kills its worker each time.
    cut_short("forget_asides")
    make_aside(make_treat(waiting=1), within=-timedelta(minutes=1))

    worker = work()

    assert in_time(lambda: not SettingAside.objects.exists())
    assert in_time(lambda: not ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).exists())
    failed = {job.args["command"] for job in ProcrastinateJob.objects.filter(status="failed")}
    assert failed == {"no_such_command", "keep_map"}
    result, log = stop(worker, signal.SIGINT)
    assert result == 0
    assert "Unknown command: 'no_such_command'" in log
    assert not ProcrastinateWorker.objects.exists()


@contextmanager
def somebody_else_about_to_take(slug):
    """Who writes a place at this address waits meanwhile, in the middle of what else they write."""
    elsewhere, aside = make_merchant("Elders", chapter=make_chapter("elders")), connection.copy()
    try:
        aside.set_autocommit(False)
        with aside.cursor() as cursor:
            cursor.execute("UPDATE merchants_merchant SET slug = %s WHERE id = %s", [slug, elsewhere.pk])
        yield
    finally:
        aside.rollback()
        aside.close()


@pytest.mark.slow
def test_a_list_whose_worker_is_killed_while_it_writes_is_written_whole_by_the_next(work):
    make_chapter("gent")
    place_import = read(upload(TWO))
    execute("DELETE FROM procrastinate_jobs")
    taps.write(place_import=place_import)
    with somebody_else_about_to_take("de-hoek"):
        killed = work()
        assert in_time(
            lambda: execute("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO%merchant%'")
        )
        killed.kill()
        killed.wait()
    assert in_time(lambda: not execute("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'INSERT INTO%merchant%'"))
    assert PlaceImport.objects.get().state == PlaceImport.State.WRITING
    assert [place.name for place in Merchant.objects.all()] == ["Elders"]
    # As a minute later: nothing was heard of that worker since, and the minute's task is due.
    execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'")
    take_up_again.defer(timestamp=0)

    work()

    assert in_time(lambda: PlaceImport.objects.get().state == PlaceImport.State.WRITTEN)
    assert Merchant.objects.exclude(name="Elders").count() == 2
    assert in_time(lambda: not ProcrastinateJob.objects.filter(task_name="bring_places_in").exists())


@pytest.mark.django_db(transaction=True)
def test_two_machines_start_each_thing_once():
    def machine():
        at_this_moment = [(task, 1_800_000_000) for task in app.periodic_registry.periodic_tasks.values()]
        async_to_sync(PeriodicDeferrer(app.periodic_registry).defer_jobs)(at_this_moment)

    assert at_once(machine, machine) == [None, None]
    assert ProcrastinateJob.objects.count() == len(TIMETABLE) + 1

    execute("DELETE FROM procrastinate_jobs")  # All is done; then a third looks at its clock.
    assert at_once(machine) == [None]
    assert not ProcrastinateJob.objects.exists()
