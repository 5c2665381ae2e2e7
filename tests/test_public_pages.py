"""Every page that opens without a login, by name: read without a trace, the same for everybody, and nothing from another host."""

from html.parser import HTMLParser

import pytest
from django.conf import settings as installation
from django.contrib.sessions.models import Session
from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation

from tests.factories import make_chapter, make_counter_link, make_merchant, make_neighbourhood, make_purchase, make_treat
from vouchers.models import DemoPayment

pytestmark = pytest.mark.django_db

# Pages and feeds one only reads: how they are asked in `town`.
READ = {
    "referrals:home": {},
    "referrals:places": {},
    "referrals:places-geojson": {},
    "referrals:neighbourhoods-geojson": {"query": {"bbox": "3,50,4,52"}},
    "referrals:shortlist": {"query": {"plek": "krook"}},
    "referrals:how-it-works": {},
    "merchants:merchant-detail": {"args": ["krook"]},
    "merchants:chapter-detail": {"args": ["gent"]},
    "merchants:merchant-apply-thanks": {},
    "merchants:charter": {},
    "merchants:privacy": {},
    "merchants:help": {},
    "merchants:accessibility": {},
    "merchants:terms": {},
}
# Pages with a form, or behind a link of one's own. Django's cookie keeps the form safe; there is no other before login.
FORMS = {
    "merchants:merchant-apply": {},
    "vouchers:treat-give": {"args": ["krook"]},
    "vouchers:payment-go": {"args": ["payment"]},
    "vouchers:purchase-thanks": {"args": ["purchase"]},
    "vouchers:counter": {"args": ["counter"]},
    "vouchers:demo-checkout": {"args": ["checkout"]},
    "demo": {},
    "account_login": {},
}
# Steps of logging in, addresses that lead on, and what whoever watches the process asks.
DOORS = {
    *["account_logout", "account_inactive", "account_confirm_login_code", "account_request_login_code", "account_signup"],
    *["mfa_authenticate", "mfa_login_webauthn", "admin:login", "demo-enter", "healthz", "readyz"],
}
# What a browser fetches by itself or sends something to; links one may follow are fine.
FETCHED = {
    *[("link", "href"), ("script", "src"), ("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset"), ("use", "href")],
    *[("iframe", "src"), ("embed", "src"), ("object", "data"), ("video", "src"), ("video", "poster"), ("audio", "src"), ("input", "src")],
    *[("form", "action"), ("button", "formaction"), ("input", "formaction"), ("a", "ping")],
}


@pytest.fixture
def town(settings):
    settings.DEBUG = True  # For the door of the demo.
    gent = make_chapter("gent")
    make_neighbourhood(chapter=gent)
    place = make_merchant("De Krook", slug="krook", chapter=gent, services=["toilet", "water"], opening_hours="24/7")
    coffee = make_treat(merchant=place, waiting=3)
    link = make_counter_link(place)
    purchase = make_purchase(coffee)
    return {
        "counter": link.token,
        "purchase": purchase.token,
        "payment": purchase.payments.get().token,
        "checkout": DemoPayment.objects.get().pk,
    }


@pytest.fixture
def address(town):
    """Where a page stands in this town, in a language."""

    def where(name, language="nl"):
        asked = READ.get(name) or FORMS.get(name) or {}
        with translation.override(language):
            return reverse(name, args=[town.get(part, part) for part in asked.get("args", [])], query=asked.get("query"))

    return where


class Fetched(HTMLParser):
    """What a browser would fetch for this page, and what it would run or draw from within it."""

    def __init__(self, page):
        super().__init__()
        self.addresses, self.inline = [], []
        self.feed(page.content.decode())

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.addresses += [value for name, value in attributes if (tag, name) in FETCHED]
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.inline.append(tag)

    @property
    def elsewhere(self):
        return [address for address in self.addresses if "//" in address or address.startswith(("data:", "javascript:"))]


def open_views(patterns=None, before=""):
    """The names of all views that open without a login."""
    for pattern in patterns or get_resolver().url_patterns:
        if not isinstance(pattern, URLPattern):
            yield from open_views(pattern.url_patterns, before + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif not getattr(pattern.callback, "login_required", True):
            yield before + pattern.name


def test_every_page_that_opens_without_a_login_is_on_the_reviewed_list():
    assert sorted(open_views()) == sorted({*READ, *FORMS, *DOORS})


@pytest.mark.parametrize("name", READ)
def test_a_page_one_only_reads_leaves_no_trace_and_is_the_same_for_everybody(client, address, name):
    for language, _name in installation.LANGUAGES:
        first, second = (client.get(address(name, language), headers={"Accept-Language": wish}) for wish in ["ar", "en"])
        third = client.get(address(name, language), headers={"If-None-Match": first["ETag"]})

        assert [page.status_code for page in (first, second, third)] == [200, 200, 304]
        assert first["ETag"] == second["ETag"] == third["ETag"]
        assert "Vary" not in first
        assert "csrfmiddlewaretoken" not in first.content.decode()
    assert not client.cookies


@pytest.mark.parametrize("name", FORMS)
def test_a_page_with_a_form_sets_at_most_the_cookie_of_the_form(client, address, name):
    page = client.get(address(name))

    assert page.status_code == 200
    assert set(client.cookies) <= {"csrftoken"}
    assert not Session.objects.exists()


@pytest.mark.parametrize("wrong", ["/nergens/", "/plek/nergens/", "/toog/nergens/", "/bedankt/nergens/", "/stad/nergens/"])
def test_an_address_that_leads_nowhere_leaves_no_trace_either(client, wrong):
    page = client.get(wrong)

    assert page.status_code == 404
    assert not client.cookies
    assert "Cookie" not in page.get("Vary", "")


@pytest.mark.parametrize("name", {**READ, **FORMS})
def test_a_page_fetches_nothing_from_another_host_and_runs_nothing_from_within(client, address, name):
    page = client.get(address(name))
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
        content = b"""<link href="//a.example/x.css"><img src="https://b.example/"><form action="https://c.example/"></form>
            <a href="https://d.example/">fine</a><p style="color:red" onclick="x()"><script>x()</script><style></style>"""

    fetched = Fetched(Page)

    assert fetched.elsewhere == ["//a.example/x.css", "https://b.example/", "https://c.example/"]
    assert fetched.inline == ["p style", "p onclick", "script", "style"]
