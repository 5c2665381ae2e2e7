"""The counter on a phone: as an app, under a wet finger, beside pages kept for reading, and where the phone is too old for its script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import make_merchant, make_service, make_treat
from tests.phones import PHONE, has_copy, open_counter, until
from vouchers.models import CounterLink, Treat

pytestmark = pytest.mark.django_db(transaction=True)

SCOPES = "async () => (await navigator.serviceWorker.getRegistrations()).map(({scope}) => new URL(scope).pathname).sort()"
CACHES = "async () => (await caches.keys()).sort()"


@pytest.fixture
def place():
    make_service("water", name="water", name_nl="water")
    make_service("toilet", name="toilet", name_nl="toilet", icon="toilet")
    place = make_merchant("De Krook", slug="krook", services=["water", "toilet"])
    make_treat(merchant=place, waiting=5)
    make_treat(merchant=place, kind="kippenbouillonsoep", waiting=2, price=450)
    return place


@pytest.fixture
def counter(place):
    return f"/toog/{CounterLink.objects.of(place).token}/"


@pytest.fixture
def phone(page, live_server):
    page.set_viewport_size(PHONE)
    page.go = lambda address: page.goto(live_server.url + address)
    return page


# As an app


def test_a_phone_agrees_that_it_is_an_app(phone, context, counter, live_server):
    open_counter(phone, live_server.url + counter)
    tools = context.new_cdp_session(phone)

    assert tools.send("Page.getAppManifest")["errors"] == []
    # A window that leaves no trace offers no apps; that is all it has against ours.
    troubles = [trouble["errorId"] for trouble in tools.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert set(troubles) <= {"in-incognito"}


def test_keeping_and_forgetting_pages_leaves_the_counter_alone(phone, context, counter, live_server):
    open_counter(phone, live_server.url + counter)
    phone.go("/plekken/?lat=51.05&lng=3.725")
    phone.get_by_role("button", name="Bewaar op deze telefoon").click()
    expect(phone.get_by_role("button", name="Vergeet")).to_be_visible()
    assert (phone.evaluate(SCOPES), phone.evaluate(CACHES)) == (["/", "/toog/"], ["counters", "kept"])
    open_counter(phone, live_server.url + counter)

    phone.go("/plekken/?lat=51.05&lng=3.725")
    phone.get_by_role("button", name="Vergeet").click()
    expect(phone.get_by_role("button", name="Bewaar op deze telefoon")).to_be_visible()

    assert (phone.evaluate(SCOPES), phone.evaluate(CACHES)) == (["/toog/"], ["counters"])
    context.set_offline(True)
    phone.go(counter)
    expect(phone.get_by_role("heading", level=1)).to_have_text("De Krook")


def test_the_counter_never_stands_among_the_kept_pages(phone, counter, live_server):
    phone.go("/plekken/?lat=51.05&lng=3.725")
    phone.get_by_role("button", name="Bewaar op deze telefoon").click()
    expect(phone.get_by_role("button", name="Vergeet")).to_be_visible()

    open_counter(phone, live_server.url + counter)
    phone.reload()

    kept = phone.evaluate("async () => (await (await caches.open('kept')).keys()).map(({url}) => url)")
    assert not [address for address in kept if "/toog/" in address]


def test_a_link_that_was_renewed_opens_no_copy_any_more(phone, context, place, counter, live_server):
    open_counter(phone, live_server.url + counter)
    place.counter_links.all().delete()

    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Deze link naar de toog werkt niet meer")

    until(phone, lambda: not has_copy(phone))


# Under a wet finger


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_buttons_are_high_with_room_between_and_everybody_can_use_them(phone, context, counter, width, live_server):
    phone.set_viewport_size({"width": width, "height": 740})
    open_counter(phone, live_server.url + counter)
    phone.get_by_text("Turf wat je gratis gaf").click()
    phone.get_by_role("button", name="-1 weggegeven koffie").click()
    context.set_offline(True)
    phone.get_by_role("button", name="+1 betaald koffie").click()
    expect(phone.locator("[data-line]")).to_contain_text("1 tik wacht op verbinding.")

    for forms in phone.locator(".counter-taps, .counter-tally li").all():
        boxes = [button.bounding_box() for button in forms.locator("button").all()]
        assert min(min(box["height"], box["width"]) for box in boxes) >= 64
        assert room_between(*boxes) >= 16
    assert phone.locator("button").first.evaluate("button => getComputedStyle(button).touchAction") == "manipulation"
    assert phone.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(phone, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()


def room_between(one, other):
    beside = max(one["x"], other["x"]) - min(one["x"] + one["width"], other["x"] + other["width"])
    below = max(one["y"], other["y"]) - min(one["y"] + one["height"], other["y"] + other["height"])
    return max(beside, below)


def test_what_is_said_about_a_tap_does_not_push_its_buttons_away(phone, context, counter, live_server):
    open_counter(phone, live_server.url + counter)
    buttons = phone.locator(".counter-taps").first.locator("button")
    before = [button.bounding_box() for button in buttons.all()]

    buttons.first.click()
    expect(phone.get_by_text("Weggegeven.")).to_be_visible()
    context.set_offline(True)
    buttons.last.click()
    expect(phone.locator("[data-line]")).to_contain_text("1 tik wacht op verbinding.")

    assert [button.bounding_box() for button in buttons.all()] == before


# Old phones


@pytest.mark.parametrize(
    "lacks",
    [
        "delete window.fetch",
        "delete window.Promise",
        "Object.defineProperty(window, 'crypto', {value: undefined})",
        "Storage.prototype.setItem = function () { throw new Error('full'); }",
    ],
)
def test_a_phone_that_lacks_something_uses_the_plain_forms(phone, counter, lacks):
    phone.add_init_script(lacks)
    phone.go(counter)

    phone.get_by_role("button", name="-1 weggegeven koffie").click()

    phone.wait_for_url("**?tik=*")
    expect(phone.locator("#koffie")).to_contain_text("Weggegeven.")
    phone.get_by_role("button", name="Terugdraaien").click()
    expect(phone.locator("#koffie")).to_contain_text("Teruggedraaid.")
    assert Treat.objects.get(kind__slug="koffie").waiting == 5


@pytest.mark.parametrize("has_scripts", [True, False])
def test_the_tally_works_with_and_without_scripts(browser, live_server, counter, has_scripts):
    context = browser.new_context(viewport=PHONE, java_script_enabled=has_scripts)
    page = context.new_page()
    page.goto(live_server.url + counter)
    page.get_by_text("Turf wat je gratis gaf").click()

    for name, number in [("meer", "1"), ("meer", "2"), ("minder", "1")]:
        # No bounce, a finger.
        page.wait_for_timeout(300)
        page.get_by_role("button", name=f"water: eentje {name}").click()
        expect(page.locator(".counter-tally li", has_text="water").locator("[data-count]")).to_have_text(number)
    context.close()


def test_the_tally_is_folded_away_until_somebody_opens_it(phone, counter):
    phone.go(counter)

    expect(phone.get_by_text("Turf wat je gratis gaf")).to_be_visible()
    expect(phone.get_by_role("button", name="water: eentje meer")).to_be_hidden()
