"""Each of these pages is for everyone: it has one main heading, axe finds nothing, and nothing moves for whoever asked.

Each is shown in a real browser, under its own address and headers, as Django's client was given it.
"""

from pathlib import Path

import axe_playwright_python
import pytest
from django.contrib.staticfiles import finders

from tests.every_page import bare_street, every_page, street

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SITE = "http://testserver"
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What axe says, short enough to read: rule, elements.
FOUND = """(standards) => axe.run({ preload: false, resultTypes: ["violations"], runOnly: standards }).then(({ violations }) =>
  violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`))"""
MOVES = """() => [...document.querySelectorAll("*")].filter((element) => {
  const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
  return animationName !== "none" || /[1-9]/.test(transitionDuration) || scrollBehavior === "smooth";
}).map((element) => `moves: ${element.outerHTML.slice(0, 80)}`)"""


@pytest.fixture
def still(page):
    """A page for whoever asked that nothing moves, with axe at hand."""
    page.emulate_media(reduced_motion="reduce")
    page.add_init_script(AXE)
    return page


@pytest.fixture
def show(still):
    """Opens a page of tests/every_page.py; of what it fetches, it gets our own files."""
    shown = []

    def answer(route):
        here = route.request.url.removeprefix(SITE)
        if route.request.is_navigation_request():
            # Pages that lead on by themselves stay.
            return route.fulfill(**_sent(shown[-1].answer)) if here == shown[-1].address else route.abort("aborted")
        if file := here.startswith("/static/") and finders.find(here.removeprefix("/static/")):
            return route.fulfill(path=file)
        # What lies on the map, and photos, come from the database; that is not asked in the midst of a walk.
        return route.abort()

    def show(one):
        shown.append(one)
        still.goto(SITE + one.address)

    still.route("**/*", answer)
    return show


def _sent(response):
    headers = {name: value for name, value in response.items() if name != "Set-Cookie"}
    return {"status": response.status_code, "headers": headers, "body": response.getvalue()}


# Arabic is read from the right, and only by guests: of all that is asked for, they get their own pages.
@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("walk", [street, bare_street])
def test_everyone_can_use_every_page(still, show, settings, walk, language):
    settings.DEBUG = True  # For the door of the demo.
    shown, troubles = 0, {}
    for one in every_page(walk, language):
        show(one)
        shown += 1
        if found := [*_in_another(still, language), *_troubles(still)]:
            troubles[str(one)] = found

    assert shown
    assert troubles == {}


def _in_another(page, language):
    spoken = page.locator("html").get_attribute("lang")
    return [] if spoken == language else [f"language: {spoken}"]


def _troubles(page):
    headings = page.locator("h1").all_inner_texts()
    is_headed = len(headings) == 1 and headings[0].strip()
    return [
        *([] if is_headed else [f"main headings: {headings}"]),
        *page.evaluate(FOUND, STANDARDS),
        *page.evaluate(MOVES),
    ]


def test_a_page_that_is_not_for_everyone_is_found(still):
    still.goto("about:blank")
    still.set_content('<html lang="nl"><title>Dag</title><main><h1>Dag</h1><h1>Dag</h1><img src="data:,"><p style="transition: color 1s">')

    assert [found.partition(":")[0] for found in _troubles(still)] == ["main headings", "image-alt", "moves"]
