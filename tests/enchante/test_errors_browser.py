"""The pages for when something went wrong, in a real browser: on an old phone and on a desk, by day and by night, in every language."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from enchante.errors import alone
from tests.enchante.test_errors import LANGUAGES, STATUSES, address_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.enchante.test_errors")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")], ids=["phone", "desk"])
def test_axe_finds_nothing_and_nothing_sticks_out(page, live_server, width, theme, language):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    for kind, status in STATUSES.items():
        assert page.goto(live_server.url + address_of(kind, language)).status == status

        assert Axe().run(page).response["violations"] == [], kind
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind


@pytest.mark.parametrize("status", [413, 503])
def test_a_page_that_stands_alone_looks_the_same(page, live_server, status):
    page.goto(live_server.url + address_of({413: "large", 503: "away"}[status], "nl"))
    found = "[...document.querySelectorAll('h1, p, .button, .awning')]"
    looks = f"{found}.map(it => [getComputedStyle(it).font, getComputedStyle(it).color].join())"
    served = page.evaluate(looks)

    page.goto("about:blank")  # Whose rules about sheets do not reach it.
    page.set_content(alone(status, "nl"))

    assert page.evaluate(looks) == served
