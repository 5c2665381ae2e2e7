"""What a real browser fetches and keeps when somebody walks through every public page."""

import pytest

from tests.open_pages import FORMS, READ, Town

pytestmark = pytest.mark.django_db(transaction=True)

# Around a picture or a list for search engines a browser draws a page of its own; a calendar or a kit it takes along.
PICTURES, TAKEN_ALONG = (
    {"photo", "map-background", "share-picture", "share-picture-city", "share-picture-home"},
    {"encounters:agenda-feed", "encounters:activity-calendar", "encounters:kit-download"},
)
LISTS = {"sitemap-index", "sitemap"}
PAGES = [name for name in [*READ, *FORMS] if name not in PICTURES | TAKEN_ALONG | LISTS]
KEPT = "() => [document.cookie, localStorage.length, sessionStorage.length].join()"
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).map(({scope}) => new URL(scope).pathname)"


def test_a_walk_through_every_page_fetches_from_us_alone_and_keeps_only_the_cookie_of_a_form(page, context, live_server, settings):
    settings.DEBUG = True  # For the door of the demo.
    town, fetched, refused = Town(), set(), []
    page.set_viewport_size({"width": 1280, "height": 900})  # Where the map shows by itself.
    page.on("request", lambda request: fetched.add(request.url))
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)

    for name in PAGES:
        page.goto(live_server.url + town.address(name), wait_until="networkidle")
        if name in READ:
            assert page.evaluate(KEPT) == ",0,0", name
            assert context.cookies() == [], name

    assert len(fetched) > len(PAGES)
    assert any("leaflet" in address for address in fetched)
    assert any("/foto/" in address for address in fetched)
    assert [address for address in fetched if not address.startswith((live_server.url, "data:", "blob:"))] == []
    assert {cookie["name"] for cookie in context.cookies()} == {"csrftoken"}
    # The counter is the one page a phone keeps by itself.
    assert page.evaluate(WORKERS) == ["/toog/"]
    assert refused == []
