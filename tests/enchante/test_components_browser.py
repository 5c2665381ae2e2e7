"""Everything on /components/ can be used by everyone, seen in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from enchante.showroom import OFFICE
from tests import axe

pytestmark = [pytest.mark.urls("tests.enchante.showroom_urls"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def showroom(page, live_server):
    """Opens the page; whatever the headers refuse ends up in the list it returns."""
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))

    def visit(width, theme, address="/components/"):
        page.set_viewport_size({"width": width, "height": 720})
        page.emulate_media(color_scheme=theme)
        page.goto(f"{live_server.url}{address}")
        return refused

    return visit


def width_of_page(page):
    return page.evaluate("document.documentElement.scrollWidth")


def troubles(page):
    # What stands in a frame is tried by itself.
    options = {"iframes": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=options)
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(showroom, page, width, theme):
    # Asked first: to measure, axe itself puts styles on things, and those are refused as well.
    assert showroom(width, theme) == []

    assert troubles(page) == ""


def test_one_frame_is_by_day_and_the_other_by_night_whatever_the_device_says(showroom, page):
    showroom(1280, "null")
    last = page.locator(".twice").last
    last.scroll_into_view_if_needed()

    frames = [last.locator(f".{when}") for when in ("by-day", "by-night")]
    colours = [
        frame.content_frame.locator(".letter-sheet").evaluate("sheet => getComputedStyle(sheet).backgroundColor") for frame in frames
    ]

    assert colours == ["rgb(255, 253, 249)", "rgb(38, 30, 26)"]


def test_the_office_by_night_is_for_everyone_too(showroom, page):
    page.add_init_script(axe.SCRIPT)
    troubles = {}
    for piece in OFFICE:
        showroom(1280, "dark", piece.address)
        if found := axe.found(page):
            troubles[piece.name] = found

    assert troubles == {}


TEXTS = [f"/show/pages/{name}/" for name in ("charter", "privacy", "terms", "accessibility")]
ERRORS = [f"/show/{name}/" for name in ("400", "403", "403_csrf", "404", "405", "429", "500")]


@pytest.mark.parametrize("address", [*TEXTS, *ERRORS, "/accounts/login/", "/accounts/login/code/"])
def test_axe_finds_nothing_on_the_pages_everybody_meets(showroom, page, address):
    refused = showroom(360, "light", address)

    assert page.locator("h1").count() == 1
    assert troubles(page) == ""
    assert width_of_page(page) <= 360
    assert refused == []


@pytest.mark.parametrize("width", [320, 360, 640, 1280])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_page_scrolls_sideways(showroom, page, width, direction):
    showroom(width, "light")
    page.evaluate(f"document.documentElement.dir = '{direction}'")

    assert width_of_page(page) <= width


def test_text_of_twice_the_size_still_fits(showroom, page):
    showroom(640, "light")
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert width_of_page(page) <= 640


def test_what_one_taps_is_as_large_as_a_thumb(showroom, page):
    showroom(360, "light")

    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .button, .pick, select, summary, .site-nav a, .languages a, .tile, .tick")]
            .map(element => [element.textContent.trim(), element.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < 43.9 || box.width < 43.9)).map(([text]) => text)"""
    )

    assert small == []


def test_the_first_tab_leads_to_the_content(showroom, page):
    showroom(360, "light")

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#content")).to_be_focused()


def test_a_chip_is_ticked_with_the_space_bar(showroom, page):
    showroom(360, "light")
    chip = page.get_by_label("Toilet")

    chip.focus()
    page.keyboard.press("Space")

    assert chip.is_checked()


def test_on_paper_stands_only_what_one_reads(showroom, page):
    showroom(1280, "dark")
    page.emulate_media(media="print", color_scheme="dark")

    assert not page.locator(".site-header").is_visible()
    # A link that looks like a button leads nowhere on paper.
    assert not page.locator("main a.button").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.querySelector('.board')).backgroundColor") == "rgb(255, 255, 255)"
