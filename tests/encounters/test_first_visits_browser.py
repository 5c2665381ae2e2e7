"""Stepping in together in a real browser: a guest on an old phone without a script, a peer with an agenda, and whoever cannot see."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from encounters import stepping_in
from encounters.models import FirstVisit
from tests.factories import make_chapter, make_merchant, make_peer, make_visit
from tests.logins import come_in
from tests.phones import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def nadia():
    gent = make_chapter("gent")
    places = [
        make_merchant(name, chapter=gent, slug=slug, opening_hours="24/7") for name, slug in {"De Krook": "krook", "Bar": "bar"}.items()
    ]
    return make_peer(chapter=gent, hours=[(day, 9, 17) for day in range(7)], places=places, languages=["nl", "ar"])


def with_login(browser, live_server, client, user, **how):
    context = browser.new_context(locale="nl-BE", **how)
    come_in(client, user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    return context.new_page()


def looks_right(page, width):
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")], ids=["phone", "desk"])
def test_axe_finds_nothing_and_nothing_sticks_out(page, live_server, nadia, width, theme):
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    moment = stepping_in.moments(nadia.chapter, timezone.now())[-1]
    visit, off = make_visit(nadia), make_visit(make_peer("Jo"), is_cancelled=True)

    for address in [
        "/samen/gent/",
        f"/fr{moment.address}",
        f"/samen/moment/{visit.pk}/",
        f"/samen/moment/{off.pk}/",
        "/samen/gent/?taal=xx",
    ]:
        page.goto(live_server.url + address)
        looks_right(page, width)
    assert refused == []


def test_without_a_script_two_taps_are_enough_and_one_calls_it_off(browser, live_server, nadia):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="nl-BE")
    page = context.new_page()
    page.goto(f"{live_server.url}/samen/gent/?plek=krook")
    page.locator(".activity a.button").first.click()
    expect(page.get_by_text("Aan welk teken herkennen we elkaar?")).to_be_visible()
    page.get_by_role("button", name="Tot dan").click()

    expect(page.get_by_role("heading", name="Afgesproken: jullie stappen samen binnen")).to_be_visible()
    expect(page.get_by_role("link", name="09 123 45 67")).to_be_visible()
    expect(page.get_by_role("heading", name=FirstVisit.objects.get().sign)).to_be_visible()
    assert {cookie["name"] for cookie in context.cookies()} <= {"csrftoken"}

    page.get_by_role("button", name="Ik kom niet").click()

    expect(page.get_by_role("heading", name="Dit bezoek gaat niet door")).to_be_visible()
    page.get_by_role("link", name="Een ander moment").click()
    expect(page.get_by_role("heading", name="Samen binnenstappen in Gent")).to_be_visible()
    context.close()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_a_peer_sees_the_sign_offers_an_hour_and_calls_off(browser, live_server, client, nadia, has_script):
    visit = make_visit(nadia, word="zonnebloem")
    page = with_login(browser, live_server, client, nadia.role.user, java_script_enabled=has_script, viewport=PHONE)
    page.goto(f"{live_server.url}/mijn-agenda/")
    expect(page.get_by_role("heading", name="Zonnebloem")).to_be_visible()
    if has_script:
        looks_right(page, 360)

    page.get_by_role("link", name="Pas het aan").click()
    if has_script:
        looks_right(page, 360)
    page.get_by_role("button", name="Haal weg (maandag, 09:00–17:00)").click()
    page.get_by_label("Dag").select_option("0")
    page.get_by_label("Vanaf").select_option("600")
    page.get_by_label("Tot", exact=True).select_option("720")
    page.get_by_role("button", name="Voeg deze uren toe").click()
    expect(page.get_by_text("maandag, 10:00–12:00", exact=True)).to_be_visible()

    page.get_by_role("link", name="Mijn agenda").first.click()
    page.get_by_role("button", name="Ik kan niet komen").click()
    expect(page.get_by_text("Het gaat niet door. De pagina van de ander zegt het vriendelijk")).to_be_visible()
    visit.refresh_from_db()
    assert visit.is_cancelled
    page.context.close()


def test_the_agreed_page_prints_with_the_sign_and_the_number_and_without_buttons(page, live_server, nadia):
    visit = make_visit(nadia, word="zonnebloem")
    page.goto(f"{live_server.url}/samen/moment/{visit.pk}/")
    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name="Zonnebloem")).to_be_visible()
    expect(page.get_by_text("09 123 45 67")).to_be_visible()
    expect(page.get_by_role("button", name="Ik kom niet")).to_be_hidden()
