"""The map in a real browser: in step with the list, clusters for what is not on it, for mouse, finger and keyboard, and light."""

import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from merchants.models import Merchant
from tests.factories import make_chapter, make_merchant, make_neighbourhood, make_service, make_treat

pytestmark = pytest.mark.django_db(transaction=True)

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
HERE = "/en/plekken/?lat=51.050&lng=3.720"
OUTLINE = {"type": "Polygon", "coordinates": [[[3.65, 51.0], [3.8, 51.0], [3.8, 51.1], [3.65, 51.1], [3.65, 51.0]]]}


@pytest.fixture
def town():
    """Twenty places for the list, spread so that each has its pin; beyond them one alone, and three together."""
    make_chapter(shape=OUTLINE)
    make_neighbourhood("Rabot", slug="rabot", lat=51.05, lng=3.72)
    for n in range(20):
        make_merchant(f"Dichtbij {n}", slug=f"dichtbij-{n}", lat=51.046 + 0.004 * (n % 4), lng=3.714 + 0.004 * (n // 4))
    make_service("toilet", icon="toilet")
    make_merchant("Met toilet", slug="met-toilet", services=["toilet"], lat=51.075, lng=3.75)
    make_merchant("Alleen", slug="alleen", lat=51.07, lng=3.72, opening_hours="24/7")
    for n in range(3):
        make_merchant(f"Samen {n}", slug=f"samen-{n}", lat=51.0301 + n / 10_000, lng=3.7202)
    make_merchant("Nog niet", slug="nog-niet", state="applied", lat=51.07, lng=3.73)


@pytest.fixture
def visit(page, live_server):
    """Opens an address; what the browser asked for and what it refused ends up in the lists it returns."""
    asked, refused = [], []
    page.on("request", lambda request: asked.append(request.url.removeprefix(live_server.url)))
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))

    def go(address=HERE, size=DESK):
        page.set_viewport_size(size)
        with page.expect_response(re.compile("kaart.json")):
            page.goto(live_server.url + address)
        return asked, refused

    return go


def zoom_of(address):
    return int(re.search(r"zoom=(\d+)", address)[1])


def views(asked):
    return [address for address in asked if "kaart.json" in address]


def zoom_out(page):
    with page.expect_response(re.compile("kaart.json")):
        page.get_by_role("button", name="Zoom out").click()


def is_on_the_map(page):
    return page.evaluate("document.activeElement.classList.contains('map')")


# What stands there


def test_the_list_has_its_pins_and_the_rest_stands_around_them(page, visit, town):
    asked, refused = visit()
    zoom_out(page)

    expect(page.get_by_role("button", name="Alleen")).to_be_visible()
    expect(page.get_by_role("button", name="3 places here, zoom in")).to_have_text("3")
    assert page.locator(".map [aria-label^=Dichtbij]").count() == 20
    expect(page.get_by_role("button", name="Nog niet")).to_have_count(0)
    expect(page.locator(".map-city")).to_have_count(1)
    expect(page.get_by_text("Rabot", exact=True)).to_be_attached()
    assert refused == []
    assert [address for address in asked if address.startswith("http")] == []


def test_a_place_that_is_not_on_the_list_tells_its_name_its_door_and_the_way_to_its_page(page, visit, town):
    page.emulate_media(reduced_motion="reduce")
    visit()
    zoom_out(page)

    page.get_by_role("button", name="Alleen").click()

    words = page.locator(".leaflet-popup")
    expect(words).to_contain_text("Open now")
    words.get_by_role("link", name="Alleen").click()
    expect(page).to_have_url(re.compile(r"/en/plek/alleen/$"))


def test_a_tap_on_a_cluster_goes_nearer_until_its_places_stand_apart(page, visit, town):
    asked, _refused = visit()
    zoom_out(page)
    before = zoom_of(views(asked)[-1])

    cluster = page.get_by_role("button", name="3 places here, zoom in")
    for _ in range(6):
        page.wait_for_timeout(800)  # Until the map stands still and has drawn what it heard.
        if cluster.count():
            cluster.click()

    expect(page.get_by_role("button", name="Samen")).to_have_count(3)
    assert zoom_of(views(asked)[-1]) >= before + 2


