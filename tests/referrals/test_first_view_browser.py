"""What the first view of the finder costs somebody with an old phone and little data, and what it is without a script."""

import re
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.factories import make_place_name
from tests.weights import weight

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 740}
FIRST_VIEW = "/plekken/?bij=9000"
MOST_REQUESTS, MOST_BYTES = 3, 15_000


@pytest.fixture
def town(live_server, settings):
    settings.DEBUG = True
    call_command("seed_demo", verbosity=0)
    return live_server


def test_the_first_view_of_the_finder_is_three_requests_and_fifteen_kilobytes(town, page):
    asked = []
    page.set_viewport_size(PHONE)
    page.on("request", lambda request: asked.append(request))

    page.goto(town.url + FIRST_VIEW, wait_until="networkidle")

    weights = {urlsplit(request.url).path: weight(request) for request in asked}
    assert page.locator(".place").count() == 20
    assert len(asked) <= MOST_REQUESTS, weights
    assert sum(weights.values()) <= MOST_BYTES, weights
    # The picture of the tab comes along: some browsers do not tell of that request.
    assert page.locator("link[rel=icon]").get_attribute("href").startswith("data:image/svg+xml,")


def test_the_first_view_can_be_read_before_any_script_came(town, page):
    page.set_viewport_size(PHONE)
    held = []
    page.route("**/*.js", lambda route: held.append(route))  # Nothing comes.

    page.goto(town.url + FIRST_VIEW, wait_until="commit")

    expect(page.locator(".place-name").first).to_be_visible()
    expect(page.get_by_label("Waar ben je?")).to_have_value("9000")
    assert len(held) == 1
    held[0].abort()


def test_the_list_comes_before_the_map_for_who_listens(town, page):
    page.goto(town.url + FIRST_VIEW)

    order = page.evaluate(
        """() => document.querySelector(".place").compareDocumentPosition(document.querySelector("[data-map]"))
            & Node.DOCUMENT_POSITION_FOLLOWING"""
    )

    assert order


def test_the_nearest_place_shows_without_scrolling_and_the_menu_stays_on_one_line(town, page):
    make_place_name("9000", kind="postcode", postcode="9000", lat=51.05, lng=3.72)
    page.set_viewport_size(PHONE)

    for language in ["", "/ar", "/de", "/uk"]:
        page.goto(f"{town.url}{language}{FIRST_VIEW}")
        name, entries = page.locator(".place-name").first.bounding_box(), page.locator(".site-nav a").all()
        assert name["y"] + name["height"] <= PHONE["height"], language
        assert len({entry.bounding_box()["y"] for entry in entries}) == 1, language


@pytest.mark.parametrize("address", ["/", FIRST_VIEW, "/plekken/?dienst=toilet&open=nu", "/lijstje/?plek=theehuis-kamille"])
@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_no_page_of_the_finder_scrolls_sideways_on_the_smallest_phone_nor_with_letters_of_twice_the_size(
    town, browser, address, has_script
):
    context = browser.new_context(java_script_enabled=has_script, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(town.url + address)
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    context.close()


def test_on_paper_stands_the_list_without_map_form_or_buttons(town, page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(town.url + FIRST_VIEW, wait_until="networkidle")
    expect(page.locator(".map .pin:visible").first).to_be_visible()

    page.emulate_media(media="print")

    expect(page.locator(".place-name").first).to_be_visible()
    expect(page.locator(".open-state").first).to_be_visible()
    for hidden in ["form", ".map", ".map-side", ".place-actions", ".site-header", "[data-keep]"]:
        for part in page.locator(hidden).all():
            expect(part).to_be_hidden()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) <= 4
