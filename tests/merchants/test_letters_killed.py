"""Whoever sends letters is killed with -9 in the middle of one: it is never lost, and comes twice at most."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from merchants.letters import Letter
from tests.chaos.mailbox import AFTER, BEFORE, Mailbox

LUT, AN = "lut@example.org", "an@example.org"


@pytest.fixture
def mailbox():
    with Mailbox() as there:
        yield there


@pytest.fixture
def send(transactional_db, mailbox):
    """Starts `manage.py send_letters` on the database of this test, with this mail server."""
    started = []

    def start():
        told = {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_FOR_TESTS": connection.settings_dict["NAME"],
            "EMAIL_URL": mailbox.url,
        }
        command = [sys.executable, "manage.py", "send_letters"]
        started.append(subprocess.Popen(command, cwd=settings.BASE_DIR, env=os.environ | told, stdout=subprocess.DEVNULL))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.parametrize(("moment", "times"), [(BEFORE, 1), (AFTER, 2)])
def test_a_letter_whose_sender_is_killed_comes_once_or_twice_and_the_others_once(mailbox, send, moment, times):
    for to in [LUT, AN]:
        Letter.objects.create(event=to, to=to, subject="Dank je", body="Het hangt.\n")
    mailbox.stop_at_next(moment)

    killed = send()
    assert mailbox.stopped.wait(120)
    killed.kill()
    killed.wait()
    assert set(Letter.objects.waiting().values_list("to", flat=True)) == {LUT, AN}
    mailbox.go_on()
    assert send().wait(120) == 0

    assert mailbox.got == {LUT: times, AN: 1}
    assert not Letter.objects.waiting().exists()
