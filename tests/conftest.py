"""What every test finds: a database of its own, a browser, the network's files where they are, and honesty about skips."""

import os
from contextlib import nullcontext
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS, Axe
from django.conf import settings
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import is_hypothesis_test
from playwright.sync_api import expect

from enchante import local_postgres, page_sheets, words
from tests import chromium, database, skips

# Playwright's loop runs in the thread of the tests, and Django would refuse them the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# Before anything is translated: gettext reads a file once.
words.compile_stale()


def pytest_addoption(parser):
    parser.addoption("--attacks", type=int, help="how many odd things tests/enchante/test_attack.py sends as each role, others each time")


@pytest.fixture(autouse=True)
def dutch():
    """A page in another language leaves it switched on; the next test begins in Dutch again."""
    yield
    translation.activate(settings.LANGUAGE_CODE)


# The database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Start the embedded server for the first test that asks for a database; a crash of the machine may cost its data."""
    quick = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "400"}
    # Who waits so long for a lock waits for ever.
    quick |= {"lock_timeout": "120s"}
    with local_postgres.running(settings.LOCAL_POSTGRES, **quick) if settings.LOCAL_POSTGRES else nullcontext():
        yield


@pytest.fixture(scope="session")
def django_db_createdb(django_db_createdb, django_db_modify_db_settings, django_db_blocker):
    """Keep the database of the last run, unless that was cut short or a migration was changed since; then it is a fresh copy."""
    with django_db_blocker.unblock():
        note, state = database.prepare(anew=django_db_createdb)
    yield False
    note.write_text(state)


@pytest.fixture(scope="session", autouse=True)
def the_flush_deletes():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: database.empty())
        yield


@pytest.fixture(autouse=True)
def bare_pages(request, monkeypatch):
    """A page that is read, not seen, comes without its sheets: else every class that is named in them would be found in every page."""
    if "browser" not in request.fixturenames and not request.node.get_closest_marker("sheets"):
        monkeypatch.setattr(page_sheets, "_sheet", lambda name: (f"/* {name} */", "'sha256-none'"))


# The browser

# Machines are shared and slow at times; a page that never comes still fails.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = chromium.find() or pytest.fail(chromium.HOW_TO, pytrace=False)
    return browser_type_launch_args | {"executable_path": path, "args": chromium.ARGUMENTS}


@pytest.fixture(scope="session", autouse=True)
def axe_copies_no_sheets():
    """Where a sheet builds on another one axe would write it into the page, which our headers refuse."""
    run = Axe.run

    def run_without(self, page, context=None, options=None):
        return run(self, page, context, {"preload": False, **(options or DEFAULT_OPTIONS)})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Axe, "run", run_without)
        yield


def pytest_collection_modifyitems(items):
    """Mark what opens a browser, asks for a page or is slow by nature, so that `make quick` can leave it out."""
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")
        if "client" in item.fixturenames:
            item.add_marker("page")
        if _is_slow(item):
            item.add_marker("slow")


def _is_slow(item):
    """Tests that commit (their tables are emptied afterwards), that make up their own examples, or read the network's large files."""
    commits = any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))
    return commits or bool({"transactional_db", "live_server", "shared_data"} & set(item.fixturenames)) or is_hypothesis_test(item.obj)


# Logins


@pytest.fixture
def shown_again(monkeypatch):
    """Whoever is logged in showed their second lock once more, just now."""
    monkeypatch.setattr("allauth.account.internal.flows.reauthentication.did_recently_reauthenticate", lambda request: True)


# The network's own files


@pytest.fixture
def shared_data():
    """The folder with the network's files, or a skip where they are not beside this copy."""
    if not settings.ENCHANTE_SHARED_DATA.is_dir():
        pytest.skip(skips.NO_SHARED_DATA)
    return Path(settings.ENCHANTE_SHARED_DATA)


# Skips


def pytest_sessionfinish(session):
    if _skipped(session.config).keys() - skips.REVIEWED.keys() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """The last line, below pytest's own summary."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter and not hasattr(config, "workerinput"):
        skipped = _skipped(config)
        for reason in skipped.keys() - skips.REVIEWED.keys():
            reporter.write_line(f"Not on the reviewed list in tests/skips.py: {reason}", red=True)
        told = "; ".join(f"{', '.join(names)} ({reason})" for reason, names in skipped.items())
        reporter.write_line(f"Skipped: {told or 'nothing'}.")


def _skipped(config):
    """Which tests were skipped, by reason."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    found = {}
    for report in reporter.stats.get("skipped", []) if reporter else []:
        reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr).removeprefix("Skipped: ")
        found.setdefault(reason, []).append(report.nodeid)
    return found
