"""The paper of a place in a real browser: so many sheets of the right size, nothing beyond their edge, nothing told by colour alone."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from merchants.catalogue import load_services
from merchants.models import Pause, Service
from tests.factories import make_chapter, make_merchant, make_treat, make_user
from vouchers.catalogue import load_treat_kinds
from vouchers.models import TreatKind

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "Buurtcafé Het Lange Huis Aan Het Water Van De Brugse Poort"
BOARD, STICKER, CARD = "/plek/hoekje/bord/", "/plek/hoekje/sticker/", "/mijn-plek/hoekje/papier/kaart/"
# What lies within the margins of a sheet, in millimetres.
WITHIN = {"a4": (186, 273), "a5": (130, 192), "cuts": (194, 281)}
POINTS = {"a4": (595, 842), "a5": (420, 595), "cuts": (595, 842)}

# Whatever sticks out of the paper it stands on, or holds more than it shows.
OUTSIDE = """() => [...document.querySelectorAll(".paper, .paper *:not(svg *)")].filter(it => {
  const paper = it.closest(".paper").getBoundingClientRect(), box = it.getBoundingClientRect();
  const sticksOut = box.left < paper.left - 1 || box.right > paper.right + 1 || box.top < paper.top - 1 || box.bottom > paper.bottom + 1;
  const hides = !(it instanceof SVGElement) && (it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1)
    && (it.matches(".paper, .paper-slips li, .team-card p"));
  return box.width && (sticksOut || hides);
}).map(it => it.outerHTML.slice(0, 120))"""
# Two words on one spot.
OVERLAPPING = """() => {
  const words = ":is(p, h1, h2, h3, li > span, figcaption, figure > div)";
  const boxes = [...document.querySelectorAll(`.paper ${words}`)].map(it => it.getBoundingClientRect());
  const shared = (a, b, from, to) => Math.min(a[to], b[to]) - Math.max(a[from], b[from]);
  const touch = (a, b) => shared(a, b, "left", "right") > 1 && shared(a, b, "top", "bottom") > 1;
  return boxes.flatMap((box, n) => boxes.slice(n + 1).filter(other => touch(box, other))).length;
}"""
# Colours other than grey, on anything that is drawn.
COLOURED = """() => [...document.querySelectorAll(".paper, .paper *")].flatMap(it => {
  const style = getComputedStyle(it);
  return [style.color, style.backgroundColor, style.borderTopColor, style.stroke, style.fill];
}).filter(colour => { const [r, g, b] = (colour.match(/[0-9.]+/g) || [0, 0, 0]); return r !== g || g !== b; })"""


def fill(*, treats=(), services=(), name=LONG, people=()):
    """A place with so many of each kind on its board."""
    load_services()
    load_treat_kinds()
    chapter = make_chapter(
        name="Sint-Niklaas", public_name="Hartelijke Plekken", phone="+32 9 123 45 67", email="hartelijke.plekken@sint-niklaas.example"
    )
    place = make_merchant(name, slug="hoekje", chapter=chapter, services=services, opening_hours="24/7", people=people)
    for kind, waiting in treats:
        make_treat(merchant=place, kind=kind, waiting=waiting)
    return place


def every_service():
    load_services()
    return list(Service.objects.values_list("slug", flat=True))


def every_kind(waiting):
    """All that the network knows, and some of a city's own with long names."""
    load_treat_kinds()
    more = [f"plantaardige-streekmaaltijd-{n}" for n in range(4)]
    return [(kind, waiting) for kind in [*TreatKind.objects.values_list("slug", flat=True), *more]]


