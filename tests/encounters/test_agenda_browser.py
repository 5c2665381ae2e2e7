"""The calendar and saying that one comes, in a real browser: on an old phone without a script, and for whoever cannot see."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from encounters.models import SignUp
from tests.factories import make_activity, make_chapter, make_merchant

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def soup():
    gent = make_chapter("gent")
    krook = make_merchant("De Krook", slug="krook", chapter=gent, wheelchair="yes")
    make_activity("Wandeling", chapter=gent, kind="walk", slug="wandeling", why_cancelled="Regen.", cancelled_on="2026-11-27")
    return make_activity("Samen soep", chapter=gent, slug="soep", merchant=krook, languages=["nl", "ar"], about="Een grote pot.")


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")], ids=["phone", "desk"])
@pytest.mark.parametrize(
    "address", ["/agenda/gent/?soort=meal", "/agenda/gent/soep/", "/fr/ik-kom/gent/soep/", "/agenda/gent/soep/kaartjes/"]
)
def test_axe_finds_nothing_and_nothing_sticks_out(page, live_server, soup, address, width, theme):
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    page.goto(live_server.url + address)

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert refused == []


def test_without_a_script_one_finds_the_meal_says_under_a_sign_that_one_comes_and_takes_it_back(browser, live_server, soup):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="nl-BE")
    page = context.new_page()
    page.goto(f"{live_server.url}/agenda/gent/")
    page.get_by_text("Kies uit de agenda").click()
    page.get_by_role("link", name="Maaltijd").click()
    expect(page.get_by_role("link", name="Wandeling", exact=True)).to_have_count(0)

    page.get_by_role("link", name="Samen soep").click()
    page.get_by_role("link", name="Ik denk dat ik kom").click()
    page.get_by_label("Of een eigen woord").fill("zonnebloem")
    page.locator("label.pick", has_text="3").click()
    page.get_by_role("button", name="Zet een stoel klaar").click()

    expect(page.get_by_role("heading", name="Er staat een stoel voor je klaar")).to_be_visible()
    expect(page.get_by_text("3 stoelen")).to_be_visible()
    assert SignUp.objects.values_list("word", "number").get() == ("zonnebloem", 3)
    assert {cookie["name"] for cookie in context.cookies()} <= {"csrftoken"}

    page.get_by_role("button", name="Neem mijn teken terug").click()

    expect(page.get_by_role("heading", name="Je teken is gewist")).to_be_visible()
    assert not SignUp.objects.exists()
    context.close()


def test_a_month_prints_in_black_on_white(page, live_server, soup):
    page.goto(f"{live_server.url}/agenda/gent/maand/{soup.begins_at:%Y-%m}/")
    page.emulate_media(media="print")

    expect(page.locator(".agenda-sheet")).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.get_by_role("button", name="Druk af")).to_be_hidden()
