"""A list for whoever reads from right to left, on a screen and on paper: text turns, numbers and the sketch do not."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_merchant, make_neighbourhood, make_service, make_treat

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/ar/lijstje/?plek=west&plek=oost&bij=Brugse+Poort"
# From left to right on the screen: where each of these texts begins, within an element.
LEFT_OF = """(element, texts) => texts.map(text => {
  const lines = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (lines.nextNode()) {
    const at = lines.currentNode.data.indexOf(text);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(lines.currentNode, at);
    range.setEnd(lines.currentNode, at + text.length);
    return range.getBoundingClientRect().left;
  }
})"""


@pytest.fixture
def list_page(page, live_server):
    make_neighbourhood("Brugse Poort", lat=51.056, lng=3.70)
    make_service("toilet", icon="toilet")
    hours = "Mo-Fr 09:00-12:00,13:00-18:30; Sa 10:00-16:00"
    for slug, lng in [("west", 3.70), ("oost", 3.71)]:
        place = make_merchant(
            f"Café {slug} 24", slug=slug, services=["toilet"], opening_hours=hours, street="Kerkstraat 3", postcode="9000", town="Gent",
            lat=51.05, lng=lng,
        )  # fmt: skip
        make_treat(merchant=place, kind="koffie", waiting=3)

    def go(behind=""):
        page.goto(live_server.url + LIST + behind)
        return page

    return go


def left_of(place, part, *texts):
    return place.locator(part).first.evaluate(LEFT_OF, list(texts))


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("width", [360, 1280])
def test_text_turns_and_numbers_hours_and_addresses_do_not(list_page, media, width):
    page = list_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media=media)

    assert page.locator("html").get_attribute("dir") == "rtl"
    place = page.locator(".shortlist-place").first
    number, name = place.locator(".shortlist-number").bounding_box(), place.locator("h3 a").bounding_box()
    assert number["x"] > name["x"]
    for part, *texts in [
        (".shortlist-hours", "9:00", "12:00", "13:00", "18:30"),
        (".shortlist-where", "Kerkstraat", "3,", "9000", "Gent"),
        (".waiting-line", "3", "koffies"),
    ]:
        lefts = left_of(place, part, *texts)
        lines = [left for left in lefts if left is not None]
        assert len(lines) == len(texts)
        assert lines == sorted(lines), (part, lines)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_sketch_is_not_mirrored(list_page):
    page = list_page()

    west, east = (page.locator(".sketch-pin").nth(n).bounding_box()["x"] for n in range(2))
    assert west < east
    measure, words = page.locator(".sketch-measure path").bounding_box(), page.locator(".sketch-measure text").bounding_box()
    assert measure["x"] - 5 <= words["x"] <= words["x"] + words["width"] <= measure["x"] + measure["width"] + 5


def test_a_sentence_keeps_its_own_direction_whatever_the_page_has(list_page):
    page = list_page("#west=Bel+aan+deur+3!&oost=%D8%A7%D8%B3%D8%A3%D9%84+Mo+3")

    dutch, arabic = page.locator(".shortlist-words q").all()
    assert dutch.evaluate("q => getComputedStyle(q).direction") == "ltr"
    assert arabic.evaluate("q => getComputedStyle(q).direction") == "rtl"


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_the_paper_is_one_sheet_and_its_code_stands_at_the_end_of_the_line(list_page, paper):
    page = list_page(f"&papier={paper}")

    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718 if paper == "a4" else 499, "height": 900})
    expect(page.locator(".shortlist-code")).to_be_visible()
    assert page.locator(".shortlist-code").bounding_box()["x"] < page.locator(".shortlist-intro h2").bounding_box()["x"]
    assert page.locator(".shortlist-sketch").bounding_box()["x"] > page.locator(".shortlist-asking").bounding_box()["x"]
