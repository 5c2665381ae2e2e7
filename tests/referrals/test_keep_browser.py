"""What was kept on a phone stays readable without a connection, and nothing is kept before somebody asks for it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import make_merchant
from tests.phones import KEPT_ON_THE_PHONE, LIST, NOTHING, PHONE, keep, shows_when

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("address", ["/en/", LIST, "/en/plek/dichtbij/", "/en/lijstje/?plek=dichtbij", "/en/zonder-verbinding/"])
def test_nothing_is_kept_before_the_tap(phone, address):
    phone.go(address)
    phone.wait_for_load_state("networkidle")

    assert phone.evaluate(KEPT_ON_THE_PHONE) == NOTHING


def test_a_kept_list_is_readable_without_a_connection_and_says_how_old_it_is(phone, context):
    phone.go(LIST)
    expect(phone.locator("#kept")).to_be_hidden()
    keep(phone)

    context.set_offline(True)
    phone.reload()

    expect(phone.locator(".place-name")).to_have_text(["Dichtbij", "Verder"])
    expect(phone.locator("#dichtbij")).to_contain_text("3 koffies")
    shows_when(phone).to_be_visible()
    # The sheet was kept as well.
    expect(phone.locator(".places")).to_have_css("display", "grid")
    assert phone.refused == []


def test_the_places_of_a_kept_list_are_readable_too(phone, context):
    phone.go(LIST)
    keep(phone)

    context.set_offline(True)
    phone.get_by_role("link", name="Dichtbij", exact=True).click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Dichtbij")
    expect(phone.locator(".board")).to_have_css("border-top-style", "solid")


def test_a_page_seen_after_the_tap_is_kept_as_well_and_anew_each_time(phone, context):
    phone.go(LIST)
    keep(phone)
    phone.go("/en/plekken/?bij=Brugse+Poort&dienst=toilet")
    expect(phone.locator(".place-name")).to_have_text(["Dichtbij"])

    context.set_offline(True)
    phone.go(LIST)
    phone.go("/en/plekken/?bij=Brugse+Poort&dienst=toilet")

    expect(phone.locator(".place-name")).to_have_text(["Dichtbij"])
    shows_when(phone).to_be_visible()


def test_with_a_connection_the_newest_is_shown_not_the_copy(phone):
    phone.go(LIST)
    keep(phone)
    make_merchant("Nieuw", slug="nieuw", lat=51.056, lng=3.712)

    phone.reload()

    expect(phone.locator(".place-name").first).to_have_text("Nieuw")
    expect(phone.locator("#kept")).to_be_hidden()


def test_changing_a_list_in_place_without_a_connection_shows_the_copy(phone, context):
    phone.go("/en/plekken/?bij=Brugse+Poort&dienst=toilet")
    keep(phone)
    phone.go(LIST)

    context.set_offline(True)
    phone.get_by_text("More to choose from").click()
    phone.get_by_label("Toilet").check()

    expect(phone.locator(".place-name")).to_have_text(["Dichtbij"])
    shows_when(phone).to_be_visible()


def test_a_page_that_was_never_kept_says_so_kindly_and_shows_what_was(phone, context):
    phone.go(LIST)
    keep(phone)

    context.set_offline(True)
    phone.go("/en/charter/")

    expect(phone.get_by_role("heading", level=1)).to_have_text("There is no connection right now")
    phone.get_by_role("link", name="Places near neighbourhood Brugse Poort").click()
    expect(phone.locator(".place-name")).to_have_text(["Dichtbij", "Verder"])


def test_forget_takes_all_of_it_away(phone, context):
    phone.go(LIST)
    keep(phone)

    phone.get_by_role("button", name="Forget").click()

    expect(phone.get_by_role("button", name="Keep on this phone")).to_be_focused()
    phone.go("/en/charter/")
    phone.go(LIST)
    assert phone.evaluate(KEPT_ON_THE_PHONE) == NOTHING


def test_kept_is_told_again_on_the_next_visit(phone):
    phone.go(LIST)
    keep(phone)

    phone.go("/en/plekken/?bij=Brugse+Poort&dienst=toilet")

    expect(phone.get_by_role("button", name="Forget")).to_be_visible()
    expect(phone.get_by_role("button", name="Keep on this phone")).to_be_hidden()


def test_pages_of_the_team_and_the_counter_are_never_kept(phone):
    phone.go(LIST)
    keep(phone)

    phone.go("/en/accounts/login/")
    phone.go("/en/doe-mee/plek/")

    kept = phone.evaluate("async () => (await (await caches.open('kept')).keys()).map(({url}) => new URL(url).pathname)")
    assert {path for path in kept if not path.startswith("/static/")} == {
        *["/en/plekken/", "/en/plek/dichtbij/", "/en/plek/verder/", "/en/zonder-verbinding/"]
    }


def test_a_list_that_was_kept_can_be_used_by_everybody(phone, context):
    phone.go(LIST)
    keep(phone)
    context.set_offline(True)
    for address in [LIST, "/en/charter/"]:
        phone.go(address)

        found = Axe().run(phone, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})

        assert found.violations_count == 0, found.generate_report()


# A list is shared by its address


def test_a_list_is_shared_the_way_of_the_phone(phone):
    phone.add_init_script("navigator.share = (what) => { window.shared = what; return Promise.resolve(); };")
    phone.go("/en/lijstje/?plek=dichtbij&plek=verder#for-mum")

    phone.get_by_role("button", name="Share").click()

    shared = phone.evaluate("window.shared")
    assert shared["url"].endswith("/en/lijstje/?plek=dichtbij&plek=verder#for-mum")
    assert shared["title"].startswith("My list")


def test_where_the_phone_has_no_way_to_share_the_link_is_copied(phone, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    phone.add_init_script("delete Navigator.prototype.share;")
    phone.go("/en/lijstje/?plek=dichtbij")

    phone.get_by_role("button", name="Share").click()

    expect(phone.get_by_text("The link to this list is copied.")).to_be_visible()
    assert phone.evaluate("navigator.clipboard.readText()").endswith("/en/lijstje/?plek=dichtbij")


def test_without_a_script_there_is_nothing_to_keep_or_share(browser, live_server, town):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    for address in [LIST, "/en/lijstje/?plek=dichtbij"]:
        page.goto(live_server.url + address)
        for name in ["Keep on this phone", "Forget", "Share"]:
            expect(page.get_by_role("button", name=name)).to_be_hidden()
    context.close()
