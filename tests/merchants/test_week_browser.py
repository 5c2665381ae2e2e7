"""The week editor in a real browser: on a phone, with a script and without one."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import make_merchant, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HOURS = "/mijn-plek/hoekje/uren/"


@pytest.fixture
def hoekje():
    return make_merchant("’t Hoekje", slug="hoekje", people=[make_user("lut@example.org")], services=["toilet"])


@pytest.fixture(params=["with a script", "without a script"])
def phone(request, browser, live_server, client, hoekje):
    """A page on a phone of somebody who looks after the place; what goes wrong on it fails the test."""
    client.force_login(hoekje.people.get().user)
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, base_url=live_server.url, java_script_enabled=request.param == "with a script"
    )
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    wrong = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def row(page, name):
    return page.get_by_role("group", name=name, exact=True)


def fill(row, opens, closes, nth=0):
    row.get_by_label("open van").nth(nth).fill(opens)
    row.get_by_label("open tot").nth(nth).fill(closes)


def test_hours_are_filled_in_on_a_phone(phone, hoekje):
    phone.goto(HOURS)
    fill(row(phone, "Maandag"), "09:00", "12:00")
    row(phone, "Maandag").get_by_role("button", name="Nog uren").click()
    fill(row(phone, "Maandag"), "13:00", "18:00", nth=1)
    phone.get_by_role("button", name="Hetzelfde tot en met vrijdag").click()
    expect(row(phone, "Vrijdag").get_by_label("open tot").nth(1)).to_have_value("18:00")
    fill(row(phone, "Zaterdag"), "10:00", "16:00")
    phone.get_by_role("button", name="Zoals zaterdag").click()
    phone.get_by_label("gesloten").check()
    phone.get_by_role("button", name="Bewaren").click()

    expect(phone.get_by_text("Bewaard: ma–vr 9:00–12:00, 13:00–18:00, za–zo 10:00–16:00. Gesloten op feestdagen.")).to_be_visible()
    hoekje.refresh_from_db()
    assert hoekje.opening_hours == "Mo-Fr 09:00-12:00,13:00-18:00; Sa-Su 10:00-16:00; PH off"


def test_dates_are_added_one_by_one(phone, hoekje):
    phone.goto(HOURS)
    for n in range(5):
        phone.get_by_role("button", name="Voeg een dag toe").click()
        expect(row(phone, "Een dag die anders is")).to_have_count(n + 1)
        row(phone, "Een dag die anders is").nth(n).get_by_label("Welke dag?").fill(_day(n))
    fill(row(phone, "Een dag die anders is").first, "10:00", "12:00")
    phone.get_by_role("button", name="Bewaren").click()

    expect(phone).to_have_url(re.compile("/mijn-plek/hoekje/$"))
    hoekje.refresh_from_db()
    assert hoekje.opening_hours.count(";") == 5
    assert hoekje.opening_hours.count("off") == 4


def test_a_third_stretch_is_the_last(phone):
    phone.goto(HOURS)
    for n, opens in enumerate(["09:00", "12:00", "15:00"]):
        if n:
            row(phone, "Maandag").get_by_role("button", name="Nog uren").click()
        fill(row(phone, "Maandag"), opens, f"{opens[:2]}:30", nth=n)
    phone.get_by_role("button", name="Hoe lezen jullie mijn uren?").click()

    expect(phone.get_by_text("ma 9:00–9:30, 12:00–12:30, 15:00–15:30.")).to_be_visible()
    expect(row(phone, "Maandag").get_by_role("button", name="Nog uren")).to_have_count(0)


def test_a_toilet_until_six(phone, hoekje):
    phone.goto("/mijn-plek/hoekje/diensten/")
    phone.get_by_role("link", name="Toilet").click()
    phone.get_by_label("Een woordje erbij").fill("achteraan, vraag de sleutel")
    phone.get_by_label("Elke dag tot").fill("18:00")
    phone.get_by_role("button", name="Bewaren").click()

    expect(phone.get_by_text("achteraan, vraag de sleutel · elke dag tot 18:00.")).to_be_visible()


@pytest.mark.parametrize("phone", ["with a script"], indirect=True)
def test_a_clock_that_is_half_filled_in_is_asked_for(phone, hoekje):
    phone.goto(HOURS)
    row(phone, "Maandag").get_by_label("open van").first.press_sequentially("09")
    phone.get_by_role("button", name="Bewaren").click()

    expect(row(phone, "Maandag").get_by_label("open van").first).to_be_focused()
    expect(phone).to_have_url(re.compile("/uren/$"))
    hoekje.refresh_from_db()
    assert hoekje.opening_hours == ""


@pytest.mark.parametrize("phone", ["with a script"], indirect=True)
@pytest.mark.parametrize("width", [360, 1280])
def test_the_editor_with_everything_in_it_is_for_everyone(phone, width):
    phone.set_viewport_size({"width": width, "height": 740})
    phone.goto(HOURS)
    fill(row(phone, "Maandag"), "19:00", "18:00")
    row(phone, "Maandag").get_by_role("button", name="Nog uren").click()
    fill(row(phone, "Maandag"), "20:00", "", nth=1)
    phone.get_by_role("button", name="Voeg een dag toe").click()
    row(phone, "Een dag die anders is").get_by_label("Welke dag?").fill("2020-01-01")
    phone.get_by_role("button", name="Bewaren").click()

    expect(phone.get_by_text("Deze dag is voorbij.")).to_be_visible()
    expect(phone.get_by_text("“19:00 - 18:00” sluit voor het opengaat.")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(phone, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()


def _day(n):
    return (timezone.localdate() + timedelta(20 + n)).isoformat()
