"""Keeping pages on a phone where something is in the way: a page that is late, a sheet that failed, no room, odd words."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from merchants.models import Merchant
from tests.factories import make_merchant, make_team_member
from tests.logins import come_in
from tests.phones import KEPT_ON_THE_PHONE, LIST, NOTHING, keep, kept, shows_when, until
from tests.team import address as team_address

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_kept_is_told_apart_and_named_as_it_is(phone, context):
    Merchant.objects.filter(slug="verder").update(name="Verder $& co")
    phone.go(LIST)
    keep(phone)
    for more in ["&dienst=toilet", "&plek=verder"]:
        phone.go(LIST + more)
        phone.wait_for_load_state("networkidle")

    context.set_offline(True)
    phone.go("/en/charter/")

    now = datetime.now(ZoneInfo("Europe/Brussels"))
    near = "Places near neighbourhood Brugse Poort in Gent"
    same = re.compile(rf"^{near} \({now.day} {now:%B}, \d\d:\d\d\)$")
    ways = phone.locator("ul[data-keeps] a")
    expect(ways).to_have_text([same, f"{near}, toilet", same, re.compile("Dichtbij|Verder"), re.compile("Dichtbij|Verder")])
    assert {"Dichtbij", "Verder $& co"} <= set(ways.all_text_contents())


def test_forget_holds_for_what_was_still_on_its_way(phone, hold):
    phone.go(LIST)
    keep(phone)
    # From the next page on the worker looks on.
    phone.reload()
    phone.evaluate("async () => (await caches.open('kept')).delete('/static/keep.js')")
    held = hold("/static/keep.js")
    phone.evaluate("() => fetch('/en/plek/dichtbij/').then((answer) => answer.text())")
    until(phone, lambda: held)

    phone.get_by_role("button", name="Forget").click()
    expect(phone.get_by_role("button", name="Keep on this phone")).to_be_visible()
    held[0].continue_()

    phone.wait_for_timeout(1000)
    assert phone.evaluate(KEPT_ON_THE_PHONE) == NOTHING


def test_forget_takes_what_came_in_between_as_well(phone):
    phone.go(LIST)
    keep(phone)
    phone.evaluate("""() => {
        const container = navigator.serviceWorker, ours = container.getRegistration.bind(container);
        container.getRegistration = async (scope) => { delete container.getRegistration; await caches.open('kept'); return ours(scope); };
    }""")

    phone.get_by_role("button", name="Forget").click()

    expect(phone.get_by_role("button", name="Keep on this phone")).to_be_focused()
    assert phone.evaluate(KEPT_ON_THE_PHONE) == NOTHING


def test_what_somebody_asked_to_keep_stays_when_there_is_no_room_for_more(phone):
    phone.go(LIST)
    keep(phone)
    # Seen again, it is still a page that was asked for.
    phone.reload()
    phone.wait_for_load_state("networkidle")
    phone.evaluate("""async () => {
        const cache = await caches.open('kept');
        for (let n = 0; n < 77; n++) await cache.put(`/en/plekken/?page=${n}`, new Response('', { headers: { 'X-Kept': 0 } }));
    }""")

    phone.evaluate("() => fetch('/en/plekken/?dienst=toilet')")
    until(phone, lambda: "en/plekken/?page=0" not in kept(phone))

    assert {"en/plekken/?bij=Brugse+Poort", "en/plekken/?page=1"} <= set(kept(phone))
    assert len([address for address in kept(phone) if address.startswith("en/plek/")]) == 2


def test_a_script_that_failed_is_not_kept(phone, context):
    phone.go(LIST)
    context.route("**/finder.js", lambda route: route.fulfill(status=503, body="not now"))

    keep(phone)

    assert "static/keep.js" in kept(phone)
    assert "static/finder.js" not in kept(phone)


def test_where_the_connection_hangs_the_copy_comes_and_says_how_old_it_is(phone, hold):
    phone.go(LIST)
    keep(phone)
    held = hold(LIST)

    phone.reload()

    expect(phone.locator(".place-name")).to_have_text(["Dichtbij", "Verder"])
    shows_when(phone).to_be_visible()
    assert len(held) == 1


def test_the_start_page_is_calm_for_whoever_kept_something(phone):
    phone.go(LIST)
    keep(phone)

    phone.go("/en/")
    phone.wait_for_load_state("networkidle")

    assert phone.troubles == []


def test_without_a_connection_a_list_on_a_desk_offers_the_map_for_later(phone, context):
    phone.go(LIST)
    keep(phone)
    context.set_offline(True)
    phone.set_viewport_size({"width": 1280, "height": 800})

    phone.reload()

    expect(phone.locator("[data-map-show]")).to_be_visible()
    assert phone.troubles == []


def test_words_of_somebody_cannot_make_a_page_of_the_team_one_to_keep(phone, context, client, live_server):
    asking = make_merchant("Nieuw", slug="nieuw", remark='" data-keeps> <p data-keeps>')
    come_in(client, make_team_member(chapter=asking.chapter))
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    phone.go(LIST)
    keep(phone)

    phone.go(team_address(asking))
    assert "data-keeps" in phone.content()
    phone.go("/en/plek/nieuw/")

    until(phone, lambda: "en/plek/nieuw/" in kept(phone))
    assert not [address for address in kept(phone) if "nieuw" not in address and not address.startswith(("static/", "en/"))]


def test_a_kept_place_is_there_from_wherever_one_comes(phone, context):
    phone.go(LIST)
    keep(phone)
    phone.go("/en/plek/dichtbij/?bij=Brugse+Poort")
    until(phone, lambda: any("plek/dichtbij/" in address for address in kept(phone)))

    context.set_offline(True)
    phone.go("/en/plek/dichtbij/")

    expect(phone.get_by_role("heading", level=1, name="Dichtbij")).to_be_visible()
