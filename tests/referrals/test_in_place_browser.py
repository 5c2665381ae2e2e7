"""The finder answers in place: the address changes, the page stays, and who listens hears how many places there are."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_merchant, make_neighbourhood, make_service, make_treat

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def town():
    make_neighbourhood("Brugse Poort", lat=51.056, lng=3.712)
    make_service("toilet", icon="toilet")
    make_service("water", icon="glass-water")
    near = make_merchant("Dichtbij", slug="dichtbij", services=["toilet"], opening_hours="24/7", lat=51.057, lng=3.714)
    make_treat(merchant=near, kind="koffie", waiting=3)
    for n in range(24):
        make_merchant(f"Verder {n}", slug=f"verder-{n}", lat=51.06 + n / 1000, lng=3.73)


@pytest.fixture
def visit(page, live_server, town):
    """Opens an address and marks the page: a reload would lose the mark."""
    page.set_viewport_size(PHONE)

    def go(address):
        page.goto(live_server.url + address)
        page.evaluate("window.stayed = true")

    return go


def stayed(page):
    return page.evaluate("window.stayed === true")


def names(page):
    return page.locator(".place-name")


def open_filters(page):
    page.get_by_text("More to choose from").click()


def test_a_tick_changes_the_list_the_address_and_what_is_heard(page, visit):
    visit("/en/plekken/?bij=Brugse+Poort")
    expect(names(page)).to_have_count(20)
    open_filters(page)

    page.get_by_label("Toilet").check()

    expect(names(page)).to_have_text(["Dichtbij"])
    expect(page).to_have_url(re.compile(r"/en/plekken/\?bij=Brugse\+Poort&dienst=toilet$"))
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("1 place")
    expect(page.get_by_label("Toilet")).to_be_focused()
    expect(page.get_by_role("list", name="Your wishes")).to_contain_text("toilet")
    expect(page.get_by_role("link", name="Nederlands")).to_have_attribute("href", "/plekken/?bij=Brugse+Poort&dienst=toilet")
    assert stayed(page)


def test_every_pictogram_of_a_changed_list_has_its_lines(page, visit):
    visit("/en/plekken/?bij=Brugse+Poort&dienst=water")
    open_filters(page)

    page.get_by_label("Toilet").check()
    page.get_by_label("Water").uncheck()

    expect(names(page)).to_have_text(["Dichtbij"])
    missing = "all => all.filter(one => !document.querySelector(one.getAttribute('href'))).length"
    assert page.locator("use").evaluate_all(missing) == 0


def test_a_wish_left_out_is_no_longer_ticked_either(page, visit):
    visit("/en/plekken/?bij=Brugse+Poort&dienst=toilet")
    open_filters(page)

    page.get_by_role("link", name="toilet (leave out)").click()

    expect(names(page)).to_have_count(20)
    expect(page.get_by_label("Toilet")).not_to_be_checked()
    expect(page.locator("#found")).to_be_focused()
    assert stayed(page)


def test_the_back_button_brings_back_the_list_and_the_ticks(page, visit):
    visit("/en/plekken/?bij=Brugse+Poort")
    open_filters(page)
    page.get_by_label("Toilet").check()
    expect(names(page)).to_have_text(["Dichtbij"])

    page.go_back()
    expect(names(page)).to_have_count(20)
    expect(page.get_by_label("Toilet")).not_to_be_checked()
    page.go_forward()
    expect(names(page)).to_have_text(["Dichtbij"])

    expect(page.get_by_label("Toilet")).to_be_checked()
    assert stayed(page)


def test_another_page_of_the_list_comes_in_place(page, visit):
    visit("/en/plekken/?bij=Brugse+Poort")

    page.get_by_role("link", name="Next").click()

    expect(names(page)).to_have_count(5)
    expect(page).to_have_url(re.compile(r"pagina=2$"))
    expect(page.locator("#found")).to_be_in_viewport()
    assert stayed(page)


def test_another_place_typed_is_looked_up_in_place_without_empty_fields_in_the_address(page, visit):
    visit("/en/plekken/?dienst=toilet")

    page.get_by_label("Where are you?").fill("Brugse Poort")
    page.get_by_role("button", name="Search").click()

    expect(page).to_have_url(re.compile(r"/en/plekken/\?bij=Brugse\+Poort&dienst=toilet$"))
    expect(page).to_have_title(re.compile("Places near neighbourhood Brugse Poort"))
    expect(page.locator(".search-near")).to_have_count(0)
    assert stayed(page)


def test_a_place_goes_on_the_list_and_the_focus_stays_with_it(page, visit):
    visit("/en/plekken/?bij=Brugse+Poort")

    page.get_by_role("link", name="To my list Dichtbij").click()

    expect(page.get_by_role("link", name="On my list. Take off Dichtbij")).to_be_focused()
    expect(page.locator("input[name=plek]")).to_have_value("dichtbij")
    assert stayed(page)


def test_two_taps_in_a_row_both_count(page, visit):
    visit("/en/plekken/?bij=Brugse+Poort")
    open_filters(page)

    # Within one breath: no answer can come in between.
    page.evaluate(
        """() => {
            for (const place of ["dichtbij", "verder-0"]) document.querySelector(`#${place} .place-actions a`).click();
            document.querySelector("input[name=dienst][value=water]").click();
        }"""
    )

    expect(page).to_have_url(re.compile(r"\?bij=Brugse\+Poort&plek=dichtbij&plek=verder-0&dienst=water$"))
    expect(page.get_by_role("link", name="My list (2 places)").first).to_be_visible()
    expect(page.get_by_label("Water")).to_be_checked()
    assert stayed(page)


def test_the_map_follows_the_list(page, visit):
    visit("/en/plekken/?bij=Brugse+Poort")
    page.get_by_role("button", name="Show the map").click()
    expect(page.locator(".map .pin").first).to_be_visible()
    open_filters(page)

    page.get_by_label("Toilet").check()

    expect(page.locator(".map .pin")).to_have_count(1)
    assert stayed(page)


def test_when_fetching_fails_the_browser_goes_there_itself(page, visit):
    visit("/en/plekken/?bij=Brugse+Poort")
    page.route("**/plekken/**", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_())
    open_filters(page)

    page.get_by_label("Toilet").check()

    expect(names(page)).to_have_text(["Dichtbij"])
    expect(page).to_have_url(re.compile(r"dienst=toilet$"))
    assert not stayed(page)


def test_an_answer_that_is_overtaken_is_forgotten(page, visit):
    visit("/en/plekken/?bij=Brugse+Poort")
    held = []
    page.route("**/plekken/?*", lambda route: held.append(route) if route.request.url.endswith("dienst=toilet") else route.continue_())
    open_filters(page)

    page.get_by_label("Toilet").check()
    page.get_by_label("easy with a wheelchair").check()

    expect(page).to_have_url(re.compile(r"dienst=toilet&rolstoel=1$"))
    assert len(held) == 1
    assert stayed(page)


def test_a_wish_at_hand_is_one_tap_and_its_numbers_follow(page, visit):
    visit("/en/plekken/?bij=Brugse+Poort")
    open_filters(page)

    page.locator("[data-finder] ul").get_by_role("link", name=re.compile("^Toilet")).click()

    expect(names(page)).to_have_text(["Dichtbij"])
    expect(page.get_by_label("Toilet")).to_be_checked()
    expect(page.locator("[data-finder] ul").get_by_role("link", name=re.compile("^Toilet"))).to_have_count(0)
    expect(page.locator("[data-finder] details")).to_have_attribute("open", "")
    assert stayed(page)


# From the start page: two taps


def test_a_need_and_near_me_are_two_taps_to_the_nearest_open_place(page, context, visit):
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 51.0567, "longitude": 3.7123})
    visit("/en/")

    page.get_by_role("button", name="Toilet").click()
    near_me = page.get_by_role("button", name="Near me")
    expect(page).to_have_url(re.compile(r"/en/plekken/\?dienst=toilet&open=nu$"))
    expect(near_me).to_be_in_viewport()
    assert near_me.bounding_box()["y"] < page.get_by_label("Where are you?").bounding_box()["y"]
    assert near_me.bounding_box()["height"] >= 70
    near_me.click()

    expect(page).to_have_url(re.compile(r"\?dienst=toilet&open=nu&lat=51\.057&lng=3\.712$"))
    expect(names(page)).to_have_text(["Dichtbij"])


def test_without_a_script_a_need_takes_the_typed_place_along(browser, live_server, town):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{live_server.url}/en/")

    page.get_by_label("Where are you?").fill("Brugse Poort")
    page.get_by_role("button", name="Toilet").click()

    expect(page).to_have_url(re.compile(r"/en/plekken/\?bij=Brugse\+Poort&dienst=toilet&open=nu$"))
    expect(names(page)).to_have_text(["Dichtbij"])
    expect(page.get_by_role("button", name="Near me")).to_be_hidden()
    assert context.cookies() == []
    context.close()
