"""The city map on real paper: as many sheets as it says, as large as they say, nothing cut off, nothing told by colour alone."""

import re
from random import Random

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import expect

from merchants.catalogue import load_services
from tests.factories import make_chapter, make_edition, make_merchant, make_neighbourhood, make_team_member, make_treat, make_upload
from tests.logins import come_in

pytestmark = pytest.mark.django_db(transaction=True)

POINTS = {"a3": (1191, 842), "a4": (595, 842), "a6": (298, 420)}
SERVICES = ["water", "toilet", "opladen", "wifi", "zitten", "babbel", "opwarmen", "verzorging", "ehbo"]
HOURS = "Mo-Tu 09:00-12:00,13:00-18:30; We 09:00-12:00; Th-Fr 10:00-19:00; Sa 10:00-24:00; Su 10:00-14:00"

# What reaches beyond its sheet, or lies on what stands at the foot of it.
CUT = """() => [...document.querySelectorAll(".city-sheet")].flatMap((sheet) => {
  const edge = sheet.getBoundingClientRect(), foot = sheet.querySelector(":scope > .city-foot");
  const bottom = foot ? foot.getBoundingClientRect().top : edge.bottom;
  const which = ".city-place, .city-place > *, .city-legend, .city-part > h2, .city-asking > *, .city-front > *, .city-foot";
  const parts = [...sheet.querySelectorAll(which)];
  return parts.filter((part) => {
    const box = part.getBoundingClientRect(), within = part.closest(".city-column, .city-front, .city-asking") || sheet;
    const column = within.getBoundingClientRect(), lowest = part === foot ? edge.bottom : Math.min(bottom, column.bottom + 1);
    return box.right > column.right + 1 || box.left < column.left - 1 || box.bottom > lowest + 1 || box.top < edge.top;
  }).map((part) => part.outerHTML.slice(0, 120));
})"""
NOT_ON_THE_MAP = """() => [...document.querySelectorAll(".city-drawing")].flatMap((map) => {
  const edge = map.getBoundingClientRect();
  return [...map.querySelectorAll(".sketch-pin rect, .sketch-pin text, .sketch-names text")].filter((part) => {
    const box = part.getBoundingClientRect();
    return box.left < edge.left - 1 || box.right > edge.right + 1 || box.top < edge.top - 1 || box.bottom > edge.bottom + 1;
  }).map((part) => part.outerHTML);
})"""
TOO_WIDE_FOR_ITS_PIN = """() => [...document.querySelectorAll(".sketch-pin")].filter((pin) =>
  pin.querySelector("text").getBBox().width > pin.querySelector("rect").getBBox().width).map((pin) => pin.textContent)"""
COLOURED = """() => [...document.querySelectorAll(".city-sheet, .city-sheet *")].flatMap((part) => {
  const style = getComputedStyle(part);
  return [style.color, style.backgroundColor, style.borderTopColor, style.stroke, style.fill];
}).filter((colour) => { const [r, g, b] = (colour.match(/[0-9.]+/g) || [0, 0, 0]); return r !== g || g !== b; })"""
NUMBERS = """() => [".sketch-pin text", ".city-number"].map((which) =>
  [...document.querySelectorAll(which)].map((part) => part.textContent))"""


def fill(count, quarters=5):
    """An edition of so many places with much to tell, thick in the middle of the city."""
    load_services()
    chance = Random(count)  # noqa: S311 - a town, not a secret
    where = [make_neighbourhood(f"Wijk aan het Water {n}", slug=f"w{n}") for n in range(quarters)]
    for n in range(count):
        shop = make_merchant(
            f"Buurtcafé Het Lange Huis Aan Het Water {n}",
            slug=f"plek-{n}",
            services=SERVICES,
            street="Sint-Amandsplein 123",
            postcode="9000",
            town="Gent",
            opening_hours=HOURS,
            wheelchair="limited",
            neighbourhood=where[n % quarters],
            lat=51.05 + chance.gauss(0, 0.008),
            lng=3.725 + chance.gauss(0, 0.012),
        )
        make_treat(merchant=shop, kind=["koffie", "soep", "brood"][n % 3], is_sold_online=False)
    return make_edition(make_chapter())


