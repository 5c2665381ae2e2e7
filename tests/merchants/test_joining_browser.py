"""Joining in a real browser, on a phone: with a script and without, with a finger and with keys, and when the connection goes."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from merchants.models import Invitation, Letter, Merchant
from tests.applying import load_gent
from tests.factories import make_service

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 740}
PIN = ".leaflet-marker-icon[role=button]"


@pytest.fixture
def town():
    make_service("water", name="een glas water", name_nl="een glas water")
    return load_gent()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def any_phone(request, browser, live_server, town):
    with browser.new_context(viewport=PHONE, base_url=live_server.url, locale="nl-BE", java_script_enabled=request.param) as context:
        yield context.new_page()


@pytest.fixture
def phone(browser, live_server, town):
    """A phone whose page may not complain."""
    with browser.new_context(viewport=PHONE, base_url=live_server.url, locale="nl-BE", has_touch=True) as context:
        page, complaints = context.new_page(), []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        # What a browser says of a connection that is gone is no complaint about the page.
        assert [words for words in complaints if "net::ERR_" not in words] == []


def tell_the_place(page, name="Krookcafé"):
    page.get_by_label("Naam van je plek").fill(name)
    page.get_by_label("Wat voor plek is het?").select_option("cafe")
    page.get_by_label("Straat en nummer").fill("Miriam Makebaplein 1")
    page.get_by_label("Postcode").fill("9000")
    page.get_by_label("Gemeente", exact=True).fill("Gent")


def go_on(page, to):
    page.get_by_role("button", name="Volgende").click()
    at_step(page, to)


def at_step(page, number):
    expect(page.get_by_text(f"Stap {number} van 5")).to_be_visible()


def to_the_pin(page):
    page.goto("/doe-mee/plek/")
    tell_the_place(page)
    go_on(page, 2)
    expect(page.locator(PIN)).to_be_visible()


def pin_of(page):
    """The coordinates that would be sent, or None."""
    value = page.get_by_label("Coördinaten").input_value()
    return tuple(map(float, value.split(", "))) if value else None


def send(page):
    page.get_by_label("Je naam").fill("Lut")
    page.get_by_label("Je telefoonnummer").fill("0470 12 34 56")
    page.get_by_label("Ik heb het charter gelezen").check()
    page.get_by_role("button", name="Stuur naar het team").click()


def troubles(page):
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    return found.generate_report() if found.violations_count else ""


# The story


def test_a_place_joins_with_and_without_a_script(any_phone):
    page = any_phone
    page.goto("/doe-mee/")
    page.get_by_role("link", name="Zet je deur open").click()
    tell_the_place(page)
    go_on(page, 2)
    page.get_by_label("Coördinaten").fill("51,0471 3,7279")
    go_on(page, 3)
    page.get_by_text("Een glas water", exact=True).click()
    go_on(page, 4)
    page.get_by_label("Openingsuren").fill("ma-vr 8u-18u")
    page.get_by_role("button", name="Hoe lezen jullie mijn uren?").click()
    expect(page.get_by_text("Zo lezen wij je uren")).to_be_visible()
    go_on(page, 5)
    page.get_by_role("button", name="Stuur naar het team").click()
    expect(page.get_by_text("Wat je typte, staat er nog.")).to_be_visible()
    send(page)

    expect(page).to_have_url(re.compile(r"/doe-mee/bedankt/\?stad=gent$"))
    merchant = Merchant.objects.get()
    assert (merchant.lat, merchant.lng, merchant.opening_hours) == (51.0471, 3.7279, "Mo-Fr 08:00-18:00")
    assert (merchant.services.count(), merchant.contact_phone) == (1, "0470 12 34 56")


def test_a_helper_rings_with_and_without_a_script(any_phone):
    page = any_phone
    page.goto("/doe-mee/helpen/")
    page.get_by_label("Welke stad?").select_option("Gent")
    page.get_by_label("Je naam").fill("Lut")
    page.get_by_label("Je telefoonnummer").fill("0470 12 34 56")
    page.get_by_role("button", name="Stuur naar het team").click()

    expect(page).to_have_url(re.compile("/doe-mee/helpen/bedankt/$"))
    assert Letter.objects.get().to == "team@gent.example"


# Back


def test_the_back_of_the_browser_loses_nothing(any_phone):
    page = any_phone
    page.goto("/doe-mee/plek/")
    tell_the_place(page)
    go_on(page, 2)
    page.get_by_label("Coördinaten").fill("51.0471, 3.7279")
    go_on(page, 3)

    page.go_back()
    at_step(page, 2)
    expect(page.get_by_label("Coördinaten")).to_have_value("51.0471, 3.7279")
    page.go_back()
    at_step(page, 1)
    expect(page.get_by_label("Naam van je plek")).to_have_value("Krookcafé")
    page.get_by_label("Naam van je plek").fill("Krookbar")
    go_on(page, 2)
    page.get_by_role("button", name="Terug").click()

    at_step(page, 1)
    expect(page.get_by_label("Naam van je plek")).to_have_value("Krookbar")


def test_going_back_in_the_browser_carries_later_answers_along(phone):
    to_the_pin(phone)
    go_on(phone, 3)
    go_on(phone, 4)
    phone.get_by_label("Openingsuren").fill("di-za 10u-18u")

    phone.go_back()
    at_step(phone, 3)
    go_on(phone, 4)

    expect(phone.get_by_label("Openingsuren")).to_have_value("di-za 10u-18u")


# The pin


def test_the_pin_is_dragged(phone):
    to_the_pin(phone)
    assert pin_of(phone) is None
    phone.locator(PIN).hover()
    box = phone.locator(PIN).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    phone.mouse.down()
    phone.mouse.move(x + 40, y - 30, steps=5)
    phone.mouse.up()

    expect(phone.get_by_text(re.compile(r"De speld staat \d+ meter van het midden van 9000"))).to_be_visible()
    lat, lng = pin_of(phone)
    assert 51.05 < lat < 51.06 and 3.72 < lng < 3.73


def test_the_pin_is_moved_with_the_arrow_keys_and_says_where_it_is(phone):
    to_the_pin(phone)
    phone.locator(PIN).focus()

    for _ in range(3):
        phone.keyboard.press("ArrowUp")
    north = pin_of(phone)
    phone.keyboard.press("Shift+ArrowLeft")
    west = pin_of(phone)

    assert north[0] > 51.05 and north[1] == 3.72
    assert west[1] < 3.72 and west[0] == pytest.approx(north[0], abs=0.0001)
    expect(phone.get_by_role("status").filter(has_text="De speld staat")).to_be_visible()
    expect(phone.locator(PIN)).to_be_focused()


def test_a_tap_on_the_map_puts_the_pin_there(phone):
    to_the_pin(phone)

    phone.locator("[data-pin-map]").click(position={"x": 200, "y": 80})

    assert pin_of(phone)[0] > 51.05


def test_i_am_here_now_asks_the_phone_only_when_it_is_tapped(phone, context):
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation({"latitude": 51.0471234567, "longitude": 3.7279876543})
    to_the_pin(phone)
    assert pin_of(phone) is None

    phone.get_by_role("button", name="Ik ben hier nu").click()

    expect(phone.get_by_label("Coördinaten")).to_have_value("51.04712, 3.72799")
    for number in (3, 4, 5):
        go_on(phone, number)
    send(phone)
    expect(phone).to_have_url(re.compile("/bedankt/"))
    assert (Merchant.objects.get().lat, Merchant.objects.get().lng) == (51.04712, 3.72799)


def test_a_phone_that_tells_no_place_is_no_trouble(phone):
    phone.context.grant_permissions([])
    to_the_pin(phone)

    phone.get_by_role("button", name="Ik ben hier nu").click()

    expect(phone.get_by_text("Je telefoon zei niet waar je bent.")).to_be_visible()


def test_a_pin_far_off_is_asked_about_on_the_phone(phone):
    to_the_pin(phone)
    phone.get_by_label("Coördinaten").fill("51.19, 3.72")
    phone.get_by_role("button", name="Volgende").click()
    expect(phone.get_by_text("De speld staat 16 km van het midden van 9000 9000. Klopt dat?")).to_be_visible()

    is_well(phone)
    phone.get_by_label("Ja, de speld staat goed.").check()

    go_on(phone, 3)


# A connection that goes


def test_a_connection_lost_halfway_loses_nothing_and_goes_on_by_itself(phone):
    to_the_pin(phone)
    go_on(phone, 3)
    phone.get_by_text("Een glas water", exact=True).click()
    phone.context.set_offline(True)

    phone.get_by_role("button", name="Volgende").click()
    expect(phone.get_by_text("Geen verbinding. Wat je invulde, staat hier nog")).to_be_visible()
    at_step(phone, 3)
    phone.context.set_offline(False)

    at_step(phone, 4)
    go_on(phone, 5)
    send(phone)
    expect(phone).to_have_url(re.compile("/bedankt/"))
    assert Merchant.objects.get().services.get().slug == "water"


def test_a_form_that_arrived_while_its_answer_got_lost_is_one_application(phone):
    to_the_pin(phone)
    for number in (3, 4, 5):
        go_on(phone, number)
    lost = []

    def lose_the_answer(route):
        if lost:
            return route.fallback()
        lost.append(route.fetch(max_redirects=0))
        return route.abort()

    phone.route("**/doe-mee/plek/", lose_the_answer)
    send(phone)

    expect(phone).to_have_url(re.compile("/bedankt/"))
    assert [answer.status for answer in lost] == [303]
    assert Merchant.objects.count() == 1


def test_two_quick_taps_are_one_application(phone):
    to_the_pin(phone)
    for number in (3, 4, 5):
        go_on(phone, number)
    phone.get_by_label("Je naam").fill("Lut")
    phone.get_by_label("Je telefoonnummer").fill("0470 12 34 56")
    phone.get_by_label("Ik heb het charter gelezen").check()

    phone.get_by_role("button", name="Stuur naar het team").dblclick()

    expect(phone).to_have_url(re.compile("/bedankt/"))
    assert Merchant.objects.count() == 1


def test_nothing_is_kept_on_the_phone(phone):
    to_the_pin(phone)
    go_on(phone, 3)

    kept = phone.evaluate("async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length]")
    assert kept == [0, 0, 0]
    assert [cookie["name"] for cookie in phone.context.cookies()] == ["csrftoken"]


# For everybody


def is_well(page):
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert troubles(page) == ""


@pytest.mark.parametrize("width", [360, 1280])
def test_every_step_is_for_everyone(phone, width):
    phone.set_viewport_size({"width": width, "height": 740})
    to_the_pin(phone)
    is_well(phone)
    for number in (3, 4, 5):
        go_on(phone, number)
        is_well(phone)
    phone.get_by_role("button", name="Stuur naar het team").click()
    expect(phone.get_by_text("Wat je typte, staat er nog.")).to_be_visible()
    is_well(phone)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_door_is_for_everyone(phone, town, width):
    phone.set_viewport_size({"width": width, "height": 740})
    invited = Invitation.objects.create(chapter=town)
    for address in ["/doe-mee/", "/doe-mee/helpen/", "/doe-mee/organisatie/", "/doe-mee/stad/", "/doe-mee/stad/bedankt/"]:
        phone.goto(address)
        is_well(phone)
    phone.goto(invited.get_absolute_url())
    is_well(phone)


def test_a_closed_invitation_is_for_everyone(page, live_server, town):
    page.goto(live_server.url + Invitation.objects.create(chapter=town, revoked_on="2026-01-01").get_absolute_url())

    is_well(page)


def test_each_step_begins_where_a_reader_hears_it(phone):
    to_the_pin(phone)

    expect(phone.locator("#step")).to_be_focused()
