"""In a real browser, on a small phone, with and without scripts: buy a voucher, print its slip, use it at the counter."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import make_bons, make_merchant, make_treat
from vouchers import actions, shown_bons
from vouchers.models import Bon, CounterLink, Treat

pytestmark = pytest.mark.django_db(transaction=True)

# Whatever sticks out of the slip it stands on, or is hidden by its edge.
OUTSIDE = """() => [...document.querySelectorAll(".bon, .bon *:not(svg *)")].filter(it => {
  const paper = it.closest(".bon").getBoundingClientRect(), box = it.getBoundingClientRect();
  const sticksOut = box.left < paper.left - 1 || box.right > paper.right + 1 || box.top < paper.top - 1 || box.bottom > paper.bottom + 1;
  return box.width && (sticksOut || it.scrollWidth > it.clientWidth + 1 && it.matches("p"));
}).map(it => it.outerHTML.slice(0, 120))"""


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


def test_somebody_buys_one_and_shows_it_at_the_counter(phone, live_server, coffee):
    phone.goto(f"{live_server.url}/plek/{coffee.merchant.slug}/trakteren/")
    phone.get_by_role("link", name="Gewone bon").click()
    phone.get_by_label("Koffie").fill("2")
    phone.get_by_role("button", name="Naar de betaling").click()
    if phone.get_by_text("Zoveel wordt het samen.").is_visible():
        phone.get_by_role("button", name="Naar de betaling").first.click()
    phone.wait_for_url("**/demo/betalen/**")
    phone.get_by_role("button", name="Betaald").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Dank je wel!")
    code = phone.locator(".bon-code").first.text_content()
    phone.get_by_role("link", name="Bonnen om af te drukken").click()
    expect(phone.locator(".bon").first).to_contain_text(code)

    phone.goto(f"{live_server.url}/toog/{CounterLink.objects.of(coffee.merchant).token}/")
    expect(phone.get_by_label("De code op de bon")).to_be_hidden()
    phone.get_by_text("Iemand toont een gewone bon").click()
    phone.get_by_label("De code op de bon").fill(code.lower())
    phone.get_by_role("button", name="Zoek op").click()
    phone.get_by_role("button", name="Neem de bon aan").click()
    expect(phone.get_by_text("Veel plezier met het geven!")).to_be_visible()
    phone.get_by_role("button", name="Terugdraaien").click()
    expect(phone.get_by_text("hij kan opnieuw gebruikt worden")).to_be_visible()
    phone.get_by_role("button", name="Neem de bon aan").click()
    phone.get_by_role("link", name="Terug naar de toog").click()

    expect(phone.locator("#koffie .counter-count")).to_contain_text("1")
    assert sorted(Bon.objects.values_list("state", flat=True)) == ["open", "used"]
    assert list(Treat.objects.order_by("kind__slug").values_list("waiting", flat=True)) == [1, 0]


def sheets(page):
    """How many come out of the printer, and of which size, in points."""
    paper = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", paper)
    return len(re.findall(rb"/Type\s*/Page\b", paper)), {tuple(round(float(side)) for side in box) for box in boxes}


@pytest.mark.parametrize(("form", "number", "size"), [("a4", 2, (595, 842)), ("a6", 5, (298, 420))])
def test_four_slips_fill_a_sheet_and_one_a_card(page, live_server, form, number, size):
    name = "Buurtcafé Het Lange Huis Aan Het Water Van De Brugse Poort"
    place = make_merchant(name, street="Burgemeester Karel van de Woestijnelaan 123 bus 4", postcode="9000", town="Gent")
    bon = make_bons(make_treat(merchant=place, kind="plantaardige-streekmaaltijd"), 5)[0]

    page.goto(f"{live_server.url}/bedankt/{bon.line.purchase.token}/bon/?formaat={form}")

    assert sheets(page) == (number, {size})
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 733 if form == "a4" else 336, "height": 1062 if form == "a4" else 499})
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")])
def test_everyone_can_use_these_pages(page, live_server, coffee, width, theme):
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=theme)
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    bons, counter = make_bons(coffee, 3), f"/toog/{CounterLink.objects.of(coffee.merchant).token}/bon/"
    actions.use_bon(merchant=coffee.merchant, code=bons[0].code, key=bons[0].line.purchase.key)
    bought = f"/bedankt/{bons[0].line.purchase.token}/"

    for path in [
        f"/plek/{coffee.merchant.slug}/bon/",
        bought,
        f"{bought}bon/",
        f"{bought}bon/?formaat=a6",
        f"{bought}terugnemen/",
        counter,
        *[f"{counter}?bon={shown_bons.sign(bon)}" for bon in bons[:2]],
    ]:
        page.goto(live_server.url + path)
        check(page, width)

    page.goto(live_server.url + counter)
    page.get_by_label("De code op de bon").fill("ABCD 234")
    page.get_by_role("button", name="Zoek op").click()
    expect(page.get_by_text("Een code heeft acht letters en cijfers.")).to_be_visible()
    check(page, width)
    assert said == []


def check(page, width):
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