def test_a_crowd_of_the_list_is_one_cluster_that_lights_up_with_its_cards(page, visit, town):
    visit()
    for _ in range(4):
        zoom_out(page)
    crowd = page.get_by_role("button", name=re.compile("places here"))
    expect(page.get_by_role("button", name="Dichtbij 3", exact=True)).to_be_hidden()

    page.locator("#dichtbij-3").hover()
    expect(page.locator(".pin-lit:visible")).to_have_count(1)
    expect(page.locator(".pin-lit:visible")).to_have_attribute("aria-label", re.compile("places here"))

    crowd.first.hover()
    assert page.locator(".place-lit").count() >= 4


def test_wishes_go_along_to_the_map(page, visit, town):
    asked, _refused = visit(f"{HERE}&dienst=toilet&plek=alleen")
    zoom_out(page)

    assert all("dienst=toilet" in address for address in views(asked))
    expect(page.locator(".map .pin")).to_have_count(1)


def test_where_only_some_were_looked_at_the_map_says_so(page, visit, town, monkeypatch):
    monkeypatch.setattr("referrals.mapping.LOOKED_AT", 3)

    visit(f"{HERE}&open=nu")

    expect(page.get_by_text("On the map we looked at 3 places of this view.")).to_be_visible()


def test_an_answer_that_comes_too_late_is_left(page, visit, town):
    visit()
    zoom_out(page)
    page.route(re.compile("kaart.json"), lambda route: route.fulfill(json={"zoom": 12, "clusters": [], "places": []}))
    page.get_by_role("button", name="Zoom in", exact=True).click()
    page.wait_for_timeout(50)
    page.unroute(re.compile("kaart.json"))
    page.get_by_role("button", name="Zoom out").click()

    expect(page.get_by_role("button", name="Alleen")).to_be_visible()


def test_without_an_answer_the_list_keeps_its_pins(page, visit, town):
    page.route(re.compile("kaart.json|buurten.geojson"), lambda route: route.fulfill(status=500))

    visit()

    expect(page.locator(".map .pin")).to_have_count(20)


# After the list was changed in place


def test_the_map_follows_a_list_that_was_changed_in_place(page, visit, town):
    visit()

    with page.expect_response(re.compile("kaart.json")) as view:
        page.get_by_role("link", name=re.compile("^Toilet")).click()

    expect(page.locator(".map .pin:visible")).to_have_count(1)
    assert "dienst=toilet" in view.value.url
    page.locator("#met-toilet").hover()
    expect(page.locator(".pin-lit")).to_have_attribute("aria-label", "Met toilet")
    expect(page.locator(".leaflet-container")).to_have_count(1)


def test_whoever_puts_a_place_on_a_list_keeps_the_view_they_moved_to(page, visit, town):
    asked, refused = visit()
    zoom_out(page)
    before = views(asked)[-1]

    with page.expect_response(re.compile("kaart.json")):
        page.locator("#dichtbij-7").get_by_role("link", name="To my list").click()

    assert views(asked)[-1].split("bbox=")[1] == before.split("bbox=")[1]
    # The pointer stayed where it was, over the new card.
    expect(page.locator(".pin-lit")).to_have_attribute("aria-label", "Dichtbij 7")
    assert refused == []


# Keys


def test_enter_opens_a_pin_escape_closes_it_and_the_focus_comes_back(page, visit, town):
    visit()
    zoom_out(page)
    for name, card in [("Alleen", None), ("Dichtbij 7", "dichtbij-7")]:
        page.get_by_role("button", name=name, exact=True).focus()
        if card:
            expect(page.locator(f"#{card}")).to_have_class("place place-lit")

        page.keyboard.press("Enter")
        expect(page.locator(".leaflet-popup").get_by_role("link", name=name)).to_be_focused()
        page.keyboard.press("Escape")

        expect(page.locator(".leaflet-popup")).to_have_count(0)
        expect(page.get_by_role("button", name=name, exact=True)).to_be_focused()


def test_enter_on_a_cluster_goes_nearer_and_the_focus_stays_on_the_map(page, visit, town):
    asked, _refused = visit()
    zoom_out(page)
    before = zoom_of(views(asked)[-1])
    page.get_by_role("button", name="3 places here, zoom in").focus()

    with page.expect_response(re.compile("kaart.json")):
        page.keyboard.press("Enter")

    assert zoom_of(views(asked)[-1]) == before + 2
    assert is_on_the_map(page)


def test_arrows_move_the_map_from_itself_and_from_a_pin(page, visit, town):
    asked, _refused = visit()
    for start in [page.locator(".map"), page.get_by_role("button", name="Dichtbij 7", exact=True)]:
        start.focus()
        page.wait_for_timeout(400)
        before = views(asked)[-1]

        with page.expect_response(re.compile("kaart.json")):
            page.keyboard.press("ArrowRight")

        assert views(asked)[-1] != before


