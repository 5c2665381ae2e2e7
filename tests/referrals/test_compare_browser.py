"""Comparing, and the list it comes from, as somebody meets them on a phone and at a desk."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import make_merchant, make_treat

pytestmark = pytest.mark.django_db(transaction=True)

SIX = "?" + "&".join(f"plek=p{n}" for n in range(6)) + "&bij=Brugse+Poort"
NOT_TOO_WIDE = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def six(town):
    for n in range(6):
        place = make_merchant(
            f"Buurtcafé Het Lange Huis {n}", slug=f"p{n}", services=["toilet", "water"], opening_hours="Mo-Fr 09:00-18:00"
        )
        make_treat(merchant=place, kind="koffie", waiting=n)


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")], ids=["phone", "desk"])
@pytest.mark.parametrize("page_name", ["vergelijken", "lijstje"])
def test_axe_finds_nothing_and_the_page_itself_does_not_move_sideways(phone, six, page_name, width, theme):
    phone.emulate_media(color_scheme=theme)
    phone.set_viewport_size({"width": width, "height": 800})
    phone.go(f"/en/{page_name}/{SIX}&dienst=toilet#p0=Ask+for+Mo")

    found = Axe().run(phone, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})

    assert found.violations_count == 0, found.generate_report()
    assert phone.evaluate(NOT_TOO_WIDE)
    assert phone.refused == phone.troubles == []


def test_on_a_phone_the_questions_stay_while_the_places_move(phone, six):
    phone.go(f"/en/vergelijken/{SIX}")
    region = phone.get_by_role("region", name="Each column is a place")
    question = region.get_by_role("rowheader", name="Toilet")
    region.focus()
    before = question.bounding_box()["x"]

    region.evaluate("region => region.scrollTo(region.scrollWidth, 0)")

    expect(region.get_by_role("link", name="Buurtcafé Het Lange Huis 5", exact=True)).to_be_in_viewport()
    assert question.bounding_box()["x"] == before


def test_from_a_list_one_compares_and_comes_back_with_ones_own_sentence(phone, six):
    phone.go("/en/lijstje/?plek=p0&plek=p1#p1=Ask+for+Mo")

    phone.get_by_role("link", name="Compare").click()
    phone.get_by_role("link", name=re.compile("Take off Buurtcafé Het Lange Huis 0")).click()
    phone.wait_for_url("**/vergelijken/?plek=p1#*")
    phone.get_by_role("link", name="My list").click()

    phone.wait_for_url("**/lijstje/?plek=p1#p1=Ask+for+Mo")
    expect(phone.locator(".shortlist-words q")).to_have_text("Ask for Mo")


def test_six_places_side_by_side_are_one_sheet_of_paper(phone, six):
    phone.go(f"/en/vergelijken/{SIX}")

    assert len(re.findall(rb"/Type\s*/Page\b", phone.pdf(prefer_css_page_size=True))) == 1


def test_without_a_script_one_takes_off_and_asks_for_the_way(browser, live_server, six):
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"{live_server.url}/en/vergelijken/?plek=p0&plek=p1&plek=p2")

    page.get_by_role("link", name=re.compile("Take off .* 1")).click()
    page.get_by_label("From where?").fill("Brugse Poort")
    page.get_by_role("button", name="How far?").click()

    assert page.url.endswith("/en/vergelijken/?plek=p0&plek=p2&bij=Brugse+Poort")
    expect(page.get_by_role("rowheader", name="From neighbourhood Brugse Poort in Gent")).to_be_visible()
