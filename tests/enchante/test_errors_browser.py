"""The pages for when something went wrong, in a real browser: on an old phone and on a desk, by day and by night, in every language."""

from itertools import product

import pytest

from enchante.errors import alone
from tests import axe
from tests.enchante.test_errors import LANGUAGES, STATUSES, address_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.enchante.test_errors")]


# All that is asked of a page is asked in these; the others come by the same templates and sheets, and differ in words alone.
WHOLLY = ["nl", "fr", "ar"]


@pytest.mark.parametrize(
    ("width", "theme", "languages"), [(360, "light", LANGUAGES), (1280, "dark", WHOLLY)], ids=["phone by day", "desk by night"]
)
def test_axe_finds_nothing_and_nothing_sticks_out(page, live_server, width, theme, languages):
    page.add_init_script(axe.SCRIPT)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    troubles = {}
    for language, (kind, status) in product(languages, STATUSES.items()):
        assert page.goto(live_server.url + address_of(kind, language)).status == status

        found = axe.found(page, left_out=[] if language in WHOLLY else axe.DRAWN)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if found or wide > width:
            troubles[language, kind] = [*found, f"{wide} wide"]

    assert troubles == {}


@pytest.mark.parametrize("status", [413, 503])
def test_a_page_that_stands_alone_looks_the_same(page, live_server, status):
    page.goto(live_server.url + address_of({413: "large", 503: "away"}[status], "nl"))
    found = "[...document.querySelectorAll('h1, p, .button, .awning')]"
    looks = f"{found}.map(it => [getComputedStyle(it).font, getComputedStyle(it).color].join())"
    served = page.evaluate(looks)

    page.goto("about:blank")  # Whose rules about sheets do not reach it.
    page.set_content(alone(status, "nl"))

    assert page.evaluate(looks) == served