def printed(page, form):
    """How many sheets come out, and their size; the page stays as it is on paper."""
    paper = page.pdf(prefer_css_page_size=True)
    sizes = [tuple(map(round, map(float, box))) for box in re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", paper)]
    page.emulate_media(media="print")
    wide, high = (round(each * 96 / 25.4) for each in WITHIN[form])
    page.set_viewport_size({"width": wide, "height": high})
    return len(re.findall(rb"/Type\s*/Page\b", paper)), set(sizes)


BOARDS = {
    "nothing": ([], ["water", "toilet", "zitten"], 0),
    "nothing, with all services": ([], "all", 0),
    "nothing, with no service": ([], [], 0),
    "one": ([("koffie", 1)], [], 1),
    "some": ([("koffie", 3), ("soep", 2), ("knipbeurt", 1)], ["water"], 6),
    "six kinds": ([("koffie", 888), ("soep", 2), ("knipbeurt", 1), ("ticket", 1), ("overnachting", 1), ("frietjes", 1)], [], 12),
    "more than fits": ("all", "all", 12),
}


def fits(page):
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(OVERLAPPING) == 0
    assert page.evaluate(COLOURED) == []


@pytest.mark.parametrize("form", ["a4", "a5"])
@pytest.mark.parametrize("board", BOARDS)
def test_a_board_is_one_sheet_and_all_of_it_fits(page, live_server, board, form):
    treats, services, slips = BOARDS[board]
    fill(treats=every_kind(99) if treats == "all" else treats, services=every_service() if services == "all" else services)
    page.goto(f"{live_server.url}{BOARD}?formaat={form}")

    assert printed(page, form) == (1, {POINTS[form]})
    assert page.locator(".paper-slips li").count() == slips
    fits(page)


def test_the_slips_stand_side_by_side_at_the_foot_of_the_sheet(page, live_server):
    fill(treats=[("koffie", 9), ("overnachting", 9)])
    page.goto(live_server.url + BOARD)

    printed(page, "a4")

    sheet = page.locator(".paper").bounding_box()
    slips = [slip.bounding_box() for slip in page.locator(".paper-slips li").all()]
    assert {round(slip["y"] + slip["height"]) for slip in slips} == {round(sheet["y"] + sheet["height"])}
    assert min(slip["width"] for slip in slips) > 14 * 96 / 25.4  # As wide as a thumb.


def test_a_break_fits_on_the_small_sheet_of_a_full_board(page, live_server):
    place = fill(treats=every_kind(99))
    Pause.objects.create(merchant=place, first_day=timezone.localdate(), last_day=timezone.localdate() + timedelta(40))
    page.goto(f"{live_server.url}{BOARD}?formaat=a5")

    assert printed(page, "a5") == (1, {POINTS["a5"]})
    fits(page)
    expect(page.get_by_text("vraag gerust")).to_have_count(0)


@pytest.mark.parametrize("services", [0, 3, 8, 15])
@pytest.mark.parametrize("language", ["", "/fr"])
def test_a_sticker_sheet_is_one_sheet_of_three_and_all_of_it_fits(page, live_server, services, language):
    fill(treats=[("koffie", 1)], services=every_service()[:services])
    page.goto(live_server.url + language + STICKER)

    assert printed(page, "cuts") == (1, {POINTS["cuts"]})
    large, *small = [sticker.bounding_box() for sticker in page.locator(".sticker").all()]
    assert [large["width"] // sticker["width"] for sticker in small] == [2, 2]
    fits(page)


@pytest.mark.parametrize("language", ["", "/fr", "/en"])
def test_two_cards_for_the_team_stand_on_one_sheet_and_all_of_them_fits(page, client, live_server, language):
    come_in(page, client, live_server)
    page.goto(live_server.url + language + CARD)
    assert page.locator(".team-card:visible").count() == 1

    assert printed(page, "cuts") == (1, {POINTS["cuts"]})
    assert page.locator(".team-card:visible").count() == 2
    fits(page)


def come_in(page, client, live_server):
    lut = make_user()
    fill(services=["water"], treats=[("koffie", 2), ("soep", 1)], people=[lut])
    client.force_login(lut)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])


def test_what_sticks_out_or_is_coloured_would_be_found(page, live_server):
    fill(treats=[("koffie", 2)])
    page.goto(live_server.url + BOARD)
    printed(page, "a4")

    page.evaluate("document.querySelector('.paper-day').style.cssText = 'color: #a6381a; margin: -9mm'")

    assert page.evaluate(OUTSIDE)
    assert page.evaluate(OVERLAPPING)
    assert page.evaluate(COLOURED)


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")], ids=["phone", "desk"])
def test_axe_finds_nothing(page, client, live_server, width, theme):
    come_in(page, client, live_server)
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 800})

    for address in [BOARD, f"{BOARD}?formaat=a5", STICKER, CARD, "/mijn-plek/hoekje/papier/", "/mijn-plek/hoekje/"]:
        page.goto(live_server.url + address)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
        assert found.violations_count == 0, address + found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert refused == []


def test_a_tap_asks_for_stickers_without_a_script(browser, client, live_server):
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()
    come_in(page, client, live_server)
    page.goto(f"{live_server.url}/mijn-plek/hoekje/papier/")

    page.get_by_role("button", name="Stickers").click()

    expect(page.get_by_text("Het team weet het.")).to_be_visible()
    expect(page.get_by_role("button", name="Stickers")).to_have_count(0)
