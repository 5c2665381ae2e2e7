"""What a phone keeps, and how a test sees it."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

PHONE = {"width": 360, "height": 740}
LIST = "/en/plekken/?bij=Brugse+Poort"
KEPT_ON_THE_PHONE = """async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    caches: await caches.keys(),
    items: localStorage.length + sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    cookie: document.cookie,
})"""
NOTHING = {"workers": 0, "caches": [], "items": 0, "databases": 0, "cookie": ""}


def keep(page):
    page.get_by_role("button", name="Keep on this phone").click()
    expect(page.get_by_text("Kept on this phone, also without a connection.")).to_be_visible()


def kept(page):
    """The addresses on the phone, the oldest first; none when the cache was never made."""
    ask = "async () => (await caches.has('kept')) ? (await (await caches.open('kept')).keys()).map(({url}) => url) : []"
    return [address.split("/", 3)[3] for address in page.evaluate(ask)]


def until(page, is_so):
    for _ in range(200):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError(kept(page))


def shows_when(page):
    now = datetime.now(ZoneInfo("Europe/Brussels"))
    return expect(page.get_by_text(re.compile(rf"This is how it was on {now.day} {now:%B} at \d\d:\d\d\. Hours and boards may")))


def open_counter(page, address):
    """Open a counter, and wait until the phone can do so without a connection too."""
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready")
    until(page, lambda: has_copy(page))


def has_copy(page):
    """Whether the phone keeps a copy of the counter that this page is."""
    return page.evaluate("async () => Boolean(await caches.match(location.pathname, {cacheName: 'counters'}))")
