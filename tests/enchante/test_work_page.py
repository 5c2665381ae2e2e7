"""/beheer/werk/: what runs by itself, told to HQ in plain words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from enchante.tasks import TIMETABLE
from enchante.work_page import HANDED_OVER, WORDS, work_lines
from merchants.models import Letter
from tests.factories import make_team_member
from tests.logins import come_in
from tests.pages import words_of

pytestmark = pytest.mark.django_db
PAGE = "/beheer/werk/"
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def execute(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0] if cursor.description else None


def begin(command, *, at):
    """As the worker notes it when its moment comes."""
    execute(
        "INSERT INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp) VALUES ('run_command', %s, %s)",
        command,
        int(at.timestamp()),
    )


def make_job(command, *, status="todo", at):
    """In the books of procrastinate, which write an event of this moment by themselves."""
    job = execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status) "
        "VALUES ('default', 'run_command', jsonb_build_object('command', %s::text), %s) RETURNING id",
        *[command, status],
    )
    execute("UPDATE procrastinate_events SET at = %s WHERE job_id = %s", at, job)
    if status != "todo":
        execute(
            "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, %s, %s)", job, {"doing": "started"}.get(status, status), at
        )


def line_of(command, now=NOON):
    return next(line for line in work_lines(now) if line.words == WORDS[command])


def test_hq_reads_what_waits_since_when(client, hq):
    make_job("keep_map", at=timezone.now() - timedelta(days=40))
    day = timezone.localtime(timezone.now() - timedelta(days=40))

    told = words_of(client.get(PAGE))

    assert "Wat het langst wacht, wacht sinds" in told
    assert f"Telt de plekken op de kaart opnieuw – wacht sinds {day.day} " in told
    assert "De werker is nog niet gezien." in told


def test_where_all_went_well_nothing_waits_and_the_worker_is_awake(client, hq):
    execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")

    told = words_of(client.get(PAGE))

    assert "De werker is wakker." in told
    assert "Er wacht niets." in told and "wacht sinds" not in told and "lukte niet" not in told


def test_a_worker_that_fell_silent_is_told(client, hq):
    execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '10 minutes')")

    assert "De werker slaapt" in words_of(client.get(PAGE))


@pytest.mark.parametrize("role", ["coordinator", "volunteer"])
def test_a_team_finds_no_such_page(client, role):
    come_in(client, make_team_member(role))

    assert client.get(PAGE).status_code == 404


def test_a_moment_that_nobody_began_waits_since_then():
    begin("forget", at=NOON - timedelta(days=2, hours=9))

    assert line_of("forget").waits_since == datetime(2026, 11, 27, 2, 50, tzinfo=UTC)


def test_a_moment_just_gone_by_is_not_late():
    begin("send_letters", at=NOON - timedelta(minutes=8))

    assert line_of("send_letters").waits_since is None


def test_what_went_wrong_is_told_until_it_begins_anew():
    begin("check_books", at=NOON - timedelta(hours=2))
    make_job("check_books", status="failed", at=NOON - timedelta(hours=1))
    make_job("backup", status="failed", at=NOON - timedelta(hours=1))
    begin("backup", at=NOON - timedelta(minutes=30))

    assert line_of("check_books").failed_at == NOON - timedelta(hours=1)
    assert line_of("backup").failed_at is None


def test_what_runs_now_says_since_when():
    make_job("keep_hours", status="doing", at=NOON - timedelta(minutes=3))

    line = line_of("keep_hours")
    assert (line.runs_since, line.waits_since) == (NOON - timedelta(minutes=3), None)


def test_what_waits_longest_stands_first_and_a_letter_counts_too():
    make_job("keep_map", at=NOON - timedelta(hours=1))
    Letter.objects.create(event="one", to="an@voorbeeld.be", subject="x", body="x")
    Letter.objects.update(written_at=NOON - timedelta(hours=2))

    assert [line.waits_since for line in work_lines(NOON)][:3] == [NOON - timedelta(hours=2), NOON - timedelta(hours=1), None]


def test_everything_of_the_timetable_and_every_task_has_words():
    assert WORDS.keys() == {command for command, _moment in TIMETABLE}
    ours = {name for name in app.tasks if not name.startswith(("builtin:", "procrastinate."))}
    assert HANDED_OVER.keys() | {"run_command"} == ours


def test_the_page_costs_the_same_for_many_jobs(client, hq, django_assert_num_queries):
    with django_assert_num_queries(3):
        work_lines(NOON)
    for command, _moment in TIMETABLE:
        make_job(command, at=NOON - timedelta(hours=1))
    with django_assert_num_queries(3):
        work_lines(NOON)