def test_tab_goes_through_every_pin_from_the_list_on_and_out_of_the_map_again(page, visit, town):
    visit()
    zoom_out(page)
    page.locator(".map").focus()

    passed = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("!document.activeElement.closest('.map')"):
            break
        passed.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))

    pins = page.locator(".map .leaflet-marker-icon[role=button]:visible").evaluate_all("all => all.map((one) => one.ariaLabel)")
    assert [name for name in passed if name in pins] == pins
    assert pins[:20] == page.locator(".place-name").all_inner_texts()
    assert page.evaluate("!document.activeElement.closest('.map')")


def test_one_link_leads_past_the_map(page, visit, town):
    visit()
    page.get_by_role("link", name="Past the map").focus()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("!document.activeElement.closest('.map-side')")


# For everyone


def test_who_asks_for_stillness_gets_it(page, visit, town):
    page.emulate_media(reduced_motion="reduce")

    visit()

    assert not re.search(r"leaflet-(fade|zoom)-anim", page.locator(".leaflet-container").get_attribute("class"))


@pytest.mark.parametrize(("size", "theme"), [(PHONE, "dark"), (DESK, "light"), (DESK, "dark")], ids=["phone", "desk", "night"])
def test_axe_finds_nothing_on_the_map_with_clusters_and_open_words(page, live_server, town, size, theme):
    # Without motion the words stand there at once, in their full colours.
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size(size)
    page.goto(live_server.url + HERE)
    if size == PHONE:
        page.get_by_role("button", name="Show the map").click()
    expect(page.locator(".map .pin").first).to_be_visible()
    zoom_out(page)
    page.get_by_role("button", name="Alleen").click()
    expect(page.locator(".leaflet-popup")).to_be_visible()

    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})

    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


# Light


def test_the_finder_with_its_map_and_a_thousand_places_is_light(page, live_server, town):
    gent = Merchant.objects.first().chapter
    for n, part in enumerate(["Brugse Poort", "Dampoort", "Ledeberg", "Muide"]):
        make_neighbourhood(part, slug=f"buurt-{n}", chapter=gent, lat=51.04 + n / 100, lng=3.7 + n / 100, shape=OUTLINE)
    Merchant.objects.bulk_create(
        Merchant(
            **{"chapter": gent, "state": "active", "agreed_on": "2026-11-22", "name": f"Plek nummer {n}", "slug": f"plek-nummer-{n}"},
            lat=51.05 + (n * 37 % 1000 - 500) / 5000, lng=3.72 + (n * 61 % 1000 - 500) / 4000,
        )
        for n in range(1000)
    )  # fmt: skip
    make_treat(merchant=Merchant.objects.get(slug="dichtbij-0"), waiting=3)
    # First in the list, and so the map begins wide enough for all.
    for n, (lat, lng) in enumerate([(50.95, 3.6), (51.15, 3.6), (50.95, 3.84), (51.15, 3.84)]):
        make_merchant(f"Aan de rand {n}", slug=f"rand-{n}", lat=lat, lng=lng)
    bodies = []
    page.on("response", lambda response: bodies.append(response))
    page.set_viewport_size({"width": 1600, "height": 1000})

    page.goto(live_server.url + "/en/plekken/")
    expect(page.locator(".map .pin-many").first).to_be_visible()
    page.wait_for_load_state("networkidle")

    weights = {response.url.removeprefix(live_server.url): len(gzip.compress(response.body(), 9)) for response in bodies}
    (view,) = [response.json() for response in bodies if "kaart.json" in response.url]
    assert len(view["places"]) + sum(cluster["count"] for cluster in view["clusters"]) > 900
    assert sum(weights.values()) <= 75_000, weights


def test_a_large_screen_holds_at_most_350_things(page, visit, town):
    gent = Merchant.objects.first().chapter
    Merchant.objects.bulk_create(
        Merchant(
            **{"chapter": gent, "state": "active", "agreed_on": "2026-11-22", "name": f"Plek {n}", "slug": f"veel-{n}"},
            lat=51.05 + (n * 37 % 1999 - 999) / 8000, lng=3.72 + (n * 61 % 1997 - 998) / 5000,
        )
        for n in range(4000)
    )  # fmt: skip

    visit(size={"width": 2560, "height": 1600})
    zoom_out(page)
    expect(page.locator(".map .pin-many").first).to_be_visible()

    assert 20 < page.locator(".map .pin").count() <= 350
