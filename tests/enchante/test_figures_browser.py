"""Numbers in a real browser: on a phone, without a script, and for whoever cannot see a chart."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from merchants.catalogue import load_services
from merchants.models import Service
from tests.factories import make_chapter, make_merchant, make_team_member, make_treat
from tests.logins import come_in
from vouchers.catalogue import load_treat_kinds
from vouchers.models import Movement, ServiceTally, TreatKind

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


# The report


@pytest.fixture
def coordinator(page, client, live_server):
    """Of Gent, logged in."""
    come_in(client, make_team_member("coordinator", chapter=make_chapter("gent", name="Sint-Niklaas")))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])


def fill_with_everything():
    """Every kind of treat and every service, at five places."""
    load_treat_kinds()
    load_services()
    for _ in range(5):
        place = make_merchant(chapter=make_chapter("gent"))
        for kind in TreatKind.objects.values_list("slug", flat=True):
            make_treat(merchant=place, kind=kind, waiting=30)
        for service in Service.objects.all():
            ServiceTally.objects.create(merchant=place, service=service, day=timezone.localdate(), count=9)


@pytest.mark.parametrize("language", ["", "/fr", "/en"])
def test_a_full_report_is_one_sheet_of_a4_and_all_of_it_fits(page, coordinator, live_server, language):
    fill_with_everything()
    page.goto(f"{live_server.url}{language}/beheer/verslag/?periode={timezone.localdate().year}")

    paper = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    assert {tuple(map(round, map(float, box))) for box in re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", paper)} == {(595, 842)}
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(186 * 96 / 25.4), "height": 1000})
    assert page.locator(".report tbody tr").count() > 25
    assert page.locator("form, .site-footer, h1").filter(visible=True).count() == 0
    assert page.evaluate("[...document.querySelectorAll('.report *')].every(it => it.scrollWidth <= it.clientWidth + 1 || !it.clientWidth)")


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")], ids=["phone", "desk"])
def test_axe_finds_nothing_in_the_report(page, coordinator, live_server, width, theme):
    fill_with_everything()
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    for address in ["/beheer/verslag/", "/beheer/verslag/?periode=maanden&van=x"]:
        page.goto(live_server.url + address)

        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


# The balance


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")], ids=["phone", "desk"])
def test_axe_finds_nothing_in_the_balance(page, coordinator, live_server, width, theme):
    load_treat_kinds()
    for kind in TreatKind.objects.values_list("slug", flat=True):
        make_treat(merchant=make_merchant(chapter=make_chapter("gent")), kind=kind)
    old = make_treat(merchant=make_merchant(chapter=make_chapter("gent")))
    Movement.objects.create(treat=old, kind="counter", delta=1, key=uuid4(), day=timezone.localdate() - timedelta(200))
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    page.goto(live_server.url + "/beheer/evenwicht/")

    expect(page.get_by_role("link", name="1 koffie")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
