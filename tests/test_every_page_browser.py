"""Each of these pages is for everyone: it has one main heading, axe finds nothing, nothing moves for whoever asked, nothing sticks out.

Each is shown in a real browser, under its own address and headers, as Django's client was given it. So that this takes minutes, not hours:
- What several roles see alike is shown once (tests/every_page.py), and so is what rows and lists of the team show alike.
- The head, foot and menu around a page are read by axe once for each way they are made.
- The contrast of letters is read once for each way they look (tests/axe.py).
- French comes by the templates and sheets of Dutch: what its pages share is shown once, and axe leaves out what sheets alone decide.
- Arabic is read from the right, and only by guests: of all that is asked for, they get their own pages.
"""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread

import pytest
from django.contrib.staticfiles import finders

from tests import axe
from tests.every_page import bare_behind, bare_street, behind, every_page, like_any_other, like_other_rows, no_rows, rows, street
from tests.test_screenshots_browser import PAPER

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOT_SENT = {"Set-Cookie", "Content-Length", "Cache-Control"}
# What stands around a page.
FRAME = ".site-header, .site-footer, #header, #nav-sidebar"
# In which language it is, its main headings, and how its frame is made, but for where links lead.
MADE = """(frame) => [
  document.documentElement.lang,
  [...document.querySelectorAll("h1")].map((heading) => heading.innerText),
  [...document.querySelectorAll(frame)].map((part) => part.outerHTML.replace(/="[^"]*"/g, "")),
]"""
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
    page.add_init_script(axe.SCRIPT)
    page.inside = page.context.new_cdp_session(page)
    _is_wide(page, 1280, 900)
    return page


@pytest.fixture
def show(still):
    """Opens a page of tests/every_page.py as it was answered. Of what it asks for, it gets our own files, and the browser keeps them."""
    shown = []

    class Here(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            if file := self.path.startswith("/static/") and finders.find(self.path.removeprefix("/static/")):
                self.answer(Path(file).read_bytes(), {"Content-Type": guess_type(file)[0], "Cache-Control": "max-age=3600"})
            elif self.path == shown[-1].address:
                sent = {name: value for name, value in shown[-1].answer.items() if name not in NOT_SENT}
                self.answer(shown[-1].answer.content, sent | {"Cache-Control": "no-store"})
            else:
                # Pages that lead on by themselves stay. What lies on the map, and photos, are rows: not asked for in the midst of a walk.
                self.answer(b"", {}, status=204)

        def answer(self, body, headers, status=200):
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said):
            pass

    def show(one):
        shown.append(one)
        still.goto(f"http://127.0.0.1:{server.server_port}{one.address}")

    with ThreadingHTTPServer(("127.0.0.1", 0), Here) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield show
        server.shutdown()


WALKS_IN = {
    "nl": [street, bare_street, behind, bare_behind, rows, no_rows],
    "fr": [street, bare_street, behind, bare_behind],
    "ar": [street, bare_street],
}


@pytest.mark.parametrize(("language", "walk"), [(language, walk) for language, walks in WALKS_IN.items() for walk in walks])
def test_everyone_can_use_every_page(still, show, settings, walk, language):
    settings.DEBUG = True  # For the door of the demo.
    shown, troubles, known, fine = 0, {}, set(), set()
    alike, left_out = (like_any_other, axe.DRAWN) if language == "fr" else (like_other_rows, [])
    for one in every_page(walk, language, alike):
        show(one)
        shown += 1
        if found := [*_troubles(still, language, known, fine, left_out), *([] if one.name in PAPER else _sideways(still))]:
            troubles[str(one)] = found

    assert shown
    assert troubles == {}


def _troubles(page, language, known, fine, left_out=()):
    """What stands in the way on this page. Its frame, and how its letters look, are known from then on."""
    spoken, headings, frame = page.evaluate(MADE, FRAME)
    seen = [n for n, part in enumerate(frame) if part in known]
    known.update(frame)
    return [
        *([] if spoken == language else [f"language: {spoken}"]),
        *([] if len(headings) == 1 and headings[0].strip() else [f"main headings: {headings}"]),
        *axe.found(page, frame=FRAME, known=seen, fine=fine, left_out=left_out),
        *page.evaluate(MOVES),
    ]


def _sideways(page):
    found = []
    for width in WIDTHS:
        _is_wide(page, width, 740)
        found += page.evaluate(STICKS_OUT)
    _is_wide(page, 1280, 900)
    return found


def _is_wide(page, width, height):
    """The page alone: to move the edges of the window too, as Playwright does, takes twice as long."""
    page.inside.send("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})


def test_a_page_that_is_not_for_everyone_is_found(still):
    _write(still, '<h1>Dag</h1><h1>Dag</h1><img src="data:,"><p style="transition: color 1s; width: 500px; color: #999">Dag')

    found = [trouble.partition(":")[0] for trouble in _troubles(still, "fr", set(), set())]
    assert found == ["language", "main headings", "image-alt", "color-contrast", "moves"]
    assert _sideways(still) == ["508 wide at 320"]


def test_letters_that_look_fine_on_one_page_do_not_hide_others_on_the_next(still):
    known, fine = set(), set()
    _write(still, '<h1>Dag</h1><p style="color: #777; background: #fff">Dag</p>')
    one = _troubles(still, "nl", known, fine)
    _write(still, '<h1>Dag</h1><p style="color: #777; background: #eee">Dag</p>')

    assert [trouble.partition(":")[0] for trouble in one + _troubles(still, "nl", known, fine)] == ["color-contrast"] * 2
    _write(still, '<h1>Dag</h1><p style="color: #666; background: #fff">Dag</p>')
    assert (_troubles(still, "nl", known, fine), len(fine)) == ([], 2)


def _write(page, words):
    page.goto("about:blank")
    page.set_content(f'<!DOCTYPE html><html lang="nl"><title>Dag</title><main>{words}')
