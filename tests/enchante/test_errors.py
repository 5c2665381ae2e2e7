"""When something goes wrong a person reads what happened, that nothing is lost, and what to do, in the language of the page."""

import re

import psycopg
import pytest
from django.conf import settings as installed
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.core.management import call_command
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpResponseNotAllowed
from django.test import Client
from django.urls import path
from psycopg_pool import PoolTimeout

from enchante import errors, guest_pages
from enchante.urls import (  # noqa: F401 - these belong to this module's own urlconf
    handler400,
    handler403,
    handler404,
    handler429,
    handler500,
    urlpatterns,
)
from tests.factories import make_user

RAISED = {
    "garbled": BadRequest,
    "refused": PermissionDenied,
    "large": RequestDataTooBig,
    "broken": ZeroDivisionError,
    "away": OperationalError,
}
ANSWERED = {"wrong": lambda request: HttpResponseNotAllowed(["POST"]), "often": errors.too_many}
# Every page there is for what goes wrong.
STATUSES = {"garbled": 400, "refused": 403, "gone": 404, "wrong": 405, "large": 413, "often": 429, "broken": 500, "away": 503}
LANGUAGES = [code for code, _name in installed.LANGUAGES]
PREFIXES = {code: "" if code == installed.LANGUAGE_CODE else f"/{code}" for code in LANGUAGES}


@login_not_required
def broken(request, kind):
    if kind in ANSWERED:
        return ANSWERED[kind](request)
    raise RAISED[kind]


urlpatterns = [*i18n_patterns(path("stuk/<slug:kind>/", broken, name="broken"), prefix_default_language=False), *urlpatterns]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def for_guests(monkeypatch):
    """A page that breaks may be one for guests, in any language."""
    monkeypatch.setattr(guest_pages, "PAGES", guest_pages.PAGES | {"broken"})


def template_of(response):
    return response.templates[0].name


def address_of(kind, language):
    return f"{PREFIXES[language]}/{'nergens' if kind == 'gone' else f'stuk/{kind}'}/"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "status"), STATUSES.items())
def test_every_error_has_its_page_in_the_language_of_its_address(kind, status, language):
    response = Client(raise_request_exception=False).get(address_of(kind, language))

    assert response.status_code == status and template_of(response) == f"{status}.html"
    assert f'<html lang="{language}" dir="' in response.text
    assert "Set-Cookie" not in response.headers
    assert [href for href in re.findall(r'(?:href|src)="(.*?)"', response.text) if "//" in href and "xmlns" not in href] == []
    assert f'href="{PREFIXES[language]}/"' in response.text, "the way home, in the same language"


def test_where_the_database_is_away_a_page_says_when_to_come_back():
    response = Client(raise_request_exception=False).get("/stuk/away/")

    assert (response["Retry-After"], response["Cache-Control"]) == ("60", "no-store")


def caused(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (caused(OperationalError(), PoolTimeout()), True),
        (caused(OperationalError(), psycopg.OperationalError("connection refused")), True),
        (caused(OperationalError(), psycopg.errors.AdminShutdown()), True),
        (caused(OperationalError(), psycopg.errors.TooManyConnections()), True),
        (caused(InterfaceError(), psycopg.InterfaceError("the connection is closed")), True),
        (caused(OperationalError(), psycopg.errors.DeadlockDetected()), False),
        (caused(OperationalError(), psycopg.errors.QueryCanceled()), False),
        (IntegrityError(), False),
        (ZeroDivisionError(), False),
    ],
)
def test_a_database_that_is_away_is_told_from_a_question_that_was_wrong(error, expected):
    assert errors.is_away(error) is expected


@pytest.mark.sheets
def test_the_pages_for_whatever_stands_before_the_site_need_nothing_beside_them(tmp_path):
    call_command("write_error_pages", tmp_path)

    written = {str(path.relative_to(tmp_path)): path.read_text("utf-8") for path in tmp_path.rglob("*.html")}
    assert written.keys() == {f"{status}/{language}.html" for status in (413, 503) for language in LANGUAGES}
    for name, page in written.items():
        assert f'<html lang="{name[4:-5]}" dir="' in page
        assert "--paper:" in page
        assert re.findall(r"<link|<script|<img|url\(|@import|//(?!www\.w3)", page) == [], name


@pytest.mark.parametrize("address", ["/nergens/", "/plek/bestaat-niet/", "/fr/stad/nulle-part/"])
@pytest.mark.django_db
def test_what_is_not_there_has_its_page_while_trying_out_too(client, settings, address):
    settings.DEBUG = True

    response = client.get(address)

    assert response.status_code == 404 and "404.html" in [template.name for template in response.templates]
    assert "DEBUG" not in response.text


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("address", ["/nergens/", "/plek/bestaat-niet/"])
@pytest.mark.django_db
def test_whoever_is_logged_in_finds_the_own_pages_where_something_is_not_there(client, settings, address, debug):
    settings.DEBUG = debug
    client.force_login(make_user())

    page = client.get(address)

    assert page.status_code == 404
    assert "Uitloggen" in page.text
    assert "Uitloggen" not in Client().get(address).text


def test_reloading_what_only_a_button_opens_is_explained(client, settings):
    settings.DEBUG = True

    response = client.get("/demo/als/hq/")

    assert (response.status_code, response["Allow"], template_of(response)) == (405, "POST", "405.html")


@pytest.mark.parametrize(("address", "language"), [("/accounts/login/", "nl"), ("/en/accounts/login/", "en")])
def test_form_without_its_token_shows_what_was_typed(address, language):
    strict = Client(enforce_csrf_checks=True)
    typed = {"login": "lut@example.org", "word": "Smakelijk <b>’t</b> \U0001f600\nمرحبا"}
    not_typed = {"key": "0b0e7b2c-3a51-4b3c-9d0e-0f3b1a2c4d5e", "empty": " "}

    response = strict.post(address, typed | not_typed)

    assert response.status_code == 403 and template_of(response) == "403_csrf.html"
    assert f'lang="{language}"' in response.text
    assert response.context["typed"] == list(typed.values())
    assert "Smakelijk &lt;b&gt;" in response.text and "<b>’t" not in response.text
