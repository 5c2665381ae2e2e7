"""A city in the page of another site, whose own policy is as strict as can be: seen in a real browser."""

from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.conf import settings
from playwright.sync_api import expect

from referrals.widgets import Widget
from tests.factories import make_chapter, make_merchant

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = (
    """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>De buurt</title></head><body><h1>De buurt</h1>{}</body></html>"""
)


class OtherSite(BaseHTTPRequestHandler):
    """One page, which allows nothing but frames and scripts of ours."""

    def __init__(self, *args, content, allowed, embeds):
        self.content, self.allowed, self.embeds = content, allowed, embeds
        super().__init__(*args)

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", f"default-src 'none'; frame-src {self.allowed}; script-src {self.allowed}")
        self.send_header("Cross-Origin-Embedder-Policy", self.embeds)
        self.end_headers()
        self.wfile.write(self.content.encode())

    def log_message(self, *_told):
        pass


@pytest.fixture
def gent(live_server, settings):
    settings.SITE_URL = live_server.url
    chapter = make_chapter("gent")
    for number in range(9):
        make_merchant(f"Plek {number}", slug=f"plek-{number}", chapter=chapter, services=["toilet"], opening_hours="24/7")
    return chapter


@pytest.fixture
def put_in(live_server):
    """Puts this HTML in a page of another site, and gives its address."""
    servers = []

    def serve(html, embeds="unsafe-none"):
        handler = partial(OtherSite, content=PAGE.format(html), allowed=live_server.url, embeds=embeds)
        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), handler))
        Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://localhost:{servers[-1].server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def visitor(browser):
    """A browser that refuses what other sites would keep; what it complains of is kept."""
    contexts = []

    def come(address, **options):
        contexts.append(browser.new_context(viewport={"width": 360, "height": 740}, **options))
        page = contexts[-1].new_page()
        page.complaints = []
        page.on("console", lambda told: page.complaints.append(told.text) if told.type == "error" else None)
        page.goto(address, wait_until="networkidle")
        return page

    yield come
    for context in contexts:
        context.close()


@pytest.mark.parametrize("shape", ["lijst", "kaart"])
@pytest.mark.parametrize("has_script", [True, False])
def test_it_is_seen_within_a_strict_page_and_leaves_nothing(gent, put_in, visitor, shape, has_script):
    page = visitor(put_in(Widget(gent, shape=shape).snippet()), java_script_enabled=has_script)
    piece = page.frame_locator("iframe")

    expect(piece.get_by_role("link", name="Plek 8")).to_be_attached()
    assert piece.get_by_role("img", name="Kaart").count() == (shape == "kaart")
    assert page.context.cookies() == []
    assert [told for told in page.complaints if "favicon" not in told] == []
    # Nothing is wider than its frame.
    if has_script:
        assert page.frames[1].evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_is_as_high_as_what_it_shows_where_the_page_lets_it(gent, put_in, visitor, live_server):
    snippet = Widget(gent, height=200).snippet()
    fixed = visitor(put_in(snippet))
    growing = visitor(put_in(f'{snippet}<script src="{live_server.url}/inbedden.js" async></script>'))

    assert fixed.locator("iframe").bounding_box()["height"] == pytest.approx(200, abs=5)
    expect(growing.locator("iframe")).not_to_have_attribute("height", "200")
    inside = growing.frames[1].evaluate("document.body.getBoundingClientRect().height")
    assert int(growing.locator("iframe").get_attribute("height")) == pytest.approx(inside, abs=1)
    assert growing.complaints == []


def test_no_other_page_of_ours_may_stand_there(gent, put_in, visitor, live_server):
    page = visitor(put_in(f'<iframe src="{live_server.url}/stad/gent/" title="x"></iframe>'))

    assert any("frame-ancestors" in told for told in page.complaints)
    assert page.frame_locator("iframe").get_by_role("link", name="Plek 8").count() == 0


def test_it_stands_in_a_page_that_asks_of_all_it_shows_whether_it_may(gent, put_in, visitor):
    page = visitor(put_in(Widget(gent).snippet(), embeds="require-corp"))

    expect(page.frame_locator("iframe").get_by_role("link", name="Plek 0")).to_be_attached()


def test_whoever_comes_back_sees_it_again(gent, put_in, visitor):
    page = visitor(put_in(Widget(gent).snippet(), embeds="require-corp"))
    with page.expect_response(lambda answer: "/inbedden/" in answer.url) as again:
        page.reload(wait_until="networkidle")

    assert again.value.all_headers()["content-length"] == "0"  # "Nothing new", which the browser then shows as the page it has.
    expect(page.frame_locator("iframe").get_by_role("link", name="Plek 0")).to_be_attached()
    assert page.complaints == []


def test_a_place_opens_beside_the_page_it_was_seen_in(gent, put_in, visitor):
    page = visitor(put_in(Widget(gent).snippet()))

    with page.context.expect_page() as opened:
        page.frame_locator("iframe").get_by_role("link", name="Plek 0").click()

    assert opened.value.url.endswith("/plek/plek-0/")
    expect(page.get_by_role("heading", name="De buurt")).to_be_visible()


def test_the_chooser_shows_the_piece_that_is_copied(gent, visitor, live_server):
    page = visitor(f"{live_server.url}/inbedden/?stad=gent&dienst=toilet&vorm=kaart&kleur=plum&taal=nl&hoogte=600")

    expect(page.frame_locator("iframe").get_by_role("link", name="Plek 8")).to_be_attached()
    assert page.complaints == []
    assert settings.SITE_URL in page.locator("code").first.inner_text()
