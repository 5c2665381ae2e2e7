"""Payouts in a real browser: usable by everyone, on a phone and on a desk; and a round goes its way without a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests.factories import make_chapter, make_merchant, make_seller, make_team_member, make_treat, make_user
from tests.logins import code_of, come_in
from tests.vouchers.payouts import give_back, make_account, make_run, pay_out, sell
from vouchers.actions import paying_out
from vouchers.models import PayoutRun

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = pytest.mark.parametrize("width", [360, 1280])


@pytest.fixture
def gent():
    chapter = make_chapter("gent")
    make_account(chapter)
    return chapter


@pytest.fixture
def statement(gent):
    """The address of a payout of which something went back, and its owner."""
    owner = make_user()
    hoekje = make_merchant("’t Hoekje", slug="hoekje", chapter=gent, people=[owner])
    make_seller(hoekje)
    coffee = make_treat(merchant=hoekje, price=250, vat_rate=12)
    earlier = sell(coffee, 3)
    paying_out.mark(payout=pay_out(gent).payouts.get(), state="returned")
    give_back(earlier)
    give_back(sell(coffee, 3))
    return f"/mijn-plek/hoekje/uitbetalingen/{pay_out(gent).payouts.get().pk}/", owner


def enter(page, live_server, user):
    """Come in as this person, whose second lock was shown."""
    client = come_in(Client(), user)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])


def troubles(page):
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    return found.generate_report() if found.violations_count else ""


@WIDTHS
def test_the_pages_of_a_place_are_usable_by_everyone(page, live_server, statement, width):
    address, owner = statement
    enter(page, live_server, owner)
    page.set_viewport_size({"width": width, "height": 800})

    for path in (address, "/mijn-plek/hoekje/uitbetalingen/", "/mijn-plek/hoekje/overzicht/"):
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert troubles(page) == "", path


def test_a_statement_prints_on_paper_with_all_its_lines(page, live_server, statement):
    address, owner = statement
    enter(page, live_server, owner)
    page.goto(live_server.url + address)
    expect(page.get_by_role("button", name="Druk af")).to_be_visible()
    page.emulate_media(media="print")

    expect(page.get_by_role("button", name="Druk af")).to_be_hidden()
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_text("Samen")).to_have_count(2)


@WIDTHS
@pytest.mark.parametrize("state", ["proposed", "approved", "sealed"])
def test_the_page_of_a_round_fits_and_nothing_stands_in_anybodys_way(page, live_server, gent, width, state):
    run = make_run(gent, state)
    enter(page, live_server, make_team_member(chapter=gent))
    page.set_viewport_size({"width": width, "height": 800})

    for path in (f"/beheer/vouchers/payoutrun/{run.pk}/change/", "/beheer/vouchers/payoutrun/"):
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found = Axe().run(page, context=".steps-to-take", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}) if _steps(page) else None
        assert not found or found.violations_count == 0, found.generate_report()


def _steps(page):
    return page.locator(".steps-to-take").count()


def test_without_a_script_a_round_is_sealed_once_the_second_lock_is_shown(browser, live_server, gent):
    run, sealer = make_run(gent, "approved"), make_team_member(chapter=gent)
    page = browser.new_context(java_script_enabled=False, locale="nl-BE").new_page()
    enter(page, live_server, sealer)
    page.goto(f"{live_server.url}/beheer/vouchers/payoutrun/{run.pk}/change/")

    page.get_by_role("button", name="Verzegelen").click()
    page.get_by_label("Code").fill(code_of(sealer))
    page.get_by_role("button", name="Ga verder").click()

    expect(page.get_by_text("Verzegeld. Elke plek krijgt een brief.")).to_be_visible()
    assert PayoutRun.objects.get().sealed_by == sealer
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Haal het bestand voor de bank op").click()
    assert fetched.value.suggested_filename == f"{run.message_id}.xml"
