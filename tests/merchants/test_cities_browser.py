"""The page of a city and its posters in a real browser: on a phone, on a desk, and on paper."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from merchants.actions import a_week_from, call_weather
from merchants.catalogue import load_services
from merchants.models import Pause
from tests.factories import make_chapter, make_merchant, make_neighbourhood, make_treat

pytestmark = pytest.mark.django_db(transaction=True)

SERVICES = ["water", "toilet", "opladen", "wifi", "zitten", "babbel", "opwarmen"]


def fill(number, break_after=None):
    """So many warm places with a long name, much to offer and hours that differ from day to day, each in a neighbourhood of its own.

    With a break of each that begins after so many days.
    """
    load_services()
    for n in range(number):
        place = make_merchant(
            f"Buurtcafé Het Lange Huis Aan Het Water {n}", slug=f"plek-{n}", services=SERVICES, street="Sint-Amandsplein 123",
            postcode="9000", town="Gent", wheelchair="limited", is_heated=True, neighbourhood=make_neighbourhood(f"Wijk {n}", slug=f"w{n}"),
            opening_hours="Mo-Th 09:00-12:00,13:00-22:00; Fr-Sa 09:00-24:00; Su 10:00-20:00",
        )  # fmt: skip
        if break_after:
            first_day = timezone.localdate() + timedelta(break_after)
            Pause.objects.create(merchant=place, first_day=first_day, last_day=first_day + timedelta(14))


@pytest.mark.parametrize(
    ("places", "sheets", "break_after"),
    [(1, 1, None), (3, 1, None), (3, 1, 3), (4, 1, None), (8, 1, None), (8, 1, 3), (9, 2, None), (16, 2, None), (16, 2, 3), (81, 10, None)],
)
def test_the_poster_takes_as_many_sheets_of_paper_as_it_says(page, live_server, places, sheets, break_after):
    fill(places, break_after)
    page.goto(f"{live_server.url}/stad/gent/warm/")

    paper = page.pdf(prefer_css_page_size=True)

    assert page.locator(".poster").count() == sheets
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == sheets


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")], ids=["phone", "desk"])
@pytest.mark.parametrize("address", ["/en/stad/gent/", "/en/stad/gent/warm/", "/en/stad/gent/koel/"])
def test_axe_finds_nothing(page, live_server, address, width, theme):
    fill(3)
    make_treat(merchant=make_merchant("Zonder wijk", services=["water"]), waiting=3)
    call_weather(chapter=make_chapter(), weather="cold", until=a_week_from(timezone.localdate()))
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server.url + address)

    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})

    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert refused == []
