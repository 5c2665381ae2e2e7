"""Every page that opens without a login, by name: read without a trace, the same for everybody, and nothing from another host."""

from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from django.conf import settings as installation
from django.contrib.sessions.models import Session

from enchante import guest_pages
from tests import database
from tests.enchante.test_access import ENTRANCES, PUBLIC
from tests.open_pages import DOORS, FILES, FORMS, READ, Town

pytestmark = [pytest.mark.django_db, pytest.mark.sheets, pytest.mark.slow]

# What a browser fetches by itself or sends something to; links one may follow are fine.
FETCHED = {
    *[("link", "href"), ("script", "src"), ("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset"), ("use", "href")],
    *[("iframe", "src"), ("embed", "src"), ("object", "data"), ("video", "src"), ("video", "poster"), ("audio", "src"), ("input", "src")],
    *[("form", "action"), ("button", "formaction"), ("input", "formaction"), ("a", "ping")],
}
# What stands in a script that no browser runs.
DATA = {"application/json", "application/ld+json"}

# Comes along with every page, so that no browser asks for it apart. An address in it is only the name of its language.
PICTURE_OF_THE_TAB = "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20"


def hash_of(text):
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The town, built once."""
    with database.for_all_tests_of_a_file(django_db_blocker):
        yield Town()


@pytest.fixture
def town(built, settings):
    settings.DEBUG = True  # For the door of the demo.
    return built


class Fetched(HTMLParser):
    """What a browser would fetch for this page, and what it would run or draw from within it."""

    def __init__(self, page):
        super().__init__()
        self.addresses, self.inline, self.in_style = [], [], False
        self.policy = page.headers.get("Content-Security-Policy", "").split()
        self.feed(page.content.decode())

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        # What a page calls itself is not fetched, nor what it is in another form.
        if given.get("rel") not in {"canonical", "alternate"}:
            self.addresses += [value for name, value in attributes if (tag, name) in FETCHED]
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.in_style = tag == "style"
        if tag == "script" and "src" not in given and given.get("type") not in DATA:
            self.inline.append(tag)

    def handle_data(self, data):
        # A sheet may stand in the page where the headers name that very sheet.
        if self.in_style and hash_of(data) not in self.policy:
            self.inline.append("style")

    def handle_endtag(self, tag):
        self.in_style = False

    @property
    def elsewhere(self):
        strange = [address for address in self.addresses if "//" in address or address.startswith(("data:", "javascript:"))]
        return [address for address in strange if not address.startswith(PICTURE_OF_THE_TAB)]


def test_of_every_public_page_it_is_known_whether_it_holds_a_form():
    assert {*READ, *FORMS, *FILES, *DOORS} == PUBLIC.keys() | ENTRANCES


@pytest.mark.parametrize("name", READ)
def test_a_page_one_only_reads_leaves_no_trace_and_is_the_same_for_everybody(client, town, name):
    languages = installation.LANGUAGES if name in guest_pages.PAGES else installation.WHOLE_LANGUAGES
    for language, _name in languages:
        first, second = (client.get(town.address(name, language), headers={"Accept-Language": wish}) for wish in ["ar", "en"])
        third = client.get(town.address(name, language), headers={"If-None-Match": first["ETag"]})

        assert [page.status_code for page in (first, second, third)] == [200, 200, 304]
        assert first["ETag"] == second["ETag"] == third["ETag"]
        assert first.get("Vary", "") in {"", "Accept-Encoding"}
        assert b"csrfmiddlewaretoken" not in first.content
    assert not client.cookies


@pytest.mark.parametrize("name", FORMS)
def test_a_page_with_a_form_sets_at_most_the_cookie_of_the_form(client, town, name):
    page = client.get(town.address(name))

    assert page.status_code == 200
    assert set(client.cookies) <= {"csrftoken"}
    assert not Session.objects.exists()


@pytest.mark.parametrize("wrong", ["/nergens/", "/plek/nergens/", "/toog/nergens/", "/bedankt/nergens/", "/stad/nergens/"])
def test_an_address_that_leads_nowhere_leaves_no_trace_either(client, wrong):
    page = client.get(wrong)

    assert page.status_code == 404
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert not client.cookies
    assert "Cookie" not in page.get("Vary", "")


@pytest.mark.parametrize("name", {**READ, **FORMS})
def test_a_page_fetches_nothing_from_another_host_and_runs_nothing_from_within(client, town, name):
    page = client.get(town.address(name))
    fetched = Fetched(page) if page["Content-Type"].startswith("text/html") else None

    assert not fetched or fetched.addresses
    assert not fetched or fetched.elsewhere == fetched.inline == []
    assert "Link" not in page
    policy = page["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-" not in policy
    assert "http" not in policy


def test_what_would_be_fetched_is_found():
    class Page:
        headers = {"Content-Security-Policy": f"style-src 'self' {hash_of('p {}')}"}
        content = b"""<link href="//a.example/x.css"><img src="https://b.example/"><form action="https://c.example/"></form>
            <a href="https://d.example/">fine</a><p style="color:red" onclick="x()"><script>x()</script>
            <style>p {}</style><style>b {}</style>"""

    fetched = Fetched(Page)

    assert fetched.elsewhere == ["//a.example/x.css", "https://b.example/", "https://c.example/"]
    assert fetched.inline == ["p style", "p onclick", "script", "style"]
