"""A test that was not run does not pass unnoticed."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests import skips

pytestmark = pytest.mark.slow


@pytest.fixture
def run_of(tmp_path):
    """What a run of one small test file comes to: its exit code and its last line."""

    def run(body):
        file = tmp_path / "test_small.py"
        file.write_text(f"import pytest\n\ndef test_one():\n    {body}\n")
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "tests.conftest",
            "-c",
            "pyproject.toml",
            f"--rootdir={settings.BASE_DIR}",
            file,
        ]
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
        return done.returncode, done.stdout.strip().splitlines()

    return run


def test_a_run_without_skips_says_so_below_the_summary(run_of):
    code, lines = run_of("pass")

    assert code == 0
    assert "1 passed" in lines[-2]
    assert lines[-1] == "Skipped: nothing."


def test_a_reviewed_skip_passes_and_is_told(run_of):
    code, lines = run_of(f"pytest.skip({skips.NO_SHARED_DATA!r})")

    assert code == 0
    assert lines[-1].endswith(f"::test_one ({skips.NO_SHARED_DATA}).")


def test_any_other_skip_fails_the_run(run_of):
    code, lines = run_of("pytest.skip('no time')")

    assert code == 1
    assert "Not on the reviewed list in tests/skips.py: no time" in lines
