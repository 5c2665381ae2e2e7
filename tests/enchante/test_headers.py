"""Every answer carries the same headers: files, feeds, errors and redirects too. Pages of every role are asked in test_access_table.py."""

import pytest
from django.test import Client

from enchante.headers import PERMISSIONS
from tests.headers import lacking

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    return Client()


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/accounts/login/", 200),
        ("GET", "/beheer/", 302),
        ("GET", "/nergens/", 404),
        ("PUT", "/", 405),
        ("GET", "/plekken.geojson?bbox=x", 400),
        ("GET", "/healthz", 200),
    ],
)
def test_every_kind_of_answer_carries_them(browser, method, address, status):
    answer = browser.generic(method, address, secure=True)

    assert (answer.status_code, lacking(answer)) == (status, set())


def test_a_file_carries_them(browser, settings):
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True

    answer = browser.get("/static/favicon.svg", secure=True)
    answer.close()

    # Nobody frames it either: its policy says so.
    assert (answer.status_code, lacking(answer)) == (200, {"X-Frame-Options"})


@pytest.mark.parametrize(("address", "whose"), [("/plekken.geojson", "cross-origin"), ("/", "same-origin")])
def test_only_open_data_may_be_read_from_elsewhere(browser, address, whose):
    assert browser.get(address)["Cross-Origin-Resource-Policy"] == whose


@pytest.mark.parametrize("address", ["/", "/plekken.geojson"])
def test_an_answer_that_nothing_changed_leaves_what_the_page_said_of_itself(browser, address):
    mark = browser.get(address)["ETag"]

    answer = browser.get(address, headers={"If-None-Match": mark})

    assert answer.status_code == 304
    assert {"Content-Security-Policy", "Cross-Origin-Resource-Policy"} & set(answer.headers) == set()


def test_a_page_may_use_what_it_asks_for_and_nothing_else():
    assert "geolocation=(self)" in PERMISSIONS and "camera=()" in PERMISSIONS and "microphone=()" in PERMISSIONS


def test_what_lacks_is_told(browser):
    answer = browser.get("/", secure=True)
    del answer.headers["Permissions-Policy"]
    answer.headers["Content-Security-Policy"] += "; script-src 'unsafe-inline'"

    assert lacking(answer) == {"Permissions-Policy", "Content-Security-Policy"}
