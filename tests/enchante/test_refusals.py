"""Where something went wrong a program is told so in its own form or in one sentence, never by a page."""

import re

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, PathConverter, SlugConverter, StringConverter

from enchante import errors

pytestmark = pytest.mark.django_db
UNKNOWN = {SlugConverter: "nergens", StringConverter: "nergens", IntConverter: 9, PathConverter: "nergens/ook-niet"}
JSON, TEXT = "application/json", "text/plain; charset=utf-8"


def of_programs(patterns=None, space=""):
    """(name, what it takes, none of which is there) of each address for programs that is open to all."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from of_programs(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif not getattr(pattern.callback, "login_required", True) and is_of_programs(pattern):
            yield f"{space}{pattern.name}", {name: UNKNOWN[type(each)] for name, each in pattern.pattern.converters.items()}


def is_of_programs(pattern):
    is_marked = getattr(pattern.callback, "is_for_machines", False)
    return is_marked or re.search(r"\.(ics|csv|atom|xml|json|geojson)\Z", str(pattern.pattern))


ADDRESSES = list(of_programs())


def named(value):
    return value if isinstance(value, str) else ""


def test_the_addresses_of_programs_are_found():
    found = {name for name, _taking in ADDRESSES}

    assert found >= {
        *["referrals:hsds-one", "referrals:hsds-list", "referrals:places-csv", "referrals:map-features", "referrals:oembed"],
        *["encounters:agenda-feed", "encounters:activity-calendar", "encounters:kit-download", "encounters:news", "sitemap"],
    }


@pytest.mark.parametrize(
    ("name", "taking"), [each for each in ADDRESSES if each[1]], ids=lambda each: each if isinstance(each, str) else ""
)
@pytest.mark.parametrize("debug", [True, False])
def test_what_is_not_there_is_no_page_to_a_program(client, settings, name, taking, debug):
    settings.DEBUG = debug

    answer = client.get(reverse(name, kwargs=taking))

    assert (answer.status_code, answer["Content-Type"] in {JSON, TEXT}) == (404, True)
    assert answer.text


@pytest.mark.parametrize(("name", "taking"), ADDRESSES, ids=named)
@pytest.mark.parametrize("method", ["post", "put"])
def test_what_can_only_be_read_says_so_to_a_program(name, taking, method):
    answer = getattr(Client(enforce_csrf_checks=True), method)(reverse(name, kwargs=taking))

    assert (answer.status_code, answer["Content-Type"] in {JSON, TEXT}) == (405, True)
    assert "GET" in answer["Allow"] and "POST" not in answer["Allow"]
    assert "Dit kun je alleen lezen." in answer.text


@pytest.mark.parametrize(
    ("address", "kind", "text"),
    [
        ("/agenda/nergens.ics", TEXT, "Deze pagina is hier niet"),
        ("/en/agenda/nowhere/none.ics", TEXT, "This page is not here"),
        ("/de/nirgends.ics", TEXT, "Diese Seite ist nicht hier"),
        ("/open/nergens", TEXT, "Deze pagina is hier niet"),
        ("/nergens.csv", TEXT, "Deze pagina is hier niet"),
        ("/nergens.json", JSON, '{"code": "NotFound", "description": "Deze pagina is hier niet"}'),
    ],
)
def test_an_address_nobody_knows_answers_in_the_form_and_language_asked_for(client, address, kind, text):
    answer = client.get(address)

    assert (answer.status_code, answer["Content-Type"], answer.text) == (404, kind, text)


@pytest.mark.parametrize("address", ["/nergens/", "/plek/open/nergens/", "/agenda/nergens/"])
def test_a_person_finds_a_page(client, address):
    assert client.get(address)["Content-Type"].startswith("text/html")


def test_a_program_is_told_in_the_language_of_a_guest_what_can_only_be_read(client):
    assert client.post("/de/kaart.json").json() == {"code": "MethodNotAllowed", "description": "Das kann man nur lesen."}


# What breaks on the way to a view

WATCHED = [("healthz", {}), ("readyz", {}), ("robots", {})]
BROKEN = {
    400: (BadRequest, "BadRequest", "Dat kwam niet goed over"),
    403: (PermissionDenied, "Forbidden", "Deze pagina is voor een team"),
    413: (RequestDataTooBig, "ContentTooLarge", "Dat is meer dan er past"),
    429: (None, "TooManyRequests", "Er kwam veel tegelijk binnen. Wacht een minuutje en probeer opnieuw: er is niets verloren."),
    500: (ZeroDivisionError, "InternalServerError", "Er ging bij ons iets stuk"),
    503: (
        OperationalError,
        "ServiceUnavailable",
        "Het ligt niet aan jou, en wat bewaard was, is er nog. Probeer het over enkele minuten opnieuw.",
    ),
}


class Breaking:
    """Stands before every view; what it raises is said by the test. Nothing raised: too many at once, which no exception tells."""

    raised = None

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if self.raised:
            raise self.raised
        return errors.too_many(request)


@pytest.fixture(params=BROKEN)
def broken(request, settings, monkeypatch):
    """(status, code, sentence) of what goes wrong now, wherever one asks."""
    raised, code, sentence = BROKEN[request.param]
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Breaking"]
    monkeypatch.setattr(Breaking, "raised", raised)
    return request.param, code, sentence


def ask(address, **headers):
    return Client(raise_request_exception=False).get(address, headers=headers)


@pytest.mark.parametrize(("name", "taking"), [*ADDRESSES, *WATCHED], ids=named)
def test_what_breaks_is_told_to_a_program_without_a_page(broken, name, taking):
    status, code, sentence = broken

    answer = ask(reverse(name, kwargs=taking))

    in_form = {JSON: f'{{"code": "{code}", "description": "{sentence}"}}', TEXT: sentence}
    assert (answer.status_code, answer.text) == (status, in_form[answer["Content-Type"]])
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert (answer.get("Retry-After"), answer.get("Cache-Control")) == (("60", "no-store") if status == 503 else (None, None))


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/plekken.geojson", JSON),
        ("/kaart.json", JSON),
        ("/open/osm.geojson", JSON),
        ("/open/hsds/", JSON),
        ("/open/hsds/services", JSON),
        ("/open/hsds/services/1", JSON),
        ("/oembed/", JSON),
        ("/open/hsds.zip", TEXT),
        ("/open/plekken.csv", TEXT),
        ("/agenda/gent.ics", TEXT),
        ("/nieuws.atom", TEXT),
        ("/sitemap.xml", TEXT),
        ("/robots.txt", TEXT),
        ("/readyz", TEXT),
    ],
)
def test_each_form_is_refused_in_its_own(broken, address, kind):
    assert ask(address)["Content-Type"] == kind


@pytest.mark.parametrize("address", ["/", "/plekken/", "/open/", "/inbedden/gent/", "/agenda/gent/"])
def test_what_breaks_is_told_to_a_person_by_its_page(broken, address):
    status, _code, _sentence = broken

    answer = ask(address)

    assert (answer.status_code, answer["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    ("address", "kind"), [("/plekken.geojson", JSON), ("/open/hsds.zip", TEXT), ("/healthz", TEXT), ("/plekken/", None)]
)
def test_a_name_that_is_not_ours_is_refused_in_the_form_asked_for(address, kind, settings):
    settings.ALLOWED_HOSTS = ["enchante.example"]

    answer = ask(address, host="elders.example")

    assert (answer.status_code, answer["Content-Type"]) == (400, kind or "text/html; charset=utf-8")
