"""When a page is there for somebody with a slow phone, beside a bare page of the same server. Django is set up by `bench`.

Chromium plays the phone: 400 kbit/s, 400 ms for each question, a processor that is four times slower, and nothing kept from before. It
tells itself when it painted the first thing, and the largest. The bare page is a heading and a sentence, without a sheet, a picture or a
script. Page and bare page take turns; a ratio is the median of its rounds.
"""

import statistics
from datetime import date

from playwright.sync_api import sync_playwright

from tests import chromium
from tests.bench_server import PORT, gunicorn

ROUNDS = 5
SLOW_LINE = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
BARE = "/bare/"
PAGES = {
    "start": "/",
    "finder": "/plekken/?bij=9000",
    "place": "/plek/theehuis-kamille/",
    "city": "/stad/gent/",
    "shortlist": "/lijstje/?plek=theehuis-kamille",
    "how it works": "/hoe-werkt-het/",
    "help lines": "/hulp/",
}
PAINTED = """() => new Promise((tell) => {
  new PerformanceObserver((list) => {
    const first = performance.getEntriesByName("first-contentful-paint")[0];
    tell([first.startTime, list.getEntries().at(-1).startTime]);
  }).observe({type: "largest-contentful-paint", buffered: true});
})"""


def rows():
    """Names with their two ratios, first and largest paint, one by one."""
    from enchante import seeding

    seeding.tell(date.today())
    with gunicorn("tests.bench_settings"), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        _painted(browser, BARE)
        for name, path in PAGES.items():
            _painted(browser, path)
            turns = [(_painted(browser, path), _painted(browser, BARE)) for _ in range(ROUNDS)]
            yield name, *(statistics.median(page[which] / bare[which] for page, bare in turns) for which in (0, 1))
        browser.close()


def _painted(browser, path):
    """The milliseconds until the first and the largest paint, for somebody who was never here."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, extra_http_headers={"X-Forwarded-Proto": "https"})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.emulateNetworkConditions", SLOW_LINE)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(f"http://127.0.0.1:{PORT}{path}", wait_until="networkidle")
    painted = page.evaluate(PAINTED)
    context.close()
    return painted
