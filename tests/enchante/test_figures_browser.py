"""Numbers in a real browser: on a phone, without a script, and for whoever cannot see a chart."""

from datetime import timedelta
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from tests.factories import make_chapter, make_merchant, make_treat
from vouchers.models import Movement

pytestmark = pytest.mark.django_db(transaction=True)


def live(chapter, months=14):
    """Five places where something was given each month."""
    today = timezone.localdate()
    for _ in range(5):
        treat = make_treat(merchant=make_merchant(chapter=chapter))
        rows = [Movement(treat=treat, kind="counter", delta=200, key=uuid4(), day=today - timedelta(30 * n)) for n in range(months)]
        Movement.objects.bulk_create(rows)


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")], ids=["phone", "desk"])
@pytest.mark.parametrize("address", ["/cijfers/", "/fr/cijfers/?stad=gent"])
def test_axe_finds_nothing_and_nothing_sticks_out(page, live_server, address, width, theme):
    live(make_chapter("gent"))
    live(make_chapter("sint-niklaas"), months=2)
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    page.goto(live_server.url + address)

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert refused == []


def test_a_chart_stays_within_its_picture(page, live_server):
    live(make_chapter("gent"))
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(live_server.url + "/cijfers/?stad=gent")

    assert page.evaluate(
        """() => [...document.querySelectorAll(".chart *")].every(it => {
          const chart = it.closest("svg").getBoundingClientRect(), box = it.getBoundingClientRect();
          return box.left >= chart.left - 1 && box.right <= chart.right + 1 && box.bottom <= chart.bottom + 1;
        })"""
    )
