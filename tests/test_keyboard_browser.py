"""The five stories people come for, each from beginning to end with the keyboard alone. What is checked at each stop: tests/keyboard.py."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from merchants.models import Merchant
from tests.factories import (
    make_chapter,
    make_merchant,
    make_neighbourhood,
    make_service,
    make_team_member,
    make_treat,
    make_user,
)
from tests.keyboard import Keyboard
from tests.logins import come_in
from tests.phones import until
from vouchers.models import CounterLink, Treat

pytestmark = pytest.mark.django_db(transaction=True)

# As typed on a clock of twelve hours and on one of twenty-four, which takes no letters.
MORNING, NOON = "0900a", "1130a"
# Where a form was sent from below the skip link, the answer is read from there.
HOME = re.compile(r"/mijn-plek/krook/(#content)?$")


@pytest.fixture
def krook():
    make_service("toilet", icon="toilet", name="toilet", name_nl="toilet")
    make_neighbourhood("Brugse Poort", lat=51.056, lng=3.712)
    lut = make_user("lut@example.org")
    return make_merchant("De Krook", slug="krook", services=["toilet"], opening_hours="24/7", people=[lut], lat=51.057, lng=3.714)


@pytest.fixture
def coffee(krook):
    return make_treat(merchant=krook, waiting=2)


@pytest.fixture(params=[(360, 740), (1280, 900)], ids=["phone", "desk"])
def keyboard(request, page, live_server):
    page.set_viewport_size(dict(zip(("width", "height"), request.param, strict=True)))
    page.emulate_media(reduced_motion="reduce")  # A page that still scrolls is not where it will be.
    keyboard = Keyboard(page)
    keyboard.open_page = keyboard.open
    keyboard.open = lambda address: keyboard.open_page(live_server.url + address)
    return keyboard


def be(page, live_server, user):
    session = come_in(Client(), user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])


def button(scope, name):
    return scope.get_by_role("button", name=re.compile(rf"^\s*{re.escape(name)}"))


def test_a_guest_finds_an_open_place_and_keeps_it_in_the_list(keyboard, page, coffee):
    keyboard.open("/")
    keyboard.type(page.get_by_label("Waar ben je?"), "Brugse Poort")
    keyboard.press("Enter")
    page.wait_for_url("**/plekken/?*bij=Brugse*")

    keyboard.skip()
    keyboard.enter(page.get_by_role("link", name="Op mijn lijstje De Krook"))
    mine = page.locator("#krook").get_by_role("link", name="Mijn lijstje (1 plek)")
    expect(mine).to_be_visible()
    keyboard.enter(mine)

    page.wait_for_url("**/lijstje/?*plek=krook*")
    expect(page.get_by_role("link", name="De Krook").first).to_be_visible()
    keyboard.walk_through()


def test_a_citizen_treats_someone(keyboard, page, coffee):
    keyboard.open(f"/plek/{coffee.merchant.slug}/trakteren/")
    number = page.get_by_label("Koffie")
    keyboard.type(number, "51")
    keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("Koffie")).to_have_value("51")

    keyboard.skip()
    keyboard.type(page.get_by_label("Koffie"), "2")
    keyboard.type(page.get_by_label("Een lief woord erbij"), "Geniet ervan")
    keyboard.enter(button(page, "Naar de betaling").last)
    page.wait_for_url("**/demo/betalen/**")
    keyboard.skip()
    keyboard.enter(button(page, "Betaald"))

    expect(page.get_by_role("heading", level=1)).to_have_text("Dank je wel!")
    keyboard.walk_through()
    assert Treat.objects.get().waiting == 4


def test_a_merchant_changes_hours_and_takes_a_break(keyboard, page, live_server, krook):
    be(page, live_server, krook.people.get().user)
    Merchant.objects.update(opening_hours="")
    keyboard.open("/mijn-plek/krook/uren/")
    monday = page.get_by_role("group", name="Maandag", exact=True)
    keyboard.type(monday.get_by_label("open van").first, MORNING)
    keyboard.enter(button(page, "Bewaren"))
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(monday.get_by_label("open van").first).to_have_value("09:00")

    keyboard.skip()
    keyboard.type(monday.get_by_label("open tot").first, NOON)
    keyboard.enter(monday.get_by_role("button", name="Hetzelfde tot en met vrijdag"))
    keyboard.enter(button(page, "Bewaren"))
    page.wait_for_url(HOME)
    krook.refresh_from_db()
    assert krook.opening_hours.startswith("Mo-Fr 09:00-11:30")

    keyboard.skip()
    keyboard.enter(page.get_by_role("link", name=re.compile("Even pauze")).first)
    page.wait_for_url("**/pauze/")
    keyboard.skip()
    keyboard.enter(page.locator("button[name=until]").first)
    expect(page.locator(".notice").first).to_be_visible()
    keyboard.walk_through()
    assert krook.pauses.count() == 1


def test_staff_count_at_the_counter(keyboard, page, coffee):
    keyboard.open(f"/toog/{CounterLink.objects.of(coffee.merchant).token}/")
    row = page.locator("#koffie")

    keyboard.enter(button(row, "-1 weggegeven"))
    expect(row).to_contain_text("Weggegeven.")
    page.wait_for_timeout(300)  # No bounce of a finger.
    keyboard.enter(button(row, "+1 betaald"))
    expect(row).to_contain_text("Het hangt op het bord.")
    keyboard.enter(button(row, "Laatste tik terugdraaien"))
    expect(row).to_contain_text("Teruggedraaid.")

    keyboard.walk_through()
    until(page, lambda: Treat.objects.get().waiting == 1)


def test_a_coordinator_welcomes_a_place(keyboard, page, live_server):
    gent = make_chapter("gent")
    asking = make_merchant("Bar Warm", chapter=gent, state="applied", contact_email="bar@example.org")
    be(page, live_server, make_team_member("coordinator", chapter=gent))
    keyboard.open("/beheer/merchants/merchant/")

    answer = page.locator("select[name=action]")
    keyboard.to(answer)
    keyboard.press("ArrowDown")
    expect(answer).to_have_value("welcome")
    keyboard.tick(page.locator("input[name=_selected_action]"))
    keyboard.press("Enter")

    expect(page.get_by_text("1 plek staat vanaf nu op de kaart.")).to_be_visible()
    asking.refresh_from_db()
    assert asking.state == "active"
