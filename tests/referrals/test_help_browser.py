"""/hulp/ in a browser: away in one tap, with nothing kept and no way back to it; and without a script still a plain link."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from referrals.catalogue import load_help_lines
from tests.factories import make_chapter
from tests.phones import KEPT_ON_THE_PHONE, LIST, NOTHING, keep

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def away(settings, live_server, town):
    make_chapter("brussel", name="Brussel")
    load_help_lines()
    settings.QUICK_EXIT_URL = live_server.url + "/en/charter/"
    return settings.QUICK_EXIT_URL


def test_quickly_away_forgets_what_was_kept_and_going_back_does_not_show_the_page(away, phone):
    phone.go(LIST)
    keep(phone)
    phone.evaluate("localStorage.setItem('draft', 'x')")
    phone.go("/en/hulp/")
    phone.get_by_role("link", name="Brussel", exact=True).click()
    expect(phone.get_by_role("heading", name="OCMW / CPAS of the City of Brussels")).to_be_visible()

    phone.get_by_role("link", name="Quickly away").click()
    phone.wait_for_url(away)
    assert phone.evaluate(KEPT_ON_THE_PHONE) == NOTHING

    phone.go_back()
    expect(phone).to_have_url(re.compile("/en/plekken/"))
    expect(phone.locator(".place-name").first).to_be_visible()
    assert phone.refused == phone.troubles == []


def test_taps_of_a_counter_that_were_not_sent_yet_stay(away, phone):
    phone.go("/en/hulp/")
    phone.evaluate("localStorage.setItem('counter krook tap 000001 x', '{}')")
    phone.evaluate("caches.open('counters')")

    phone.get_by_role("link", name="Quickly away").click()
    phone.wait_for_url(away)

    assert phone.evaluate("Object.keys(localStorage)") == ["counter krook tap 000001 x"]
    assert phone.evaluate("caches.keys()") == ["counters"]


def test_the_button_stays_in_sight_and_the_page_fits_a_phone(away, phone):
    phone.go("/en/hulp/?stad=brussel")
    phone.mouse.wheel(0, 5000)

    expect(phone.get_by_role("link", name="Quickly away")).to_be_in_viewport()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    report = Axe().run(phone)
    assert report.violations_count == 0, report.generate_report()


def test_without_a_script_it_is_a_plain_link_that_promises_no_more(away, browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/en/hulp/")

    expect(page.get_by_role("navigation", name="Main menu")).to_be_visible()
    expect(page.get_by_text("Going back does not show this page again")).to_be_hidden()
    page.get_by_role("link", name="Quickly away").click()

    expect(page).to_have_url(away)
    context.close()
