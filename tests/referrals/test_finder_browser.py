"""The finder in a real browser: with a script and without, on a phone and on a desk, and for everyone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import make_merchant, make_neighbourhood, make_service, make_treat

pytestmark = pytest.mark.django_db(transaction=True)

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
SQUARE = {"type": "Polygon", "coordinates": [[[3.70, 51.04], [3.75, 51.04], [3.75, 51.07], [3.70, 51.07], [3.70, 51.04]]]}


@pytest.fixture
def town():
    make_neighbourhood("Brugse Poort", lat=51.056, lng=3.712, shape=SQUARE)
    make_service("toilet", icon="toilet", question="Mag ik naar het toilet?")
    near = make_merchant("Dichtbij", slug="dichtbij", services=["toilet"], opening_hours="24/7", lat=51.057, lng=3.714, wheelchair="yes")
    make_treat(merchant=near, kind="koffie", waiting=3)
    make_merchant("Verder", slug="verder", lat=51.065, lng=3.73)


@pytest.fixture
def visit(page, live_server, town):
    """Opens an address; what the browser asked for and what it refused ends up in the lists it returns."""
    asked, refused = [], []
    page.on("request", lambda request: asked.append(request.url.removeprefix(live_server.url)))
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))

    def go(address, size=PHONE):
        page.set_viewport_size(size)
        page.goto(live_server.url + address)
        return asked, refused

    return go


# Where am I?


def test_the_phone_tells_where_one_is_after_a_tap_and_no_finer_than_a_street(page, context, visit):
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 51.0567891, "longitude": 3.7123456})
    visit("/en/")

    page.get_by_role("button", name="Near me").click()

    expect(page).to_have_url(re.compile(r"/en/plekken/\?lat=51\.057&lng=3\.712$"))
    expect(page.locator(".place-name").first).to_have_text("Dichtbij")


def test_what_was_ticked_goes_along_when_the_phone_tells_where_one_is(page, context, visit):
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 51.05, "longitude": 3.72})
    visit("/en/plekken/?bij=Brugse+Poort&dienst=toilet&open=nu")

    page.get_by_role("button", name="Near me").click()

    expect(page).to_have_url(re.compile(r"\?dienst=toilet&open=nu&lat=51\.050&lng=3\.720$"))


def test_a_phone_that_does_not_tell_leads_back_to_typing(page, context, visit):
    context.clear_permissions()
    visit("/en/")

    page.get_by_role("button", name="Near me").click()

    expect(page.get_by_role("status")).to_have_text("Your phone did not tell where you are. Type your postcode instead.")


# The map


def test_on_a_desk_the_map_stands_beside_the_list_and_moves_with_it(page, visit):
    asked, refused = visit("/en/plekken/?lat=51.056&lng=3.712", DESK)
    pins = page.locator(".map .pin")
    expect(pins).to_have_count(2)
    expect(page.locator(".map-quarter")).to_have_count(1)
    expect(page.get_by_text("Brugse Poort", exact=True)).to_be_visible()

    page.locator("#dichtbij").hover()
    expect(page.locator(".pin-lit")).to_have_attribute("aria-label", "Dichtbij")

    page.get_by_role("button", name="Verder").click()
    expect(page.locator(".leaflet-popup")).to_contain_text("Verder")
    expect(page.locator("#verder")).to_have_class("place place-lit")
    assert refused == []
    assert [address for address in asked if address.startswith("http")] == []


def test_the_map_is_used_and_left_with_the_keyboard(page, visit):
    visit("/en/plekken/?lat=51.056&lng=3.712", DESK)
    page.get_by_role("button", name="Verder").focus()

    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup").get_by_role("link", name="Verder")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)

    for _ in range(12):
        page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.map')")


def test_a_phone_fetches_the_map_only_after_a_tap(page, visit):
    asked, _refused = visit("/en/plekken/")
    assert [address for address in asked if "leaflet" in address] == []

    page.get_by_role("button", name="Show the map").click()

    expect(page.locator(".map .pin")).to_have_count(2)
    assert [address for address in asked if "leaflet" in address] == ["/static/leaflet/leaflet.css", "/static/leaflet/leaflet.js"]


def test_street_pictures_come_only_after_a_tap_on_a_button_that_names_their_server(page, visit, settings):
    settings.TILE_URL = "https://tiles.example.org/{z}/{x}/{y}.png"
    page.route("https://tiles.example.org/**", lambda route: route.abort())
    asked, _refused = visit("/en/plekken/?lat=51.056&lng=3.712", DESK)
    expect(page.locator(".map .pin")).to_have_count(2)
    assert page.locator(".leaflet-tile").count() == 0

    page.get_by_role("button", name="tiles.example.org").click()

    expect(page.locator(".leaflet-tile").first).to_have_attribute("src", re.compile("^https://tiles.example.org/"))


# Without a script


def test_without_a_script_one_finds_a_place_and_prints_a_list(browser, live_server, town):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{live_server.url}/en/")

    page.get_by_label("Where are you?").fill("Brugse Poort")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("More to choose from").click()
    page.get_by_label("Toilet").check()
    page.get_by_role("button", name="Show the places").click()

    expect(page.locator(".place-name")).to_have_text(["Dichtbij"])
    expect(page.locator("#dichtbij")).to_contain_text("3 koffies")
    expect(page.get_by_role("button", name="Show the map")).to_be_hidden()

    page.get_by_role("link", name="To my list Dichtbij").click()
    page.locator("#dichtbij").get_by_role("link", name="My list (1 place)").click()

    expect(page.locator(".shortlist-place h3")).to_have_text(["Dichtbij"])
    assert context.cookies() == []
    context.close()


# For everyone


@pytest.mark.parametrize(("size", "theme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"])
@pytest.mark.parametrize(
    "address",
    [
        "/en/",
        "/en/plekken/?bij=Brugse+Poort&dienst=toilet&open=nu&plek=verder",
        "/en/plekken/?bij=Nergenshuizen&dienst=koe",
        "/en/lijstje/?plek=dichtbij&plek=verder&plek=weg",
        "/en/hoe-werkt-het/",
    ],
)
def test_axe_finds_nothing(page, visit, address, size, theme):
    page.emulate_media(color_scheme=theme)
    _asked, refused = visit(address, size)
    if size == DESK and "plekken" in address:
        expect(page.locator(".map .pin").first).to_be_visible()

    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})

    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert refused == []


def test_with_everything_open_one_still_need_not_scroll_sideways(page, visit):
    visit("/en/plekken/?bij=Brugse+Poort", {"width": 320, "height": 640})

    page.get_by_text("More to choose from").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
