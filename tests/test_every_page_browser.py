"""Each of these pages is for everyone: it has one main heading, axe finds nothing, nothing moves for whoever asked, nothing sticks out.

Each is shown in a real browser, under its own address and headers, as Django's client was given it. So that this takes minutes, not hours:
- What several roles see alike is shown once (tests/every_page.py), and so is what lists of the team show alike.
- The head, foot and menu around a page are read by axe once for each way they are made.
- Arabic is read from the right, and only by guests: of all that is asked for, they get their own pages.
"""

from pathlib import Path

import axe_playwright_python
import pytest
from django.contrib.staticfiles import finders

from tests.every_page import bare_behind, bare_street, behind, every_page, like_other_rows, no_rows, street
from tests.test_screenshots_browser import PAPER

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SITE = "http://testserver"
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Markup of others, by the rule it does not keep: which elements, and why they stay.
REVIEWED = {
    # Django leaves the heading empty over what a row is called, and over "delete?" where nobody may.
    "empty-table-header": ".inline-group thead th",
    # Django names the field to search in by a picture that has a name; axe asks for letters.
    "label-title-only": "#searchbar",
    # Select2, which comes with Django, draws a field of its own over the one that has the label.
    "aria-input-field-name": ".select2-selection, .select2-selection__rendered",
}
# What stands around a page, and how it is made, but for where its links lead.
FRAME = ".site-header, .site-footer, #header, #nav-sidebar"
MADE = """(parts) => parts.map((part) => part.outerHTML.replace(/="[^"]*"/g, ""))"""
# What axe says, short enough to read: rule, elements.
FOUND = """async ({ frame, known, reviewed, standards }) => {
  const exclude = [...document.querySelectorAll(frame)].filter((part, n) => known.includes(n));
  const options = { elementRef: true, preload: false, resultTypes: ["violations"], runOnly: standards, selectors: false };
  const { violations } = await axe.run(exclude.length ? { exclude } : document, options);
  const isOurs = ({ id }) => ({ element }) => !(reviewed[id] && element.matches(reviewed[id]));
  return violations.map((rule) => [rule.id, rule.nodes.filter(isOurs(rule))]).filter(([, nodes]) => nodes.length)
    .map(([id, nodes]) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}"""
MOVES = """() => [...document.querySelectorAll("*")].filter((element) => {
  const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
  return animationName !== "none" || /[1-9]/.test(transitionDuration) || scrollBehavior === "smooth";
}).map((element) => `moves: ${element.outerHTML.slice(0, 80)}`)"""
# A page at twice its size on a screen of 1280 is as wide as 640; on the smallest phone, or at four times, as 320.
WIDTHS = [640, 320]
STICKS_OUT = """() => [document.documentElement.scrollWidth].filter((width) => width > innerWidth)
  .map((width) => `${width} wide at ${innerWidth}`)"""


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


WALKS_IN = {
    "nl": [street, bare_street, behind, bare_behind, no_rows],
    "ar": [street, bare_street],
}


@pytest.mark.parametrize(("language", "walk"), [(language, walk) for language, walks in WALKS_IN.items() for walk in walks])
def test_everyone_can_use_every_page(still, show, settings, walk, language):
    settings.DEBUG = True  # For the door of the demo.
    shown, troubles, known = 0, {}, set()
    for one in every_page(walk, language, like_other_rows):
        show(one)
        shown += 1
        if found := [*_in_another(still, language), *_troubles(still, known), *([] if one.name in PAPER else _sideways(still))]:
            troubles[str(one)] = found

    assert shown
    assert troubles == {}


def _in_another(page, language):
    spoken = page.locator("html").get_attribute("lang")
    return [] if spoken == language else [f"language: {spoken}"]


def _troubles(page, known):
    """What stands in the way on this page. Its frame is read where it is not known yet, and known from then on."""
    headings = page.locator("h1").all_inner_texts()
    is_headed = len(headings) == 1 and headings[0].strip()
    frame = page.eval_on_selector_all(FRAME, MADE)
    seen = [n for n, part in enumerate(frame) if part in known]
    known.update(frame)
    asked = {"frame": FRAME, "known": seen, "reviewed": REVIEWED, "standards": STANDARDS}
    found = page.evaluate(FOUND, asked)
    return [*([] if is_headed else [f"main headings: {headings}"]), *found, *page.evaluate(MOVES)]


def _sideways(page):
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        found += page.evaluate(STICKS_OUT)
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def test_a_page_that_is_not_for_everyone_is_found(still):
    still.goto("about:blank")
    words = '<h1>Dag</h1><h1>Dag</h1><img src="data:,"><p style="transition: color 1s; width: 500px">Dag'
    still.set_content(f'<!DOCTYPE html><html lang="nl"><title>Dag</title><main>{words}')

    assert [found.partition(":")[0] for found in _troubles(still, set())] == ["main headings", "image-alt", "moves"]
    assert _sideways(still) == ["508 wide at 320"]
