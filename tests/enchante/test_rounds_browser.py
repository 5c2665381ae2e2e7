"""A round of checking in a real browser: its pages on a phone and on a desk, and its walk on paper."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from merchants import actions
from merchants.catalogue import load_services
from tests.factories import make_chapter, make_merchant, make_paper_request, make_team_member, make_treat
from tests.logins import come_in

pytestmark = pytest.mark.django_db(transaction=True)
SERVICES = ["water", "toilet", "opladen", "wifi", "zitten", "babbel", "opwarmen"]
# What sticks out of its sheet, or holds more than it shows.
OUTSIDE = """() => [...document.querySelectorAll(".round-sheet *")].filter(it => {
  const sheet = it.closest(".round-sheet").getBoundingClientRect(), box = it.getBoundingClientRect();
  return box.width && (box.left < sheet.left - 1 || box.right > sheet.right + 1 || it.scrollWidth > it.clientWidth + 1 && it.clientWidth);
}).map(it => it.outerHTML.slice(0, 120))"""


@pytest.fixture
def begun():
    """A round in which twenty-five places with long names and much to offer wait for a visit."""
    load_services()
    gent = make_chapter()
    for n in range(25):
        place = make_merchant(
            f"Buurtcafé Het Lange Huis Aan Het Water Van De Brugse Poort {n}", chapter=gent, checked_on=None, services=SERVICES,
            street="Sint-Amandsplein 123", postcode="9000", town="Gent", contact_name="Anne-Marie Vandenbroucke-Vanhauwermeiren",
            contact_phone="0470 00 00 00", opening_hours="Mo-Th 09:00-12:00,13:00-22:00; Fr-Sa 09:00-24:00; Su 10:00-20:00",
            lat=51.05 + n % 5 / 500, lng=3.72 + n // 5 / 500,
        )  # fmt: skip
        make_paper_request(place)
        make_treat(merchant=place)
    return actions.begin_round(chapter=gent, due_on=timezone.localdate() + timedelta(28))[0]


@pytest.fixture
def inside(page, client, live_server, begun):
    """The page of a coordinator, logged in."""
    come_in(client, make_team_member("coordinator", chapter=begun.chapter))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    return page


def test_each_walk_begins_on_a_sheet_of_its_own_and_nothing_is_cut_off(inside, live_server, begun):
    inside.goto(f"{live_server.url}/beheer/nazicht/{begun.pk}/lijst/?soort=langs")
    inside.emulate_media(media="print")
    inside.set_viewport_size({"width": 703, "height": 1000})  # What lies within the margins of A4.

    assert inside.locator(".round-sheet").count() == 3
    assert inside.evaluate(OUTSIDE) == []
    paper = inside.pdf(prefer_css_page_size=True)
    # Nine doors with so much to read aloud take two sheets of A4.
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 6
    assert {tuple(map(float, box)) for box in re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", paper)} == {(594.95996, 841.91998)}


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")], ids=["phone", "desk"])
def test_axe_finds_nothing(inside, live_server, begun, width, theme):
    refused = []
    inside.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    inside.emulate_media(color_scheme=theme)
    inside.set_viewport_size({"width": width, "height": 800})
    place = begun.questions.first().merchant_id
    for path in ["", f"{begun.pk}/", f"{begun.pk}/plek/{place}/", f"{begun.pk}/lijst/?soort=langs", f"{begun.pk}/lijst/?soort=bellen"]:
        inside.goto(f"{live_server.url}/en/beheer/nazicht/{path}")

        found = Axe().run(inside, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})

        assert found.violations_count == 0, found.generate_report()
        assert inside.evaluate("document.documentElement.scrollWidth") <= width, path
    assert refused == []
