"""When something goes wrong a person reads what happened, that nothing is lost, and what to do, in the language of the page."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client
from django.urls import path

from enchante.urls import handler404, handler429, urlpatterns  # noqa: F401 - these are the addresses of this module's own urlconf
from tests.factories import make_user


@login_not_required
def broken(request, kind):
    raise {"garbled": BadRequest, "refused": PermissionDenied, "broken": ZeroDivisionError}[kind]


urlpatterns = [path("stuk/<slug:kind>/", broken), *urlpatterns]
pytestmark = pytest.mark.urls(__name__)


def template_of(response):
    return response.templates[0].name


@pytest.mark.parametrize(
    ("address", "status"),
    [("/stuk/garbled/", 400), ("/stuk/refused/", 403), ("/nergens/", 404), ("/fr/nulle-part/", 404), ("/stuk/broken/", 500)],
)
def test_every_error_has_its_page_in_the_language_of_its_address(address, status):
    response = Client(raise_request_exception=False).get(address)

    assert response.status_code == status and template_of(response) == f"{status}.html"
    assert f'lang="{"fr" if address.startswith("/fr/") else "nl"}"' in response.text
    assert "Set-Cookie" not in response.headers


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
