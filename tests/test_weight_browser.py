"""No public page is heavy, waits for much before it can be read, or moves under the eyes of whoever reads it; measured by the browser."""

import pytest

from tests.open_pages import READ, Town
from tests.test_public_pages_browser import PICTURES, TAKEN_ALONG
from tests.weights import is_inside_another, weight

pytestmark = pytest.mark.django_db(transaction=True)

MOST_BYTES, MOST_REQUESTS, MOST_SHIFT = 20_000, 3, 0.01
# Where a slow network cuts a page is chance: half a button shown early may wrap with its other half. What a page does by itself it does
# each time.
VISITS = 3
# Asked for by pages, or by the map; none is a page of its own.
ANSWERS = {"referrals:places-geojson", "referrals:map-features", "referrals:neighbourhoods-geojson", "encounters:news"}
ANSWERS |= {"referrals:hsds", "referrals:hsds-list", "referrals:hsds-one", "robots", "sitemap-index", "sitemap"}
ANSWERS |= {"referrals:oembed", "widget-script"}
PAGES = [name for name in READ if name not in PICTURES | TAKEN_ALONG | ANSWERS]

WAITED_FOR = """() => performance.getEntriesByType("resource").filter(({renderBlockingStatus}) => renderBlockingStatus === "blocking")
  .map(({name}) => name)"""
# How far what somebody reads moved by itself (0 is not at all, 1 the whole screen), and what moved.
SHIFTED = """() => new Promise((tell) => {
  const seen = [], moved = ({sources}) => sources.map(({node}) => (node?.outerHTML || node?.textContent || "").slice(0, 60));
  new PerformanceObserver((list) => seen.push(...list.getEntries())).observe({type: "layout-shift", buffered: true});
  setTimeout(() => tell([seen.reduce((sum, {value}) => sum + value, 0), seen.flatMap(moved)]), 100);
})"""


@pytest.fixture(scope="module")
def phone(browser):
    """Old and slow: what comes after the page arrives when its words are there already, also the second time."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    slow = {"offline": False, "latency": 100, "downloadThroughput": 100_000, "uploadThroughput": 100_000}
    network = context.new_cdp_session(page)
    network.send("Network.emulateNetworkConditions", slow)
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    yield page
    context.close()


def test_every_public_page_is_light_soon_there_and_stays_where_it_is(phone, live_server):
    town, asked = Town(), []
    phone.on("request", lambda request: asked.append(request))
    found = {}

    for name in PAGES:
        asked.clear()
        phone.goto(live_server.url + town.address(name), wait_until="networkidle")
        sent = [request for request in asked if not is_inside_another(request)]
        waited_for = 1 + sum(request.url in phone.evaluate(WAITED_FOR) for request in sent)
        bytes_ = sum(weight(request) for request in sent if not _is_photo_or_map(request))
        found[name] = bytes_, waited_for, _least_shift(phone)

    assert len(found) > 40
    assert {name: bytes_ for name, (bytes_, _, _) in found.items() if bytes_ > MOST_BYTES} == {}
    assert {name: requests for name, (_, requests, _) in found.items() if requests > MOST_REQUESTS} == {}
    assert {name: moved for name, (_, _, (shift, moved)) in found.items() if shift > MOST_SHIFT} == {}


def _least_shift(phone):
    """How far this page moves, and what of it; looked at again where it moves too far."""
    for _ in range(VISITS):
        shift, moved = phone.evaluate(SHIFTED)
        if shift <= MOST_SHIFT:
            break
        phone.reload(wait_until="networkidle")
    return shift, moved


def _is_photo_or_map(request):
    return request.resource_type == "image" or any(part in request.url for part in ("/leaflet/", "/kaart.json", "/buurten.geojson"))
