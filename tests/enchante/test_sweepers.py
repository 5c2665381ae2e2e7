"""What runs by itself may run again right after: the second time it changes nothing, and writes to nobody."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from enchante.tasks import TIMETABLE
from merchants import letters
from tests.traces import rows

# The file of a night is written over by the same night; tests/enchante/test_backups.py tells of it.
ELSEWHERE = {"backup"}
COMMANDS = [command for command, _cron in TIMETABLE if command not in ELSEWHERE]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_everything_that_runs_by_itself_changes_nothing_the_second_time(settings, tmp_path, monkeypatch):
    settings.DEBUG, settings.BACKUP_FOLDER = True, tmp_path
    # Letters go with `send_letters` alone, not meanwhile.
    monkeypatch.setattr(letters.postman, "submit", lambda job: None)
    call_command("seed_demo", today=date(2026, 11, 23), stdout=StringIO())
    moved, moved_again = set(), {}
    before = rows()

    for command in COMMANDS:
        once, twice = _after(command), _after(command)
        moved |= {command} if once != before else set()
        moved_again |= {command: once ^ twice} if once != twice else {}
        before = twice

    assert moved_again == {}
    assert moved >= {"send_letters", "tell_teams_of_signals"}


def _after(command):
    """Every row there is after it ran."""
    call_command(command, stdout=StringIO(), stderr=StringIO())
    return rows()
