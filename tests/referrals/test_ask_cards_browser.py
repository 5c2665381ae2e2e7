"""Ask cards on paper: one sheet, eight boxes, nothing beyond an edge, black on white."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from merchants.catalogue import load_services
from tests.factories import make_service
from vouchers.catalogue import load_treat_kinds

pytestmark = pytest.mark.django_db(transaction=True)

OUTSIDE = """() => [...document.querySelectorAll(".ask-card")].filter(card => {
  const edge = card.getBoundingClientRect();
  return card.scrollHeight > card.clientHeight + 1 || card.scrollWidth > card.clientWidth + 1
    || [...card.querySelectorAll("p")].some(it => it.getBoundingClientRect().right > edge.right);
}).length"""
COLOURED = """() => [...document.querySelectorAll(".ask-card, .ask-card *")].flatMap(it => {
  const style = getComputedStyle(it);
  return [style.color, style.backgroundColor, style.borderTopColor, style.stroke, style.fill];
}).filter(colour => { const [r, g, b] = (colour.match(/[0-9.]+/g) || [0, 0, 0]); return r !== g || g !== b; })"""


@pytest.fixture
def cards(page, live_server):
    load_services()
    load_treat_kinds()
    page.go = lambda address: page.goto(live_server.url + address)
    return page


@pytest.mark.parametrize(
    "asked", ["", "?traktatie=koffie", "?dienst=opladen&dienst=krant&traktatie=overnachting&taal=fr", "?dienst=lang&taal=fr"]
)
def test_on_paper_eight_cards_stand_on_one_sheet(cards, asked):
    long = "Mag ik hier misschien even gebruik maken van een stopcontact voor mijn elektrische rolstoelbatterij?"
    make_service("lang", question=long, question_nl=long, question_fr=long.replace("Mag ik", "Puis-je"))
    cards.go(f"/vraagkaartjes/{asked}")
    paper = cards.pdf(prefer_css_page_size=True)
    cards.emulate_media(media="print")
    cards.set_viewport_size({"width": 733, "height": 1062})

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    assert cards.locator(".ask-card:visible").count() == 8
    assert cards.evaluate(OUTSIDE) == 0
    assert cards.evaluate(COLOURED) == []
    expect(cards.locator("form")).to_be_hidden()
    expect(cards.locator(".help-beside")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1280])
def test_choosing_makes_another_sheet(cards, width):
    cards.set_viewport_size({"width": width, "height": 800})
    cards.go("/en/vraagkaartjes/")
    cards.get_by_label("Toilet").check()
    cards.get_by_label("French").check()
    cards.get_by_role("button", name="Make a sheet of eight").click()

    expect(cards).to_have_url(re.compile(r"/en/vraagkaartjes/\?dienst=toilet&taal=fr$"))
    expect(cards.get_by_text("May I use the toilet?")).to_have_count(8)
    expect(cards.get_by_text("Puis-je aller aux toilettes ?")).to_have_count(8)
    assert cards.evaluate("document.documentElement.scrollWidth") <= width
    report = Axe().run(cards)
    assert report.violations_count == 0, report.generate_report()
