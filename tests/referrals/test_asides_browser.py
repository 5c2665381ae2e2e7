"""Setting aside and asking the team in a real browser: on a phone and on a desk, with a script and without."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from referrals.models import SettingAside, Signal
from tests.factories import (
    make_aside,
    make_chapter,
    make_merchant,
    make_organisation,
    make_signal,
    make_treat,
    make_user,
)
from vouchers.models import CounterLink, Treat

pytestmark = pytest.mark.django_db(transaction=True)
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def krook():
    """A place with something kept and something free, an organisation that asked, and its questions."""
    gent = make_chapter("gent", email="gent@example.org")
    krook = make_merchant("De Krook", slug="krook", chapter=gent, quiet_hours="Mo-Fr 14:00-16:00", note_for_referrers="De zetel achteraan.")
    coffee = make_treat(merchant=krook, waiting=2)
    make_treat(merchant=krook, kind="soep", waiting=1)
    caw = make_organisation("CAW Gent", chapter=gent, people=[make_user("sofie@example.org")])
    make_aside(coffee, organisation=caw, sign="red")
    make_signal(krook, organisation=caw)
    make_signal(krook, organisation=caw, reason="hours", state="closed", closed_on="2026-11-01", answer="De pagina klopt weer.")
    return krook


@pytest.fixture
def sofie(context, live_server, client, krook):
    client.force_login(krook.chapter.organisations.get().referrers.get().user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])


@pytest.fixture
def visit(page, live_server, krook):
    page.refused = []
    page.on("console", lambda message: page.refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.refused.append(str(error)))

    def visit(address, width=360):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(live_server.url + address)

    return visit


def address_of(name):
    caw = SettingAside.objects.get().organisation_id
    own = f"/mijn-organisatie/{caw}/"
    pages = {"place": f"{own}plek/krook/", "asides": f"{own}opzij/", "questions": f"{own}vragen/"}
    return pages | {
        "counter": f"/toog/{CounterLink.objects.get().token}/",
        "form": "/meldingen/krook/",
        "thanks": "/meldingen/krook/bedankt/",
    }


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["place", "asides", "questions", "counter", "form", "thanks"])
def test_page_is_for_everyone(page, sofie, visit, name, width):
    visit(address_of(name)[name], width)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")

    found = Axe().run(page, options={"runOnly": RULES})

    assert found.violations_count == 0, found.generate_report()
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.refused == []


@pytest.fixture
def browser_context_args(browser_context_args, request):
    return browser_context_args | {"java_script_enabled": "without a script" not in str(getattr(request.node, "callspec", ""))}


@pytest.mark.parametrize("how", ["with a script", "without a script"])
def test_one_is_asked_for_and_the_counter_lets_go_of_it(page, sofie, visit, how):
    visit(address_of("place")["place"])
    page.get_by_text("Er eentje opzij laten houden (soep)").click()
    page.get_by_text("zes uur", exact=True).click()
    page.get_by_text("slak", exact=True).click()
    page.get_by_role("button", name="Vraag om er eentje opzij te houden (soep)").click()
    expect(page.get_by_text("Wie het krijgt, blijft hun keuze.")).to_be_visible()

    visit(f"/toog/{CounterLink.objects.get().token}/")
    soup = page.locator("#soep")
    expect(soup).to_contain_text("1 opzij")
    expect(soup).to_contain_text("slak · CAW Gent")
    soup.get_by_role("button", name="Niet meer opzij").click()
    expect(soup).to_contain_text("Niet meer opzij: het hangt er voor iedereen.")
    assert SettingAside.objects.get().sign == "red"


@pytest.mark.parametrize("how", ["with a script", "without a script"])
def test_one_tap_tells_the_team(page, visit, how):
    visit("/plek/krook/")
    page.get_by_role("link", name="Vraag het aan het team").click()
    page.get_by_label("In een zin").fill("Het rolluik was toe.")
    page.get_by_role("button", name="De deur was dicht").click()

    expect(page.get_by_role("heading", name="Dankjewel, het is aangekomen")).to_be_visible()
    assert Signal.objects.get(organisation=None).words == "Het rolluik was toe."


def test_what_is_kept_follows_the_taps(page, visit, krook):
    """Two hang and both are kept: after one tap one is, after the second nothing is there to keep, and undone one is kept again."""
    make_aside(Treat.objects.get(kind__slug="koffie"), organisation=make_organisation("OCMW", chapter=krook.chapter), sign="cat")
    visit(f"/toog/{CounterLink.objects.get().token}/")
    kept, hand_out = page.locator("[data-kept]"), page.get_by_role("button", name="-1 weggegeven").first
    expect(kept.locator("strong")).to_have_text("2 opzij")

    for words in ("1 opzij", ""):
        page.wait_for_timeout(300)  # So long two taps of a finger take that means both.
        hand_out.click()
        expect(kept).to_contain_text(words) if words else expect(kept).to_be_hidden()

    page.locator("[data-undo]").first.click()
    expect(kept.locator("strong")).to_have_text("1 opzij")
