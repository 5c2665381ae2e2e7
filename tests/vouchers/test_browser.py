"""In a real browser: from a wish to treat someone to a slip on the board, with and without scripts; and two phones at one counter."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import make_merchant, make_purchase, make_treat
from vouchers.models import CounterLink, DemoPayment, Treat

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def coffee():
    merchant = make_merchant("De Krook", street="Makebaplein 1", postcode="9000", town="Gent")
    make_treat(merchant=merchant, kind="soep", price=450)
    return make_treat(merchant=merchant, price=250, waiting=1)


@pytest.fixture(params=["with scripts", "without scripts"])
def phone(request, browser):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=request.param == "with scripts")
    yield context.new_page()
    context.close()


def give(phone, live_server, coffee, **numbers):
    """Choose on the page of the place, and go on to the bank; without scripts the total is shown once before."""
    phone.goto(f"{live_server.url}/plek/{coffee.merchant.slug}/")
    phone.get_by_role("link", name="Trakteer iemand").click()
    for name, number in numbers.items():
        phone.get_by_label(name).fill(str(number))
    phone.get_by_label("Een lief woord erbij").fill("Geniet ervan")
    phone.get_by_role("button", name="Naar de betaling").click()
    if phone.get_by_text("Zoveel wordt het samen.").is_visible():
        phone.get_by_role("button", name="Naar de betaling").first.click()
    phone.wait_for_url("**/demo/betalen/**")


def test_a_citizen_treats_cancels_tries_again_and_pays(phone, live_server, coffee):
    give(phone, live_server, coffee, Koffie=2, Soep=1)
    expect(phone.get_by_role("heading", name="€ 9,50 betalen?")).to_be_visible()

    phone.get_by_role("button", name="Geannuleerd").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Er is niets aangerekend")
    assert list(Treat.objects.values_list("waiting", flat=True)) == [1, 0]

    phone.get_by_role("link", name="Probeer opnieuw").click()
    expect(phone.get_by_label("Koffie")).to_have_value("2")
    expect(phone.get_by_label("Een lief woord erbij")).to_have_value("Geniet ervan")
    phone.get_by_role("button", name="Naar de betaling").click()

    phone.get_by_role("button", name="Betaald").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Dank je wel!")
    phone.reload()
    phone.get_by_role("link", name="Terug naar De Krook").click()
    expect(phone.locator(".board")).to_contain_text("3×")
    assert list(Treat.objects.values_list("waiting", flat=True)) == [3, 1]


def test_going_back_from_the_bank_leads_to_what_was_chosen(phone, live_server, coffee):
    give(phone, live_server, coffee, Koffie=1)

    phone.go_back()

    expect(phone.get_by_label("Koffie")).to_have_value("1")


def test_the_total_follows_what_is_typed(page, live_server, coffee):
    page.goto(f"{live_server.url}/plek/{coffee.merchant.slug}/trakteren/?traktatie=koffie")
    total = page.locator("output")
    expect(total).to_have_text("€ 2,50")

    for typed, shown in [("3", "€ 7,50"), ("51", "€ 0,00"), ("", "€ 0,00"), ("-1", "€ 0,00"), ("50", "€ 125,00")]:
        page.get_by_label("Koffie").fill(typed)
        expect(total).to_have_text(shown)


@pytest.fixture
def two_phones(browser, live_server, coffee):
    """Two pages on the same counter."""
    contexts = [browser.new_context(viewport={"width": 360, "height": 740}) for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(f"{live_server.url}/toog/{make_link(coffee)}/")
    yield pages
    for context in contexts:
        context.close()


def make_link(coffee):
    return CounterLink.objects.of(coffee.merchant).token


def test_the_last_coffee_tapped_on_two_phones_is_handed_out_once(two_phones):
    for page in two_phones:
        page.get_by_role("button", name="-1 weggegeven koffie").click()

    expect(two_phones[0].locator("#koffie")).to_contain_text("Weggegeven.")
    expect(two_phones[1].locator("#koffie")).to_contain_text("Er hangt er nu geen")
    assert Treat.objects.get(kind__slug="koffie").waiting == 0


def test_staff_take_back_add_and_count_again(phone, live_server, coffee):
    phone.goto(f"{live_server.url}/toog/{make_link(coffee)}/")
    row = phone.locator("#koffie")

    row.get_by_role("button", name="-1 weggegeven").click()
    row.get_by_role("button", name="Terugdraaien").click()
    expect(row).to_contain_text("Teruggedraaid.")

    row.get_by_role("button", name="+1 betaald").click()
    expect(row).to_contain_text("Het hangt op het bord.")
    expect(row.locator(".counter-count")).to_contain_text("2")

    row.get_by_text("Opnieuw tellen").click()
    row.get_by_label("Hoeveel hangen er nu?").fill("7")
    row.get_by_role("button", name="Zoveel hangen er echt").click()
    expect(row.locator(".counter-count")).to_contain_text("7")


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")])
def test_everyone_can_use_these_pages(page, live_server, coffee, width, theme):
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=theme)
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    paid, unpaid = make_purchase(coffee, word="Geniet ervan", paid=True), make_purchase(coffee)

    for path in [
        f"/plek/{coffee.merchant.slug}/trakteren/",
        f"/bedankt/{paid.token}/",
        f"/bedankt/{unpaid.token}/",
        f"/demo/betalen/{DemoPayment.objects.last().pk}/",
        f"/toog/{make_link(coffee)}/",
    ]:
        page.goto(live_server.url + path)
        check(page, width)

    page.get_by_role("button", name="-1 weggegeven koffie").click()
    page.get_by_text("Opnieuw tellen").first.click()
    check(page, width)
    page.goto(f"{live_server.url}/plek/{coffee.merchant.slug}/trakteren/")
    page.get_by_label("Koffie").fill("51")
    page.get_by_label("Een lief woord erbij").fill("bel 0478 12 34 56")
    page.get_by_role("button", name="Naar de betaling").click()
    check(page, width)
    assert said == []


def check(page, width):
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
