"""In a real browser, on a phone without scripts: a theme, and a club's request from the form to the money on the account."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import make_account, make_merchant, make_pot, make_request, make_team_member, make_theme, make_treat
from tests.logins import come_in
from vouchers import actions
from vouchers.models import Payment, Treat

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "Buurtcafé Het Lange Huis Aan Het Water Van De Brugse Poort"


@pytest.fixture
def coffee():
    make_account()
    make_theme()
    place = {"street": "Makebaplein 1", "postcode": "9000", "town": "Gent"}
    make_treat(merchant=make_merchant("Bakker Bart", **place), kind="brood", price=320)
    return make_treat(merchant=make_merchant("De Krook", **place), price=250)


@pytest.fixture
def old_phone(browser):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_warm_morning_on_an_old_phone(old_phone, live_server, coffee):
    old_phone.goto(f"{live_server.url}/stad/gent/trakteren/")
    old_phone.get_by_role("link", name="Warme ochtend").click()
    expect(old_phone.get_by_text("Je koopt van Krook BV").first).to_be_visible()
    old_phone.get_by_label("Koffie").fill("2")
    old_phone.get_by_role("button", name="Naar de betaling").click()
    # Without a script the new total is shown once before.
    old_phone.get_by_role("button", name="Naar de betaling").first.click()
    expect(old_phone.get_by_role("heading", name="€ 8,20 betalen?")).to_be_visible()

    old_phone.get_by_role("button", name="Geannuleerd").click()
    old_phone.get_by_role("link", name="Probeer opnieuw").click()
    expect(old_phone.get_by_label("Koffie")).to_have_value("2")
    old_phone.get_by_role("button", name="Naar de betaling").click()
    old_phone.get_by_role("button", name="Betaald").click()

    expect(old_phone.get_by_role("heading", level=1)).to_have_text("Dank je wel!")
    assert dict(Treat.objects.values_list("kind__slug", "waiting")) == {"koffie": 2, "brood": 1}


def test_a_club_asks_for_a_payment_request_on_an_old_phone(old_phone, live_server, coffee):
    old_phone.goto(f"{live_server.url}/stad/gent/trakteren/")
    old_phone.get_by_role("link", name="Met een bedrijf, een club of een school").click()
    old_phone.get_by_label("Naam van je bedrijf, club of school").fill("Chiro Gent")
    old_phone.get_by_label("Wat wil je geven?").select_option("koffie")
    old_phone.get_by_label("Hoeveel?").fill("50")
    old_phone.get_by_label("Je e-mailadres").fill("chiro@")
    old_phone.get_by_role("button", name="Kijk waar het zou hangen").click()
    expect(old_phone.get_by_text("Dit lijkt geen e-mailadres.")).to_be_visible()

    old_phone.get_by_label("Je e-mailadres").fill("chiro@example.org")
    old_phone.get_by_role("button", name="Kijk waar het zou hangen").click()
    expect(old_phone.get_by_text("50 × De Krook")).to_be_visible()
    old_phone.get_by_role("button", name="Iets veranderen").click()
    old_phone.get_by_label("Hoeveel?").fill("40")
    old_phone.get_by_role("button", name="Kijk waar het zou hangen").click()
    old_phone.get_by_role("button", name="Vraag het betaalverzoek aan").click()

    payment = Payment.objects.get()
    expect(old_phone.get_by_text(payment.communication)).to_be_visible()
    expect(old_phone.get_by_text("€ 100,00").first).to_be_visible()
    actions.money_arrived(payment=payment, amount=10_000, day=timezone.localdate())
    old_phone.reload()
    expect(old_phone.get_by_role("heading", level=1)).to_have_text("Dank je wel!")


def ten_lines():
    """The longest request there is: ten places, all with long names."""
    return make_request(*[make_treat(merchant=make_merchant(f"{LONG} {n}")) for n in range(10)], buyer="x" * 120)


def test_a_request_is_one_sheet_of_paper(page, live_server, coffee):
    for payment in [make_request(coffee), ten_lines()]:
        page.goto(f"{live_server.url}/betaalverzoek/{payment.token}/")

        paper = page.pdf(prefer_css_page_size=True)

        sizes = {tuple(map(round, map(float, box))) for box in re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", paper)}
        assert (len(re.findall(rb"/Type\s*/Page\b", paper)), sizes) == (1, {(595, 842)})


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")])
def test_everyone_can_use_these_pages(page, live_server, coffee, width, theme):
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=theme)
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)

    for path in ["trakteren/", "thema/warme-ochtend/", "samen-trakteren/"]:
        page.goto(f"{live_server.url}/stad/gent/{path}")
        check(page, width)
    page.get_by_role("button", name="Kijk waar het zou hangen").click()
    check(page, width)
    page.get_by_label("Naam van je bedrijf, club of school").fill("Chiro Gent")
    page.get_by_label("Wat wil je geven?").select_option("koffie")
    page.get_by_label("Hoeveel?").fill("50")
    page.get_by_label("Je e-mailadres").fill("chiro@example.org")
    page.get_by_role("button", name="Kijk waar het zou hangen").click()
    expect(page.get_by_text("50 × De Krook")).to_be_visible()
    check(page, width)
    page.goto(f"{live_server.url}/betaalverzoek/{ten_lines().token}/")
    check(page, width)
    assert said == []


def check(page, width):
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_coordinator_sees_at_once_what_the_pot_still_holds(page, live_server, client, coffee):
    pot = make_pot(1_000)
    come_in(client, make_team_member("coordinator", chapter=pot.chapter))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page.goto(f"{live_server.url}/beheer/vouchers/pot/{pot.pk}/besteden/")
    number, too_much = page.get_by_label("De Krook: koffie"), page.get_by_text("Dat is meer dan er in de pot zit.")

    number.fill("4")
    expect(page.locator("output")).to_have_text("€ 10,00")
    expect(too_much).to_be_hidden()
    number.fill("5")
    expect(too_much).to_be_visible()
    number.fill("3")
    page.get_by_role("button", name="Maak er traktaties van").click()

    expect(page.get_by_text("€ 7,50 werd traktaties. Ze hangen.")).to_be_visible()
    coffee.refresh_from_db()
    assert coffee.waiting == 3
