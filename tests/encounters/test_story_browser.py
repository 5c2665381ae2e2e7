"""Telling a story and taking it back at 360 pixels, without scripts too; and the sheet on paper."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from encounters import actions
from encounters.models import Story
from tests.factories import make_chapter, make_story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def gent(db):
    return make_chapter("gent")


def checked(page):
    """axe finds nothing, and nothing is wider than the phone."""
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without"])
def test_somebody_tells_a_story_reads_it_and_takes_it_back(browser, live_server, gent, with_scripts):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=with_scripts)
    phone = context.new_page()
    check = checked if with_scripts else lambda _page: None
    phone.goto(f"{live_server.url}/verhalen/")
    check(phone)
    phone.get_by_role("link", name="Vertel een verhaal").first.click()
    check(phone)

    phone.get_by_label("In welke stad was het?").select_option("gent")
    phone.get_by_label("Je verhaal").fill("Het regende.\n\nLut zei: kom binnen.")
    phone.get_by_role("button", name="Stuur mijn verhaal").click()
    assert phone.get_by_label("Je verhaal").input_value() == "Het regende.\n\nLut zei: kom binnen."
    check(phone)
    phone.get_by_label("Iedereen mag mijn verhaal lezen").check()
    phone.get_by_role("button", name="Stuur mijn verhaal").click()

    expect(phone.get_by_role("heading", name="Dankjewel voor je verhaal")).to_be_visible()
    check(phone)
    link = phone.locator(".story-link a").get_attribute("href")
    actions.show_story(story=Story.objects.get())
    phone.goto(f"{live_server.url}/verhalen/?stad=gent")
    phone.get_by_role("link", name="Een verhaal zonder titel").click()
    expect(phone.get_by_text("kom binnen.")).to_be_visible()
    check(phone)

    phone.goto(live_server.url + link)
    check(phone)
    phone.get_by_role("button", name="Neem mijn verhaal terug").click()
    expect(phone.get_by_role("heading", name="Je verhaal is gewist")).to_be_visible()
    check(phone)
    phone.goto(live_server.url + link)
    expect(phone.get_by_role("heading", name="Dit verhaal is al weg")).to_be_visible()
    check(phone)
    assert {cookie["name"] for cookie in context.cookies()} <= {"csrftoken"}
    assert not Story.objects.exists()
    context.close()


def test_the_sheet_fits_a_phone_and_paper(page, live_server, gent):
    for number in range(3):
        make_story("Het regende, en iemand zei: kom binnen. " * 8, chapter=gent, title=f"Verhaal {number}", pseudonym="Merel")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/verhalen/papier/?stad=gent")
    checked(page)

    paper = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