def printed(page, address, letters):
    """How many sheets come out and their size; the page stays as it is on paper."""
    page.goto(address)
    if letters:
        page.evaluate("letters => document.documentElement.style.setProperty('--sans', letters)", letters)
    page.emulate_media(media="null")
    pdf = page.pdf(prefer_css_page_size=True)
    sizes = {tuple(map(round, map(float, box))) for box in re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", pdf)}
    page.emulate_media(media="print")
    return len(re.findall(rb"/Type\s*/Page\b", pdf)), sizes


def in_full(labels):
    """ "4–6, 9" as the numbers it stands for."""
    runs = [run.partition("–") for label in labels for run in label.split(", ")]
    return sorted(number for first, _, last in runs for number in range(int(first), int(last or first) + 1))


@pytest.mark.parametrize(("count", "letters"), [(11, ""), (80, "monospace"), (80, "serif")])
def test_every_sheet_is_as_large_as_it_says_and_nothing_is_cut(page, live_server, count, letters):
    fill(count)
    page.set_viewport_size({"width": 1700, "height": 1200})

    for paper, address in {"a3": "a3/", "a4": "a4/", "a6": "a6/w1/"}.items():
        sheets, sizes = printed(page, f"{live_server.url}/druk/gent/1/{address}", letters)

        assert (sheets, sizes) == (page.locator(".city-sheet").count(), {POINTS[paper]})
        assert page.evaluate(CUT) == page.evaluate(NOT_ON_THE_MAP) == page.evaluate(COLOURED) == [], paper
        on_map, in_list = page.evaluate(NUMBERS)
        assert sorted(map(int, in_list)) == (in_full(on_map) if paper != "a4" else list(range(1, count + 1))), paper
        if not letters:
            assert page.evaluate(TOO_WIDE_FOR_ITS_PIN) == []


def test_a_large_city_goes_on_over_more_sheets_and_says_so(page, live_server):
    fill(200, quarters=9)
    page.set_viewport_size({"width": 1700, "height": 1200})

    sheets, sizes = printed(page, f"{live_server.url}/fr/druk/gent/1/a3/", "")

    lists = page.locator(".city-list-sheet")
    assert (sheets, sizes) == (page.locator(".city-sheet").count(), {POINTS["a3"]})
    assert page.evaluate(CUT) == page.evaluate(NOT_ON_THE_MAP) == []
    goes_on = [lists.nth(n).get_by_text("La liste continue").count() for n in range(lists.count())]
    assert goes_on == [*[1] * (lists.count() - 1), 0] and lists.count() > 2
    on_map, in_list = page.evaluate(NUMBERS)
    assert in_full(on_map) == sorted(map(int, in_list)) == list(range(1, 201))


def test_what_would_be_cut_is_found(page, live_server):
    fill(11)
    page.set_viewport_size({"width": 1700, "height": 1200})
    printed(page, f"{live_server.url}/druk/gent/1/a3/", "")

    page.evaluate("document.querySelector('.city-place').style.cssText = 'margin-block-start: 400mm; color: #a6381a'")
    page.evaluate("document.querySelector('.sketch-pin').setAttribute('transform', 'translate(5 5)')")

    assert page.evaluate(CUT) and page.evaluate(COLOURED) and page.evaluate(NOT_ON_THE_MAP)


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")], ids=["phone", "desk"])
def test_axe_finds_nothing(page, live_server, width, theme):
    fill(11, quarters=2)
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 800})

    for paper in ["", "1/a3/", "1/a4/", "1/a6/w1/"]:
        page.goto(f"{live_server.url}/en/druk/gent/{paper}")
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})

        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, paper
    assert refused == []


def test_two_taps_on_a_picture_fill_in_where_the_spots_are(page, live_server, tmp_path):
    client = come_in(Client(), make_team_member("coordinator", chapter=make_chapter()))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    picture = tmp_path / "stad.jpg"
    picture.write_bytes(make_upload(Image.new("RGB", (400, 200), "#ddd")).read())
    page.goto(f"{live_server.url}/beheer/referrals/mapbackground/add/")

    page.set_input_files("#id_upload", picture)
    canvas = page.locator("canvas.map-picture")
    expect(canvas).to_be_visible()
    box = canvas.bounding_box()
    for part in (0.25, 0.75):
        canvas.click(position={"x": box["width"] * part, "y": box["height"] * part})

    typed = [float(page.locator(f"#id_{name}").input_value()) for name in ("left1", "top1", "left2", "top2")]
    assert typed == [pytest.approx(25, abs=1), pytest.approx(25, abs=1), pytest.approx(75, abs=1), pytest.approx(75, abs=1)]
    expect(page.locator("#id_where2")).to_be_focused()
