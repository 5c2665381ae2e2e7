"""Every page at the width of a phone, a tablet and a desk, by day, by night and on paper: pictures to look at, in var/screenshots/.

What a machine can see is looked at here too: nothing sticks out, no picture lacks, night is dark, and paper is black on white.
"""

from urllib.parse import urljoin

import pytest
from django.core.management import call_command

from tests import pictures
from tests.open_pages import FORMS, READ, Town
from tests.test_public_pages_browser import PICTURES, TAKEN_ALONG
from tests.test_weight_browser import ANSWERS

pytestmark = pytest.mark.django_db(transaction=True)

# What only programs read: a browser shows it in its own way.
FOR_PROGRAMS = {"referrals:hsds", "referrals:hsds-list", "referrals:hsds-one", "robots", "sitemap-index", "sitemap"}
PUBLIC = [name for name in [*READ, *FORMS] if name not in PICTURES | TAKEN_ALONG | ANSWERS | FOR_PROGRAMS]
# Sheets as large as they are printed: beside them one moves sideways.
PAPER = {"referrals:edition-a3", "referrals:edition-a4", "referrals:edition-a6"}
ARABIC = [
    "referrals:home",
    "referrals:places",
    "referrals:shortlist",
    "referrals:how-it-works",
    "referrals:help",
    "merchants:merchant-detail",
]
TEAM = ["merchants/merchant", "merchants/merchant/add", "merchants/teamrole", "vouchers/treat", "encounters/activity", "verslag", "teksten"]
# Beside the page a role begins at; seen from there.
OF_A_ROLE = {
    "handelaar": ["koffiebar-de-eerste-zon/", "koffiebar-de-eerste-zon/uren/", "koffiebar-de-eerste-zon/fotos/"],
    "doorverwijzer": ["lijstjes/", "opzij/", "papier/"],
    "coordinator": [f"{part}/" for part in TEAM],
    "hq": ["merchants/chapter/", "stad-beginnen/"],
    "vrijwilliger": ["nazicht/", "luisteren/"],
    "maatje": [],
}

# Arabic letters are not made to lean.
LEANING = """() => [...document.querySelectorAll("main *")]
  .filter((one) => one.textContent.trim() && getComputedStyle(one).fontStyle === "italic").map((one) => one.outerHTML)"""


@pytest.fixture
def screen(browser, settings):
    settings.DEBUG = True  # For the door of the demo.
    context = browser.new_context(locale="nl-BE", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_public_pages_are_whole_at_every_width_by_day_by_night_and_on_paper(screen, live_server):
    town, troubles = Town(), {}

    for name in PUBLIC:
        screen.goto(live_server.url + town.address(name))
        troubles |= pictures.take(screen, name)

    assert {look: found for look, found in troubles.items() if look.split(",")[0] not in PAPER} == {}


def test_pages_for_guests_are_whole_from_right_to_left(screen, live_server):
    town, troubles = Town(), {}

    for name in ARABIC:
        screen.goto(live_server.url + town.address(name, "ar"))
        assert screen.locator("html").get_attribute("dir") == "rtl"
        assert screen.evaluate(LEANING) == []
        troubles |= pictures.take(screen, f"ar {name}")

    assert troubles == {}


def test_pages_of_every_role_are_whole_at_every_width(screen, live_server):
    call_command("seed_demo", verbosity=0)
    troubles = {}

    for role, parts in OF_A_ROLE.items():
        screen.context.clear_cookies()
        screen.goto(f"{live_server.url}/demo/")
        screen.locator(f"form[action$='/demo/als/{role}/'] button").click()
        start = screen.url
        for part in ["", *parts]:
            answer = screen.goto(urljoin(start, part))
            assert answer.status == 200, (role, part)
            troubles |= pictures.take(screen, f"{role} {part}", on_paper=False)

    assert troubles == {}
