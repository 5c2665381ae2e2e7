"""Other help beneath the map, in a real browser: faint, apart from our places, and gone with one tap."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_chapter, make_merchant, make_other_help

pytestmark = pytest.mark.django_db(transaction=True)


def test_other_help_lies_faint_under_the_pins_and_goes_with_one_tap(page, live_server):
    make_chapter()
    for n in range(3):
        make_merchant(f"Plek {n}", lat=51.048 + 0.002 * n, lng=3.72)
    make_other_help("Toilet aan de kaai", lat=51.049, lng=3.722, opening_hours="24/7", source="OpenStreetMap", licence="ODbL 1.0")
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 900})

    page.goto(live_server.url + "/en/plekken/?lat=51.050&lng=3.720")

    key, spot = page.locator("[data-map-key]"), page.get_by_title("Toilet aan de kaai")
    expect(spot).to_be_visible()
    expect(key).to_contain_text("Other help nearby, not of our network")
    expect(key).to_contain_text("© OpenStreetMap, ODbL 1.0")
    assert spot.evaluate("(it) => Number(getComputedStyle(it.closest('.leaflet-help-pane')).zIndex)") < 600
    assert spot.evaluate("(it) => Number(getComputedStyle(it.querySelector('.map-spot')).opacity)") < 1

    spot.click()
    words = page.locator(".leaflet-popup")
    expect(words).to_contain_text("Public toilet")
    page.wait_for_timeout(400)  # The map may have moved for the words, and asks again: they stay.
    expect(words.get_by_role("link", name="Toilet aan de kaai")).to_have_attribute("href", re.compile("/en/hulp-dichtbij/"))

    page.get_by_label("Other help nearby, not of our network").uncheck()
    expect(spot).to_have_count(0)
    expect(key).to_be_visible()
    page.get_by_label("Other help nearby, not of our network").check()
    expect(spot).to_be_visible()
    assert troubles == []


def test_where_no_city_shows_it_the_map_does_not_even_ask(page, live_server):
    make_merchant("De Krook", lat=51.05, lng=3.72)
    make_other_help("Wc", shown=False)
    page.set_viewport_size({"width": 1280, "height": 900})

    with page.expect_response(re.compile("kaart.json")) as answer:
        page.goto(live_server.url + "/en/plekken/?lat=51.050&lng=3.720")

    assert "hulp=1" not in answer.value.url
    expect(page.locator("[data-map-key]")).to_have_count(0)
