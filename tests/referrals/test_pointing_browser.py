"""Pointing the way in a browser: from a sentence to a list of places, on a phone and on a wide screen, with and without a script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("script", [True, False])
def test_a_sentence_leads_to_places_and_stands_in_no_address(browser, live_server, town, width, script):
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    page.goto(live_server.url + "/en/wegwijzen/")
    page.get_by_label("What is needed, in your own words").fill("a toilet for Lut")
    page.get_by_label("Near which place?").fill("Brugse Poort")
    page.get_by_role("button", name="Show the places").click()

    expect(page.get_by_text("We did not understand: “Lut”.")).to_be_visible()
    expect(page.get_by_label("What is needed, in your own words")).to_have_value("a toilet for Lut")
    expect(page).to_have_url(re.compile("/en/wegwijzen/zoeken/$"))
    page.get_by_role("link", name="Show places with that").click()

    expect(page).to_have_url(re.compile(r"/en/plekken/\?bij=Brugse\+Poort&dienst=toilet$"))
    expect(page.locator(".place-name")).to_have_text(["Dichtbij"])
    context.close()


def test_everything_understood_leads_straight_on(phone):
    phone.go("/en/wegwijzen/")
    phone.get_by_label("What is needed, in your own words").fill("coffee in Brugse Poort")
    phone.keyboard.press("Enter")

    expect(phone).to_have_url(re.compile(r"/en/plekken/\?bij=Brugse\+Poort&traktatie=koffie$"))
    assert phone.refused == phone.troubles == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_fits_and_axe_finds_nothing(phone, width):
    phone.set_viewport_size({"width": width, "height": 800})
    phone.go("/en/wegwijzen/")

    assert phone.evaluate("document.documentElement.scrollWidth") <= width
    report = Axe().run(phone)
    assert report.violations_count == 0, report.generate_report()
