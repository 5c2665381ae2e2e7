"""/cijfers/: what anybody may read in numbers."""

import re
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from merchants.hours import BRUSSELS
from merchants.models import Stay
from tests.factories import make_chapter, make_merchant, make_service, make_treat
from tests.pages import words_of
from tests.queries import statements
from vouchers import actions
from vouchers.models import ServiceTally, Treat

pytestmark = [pytest.mark.django_db, pytest.mark.page]
FIGURES = "/cijfers/"
JAN, APRIL, LAST_YEAR = date(2026, 1, 9), date(2026, 4, 2), date(2025, 12, 30)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 5, 26, 12, tzinfo=BRUSSELS))


def live(slug, *, given, handed_out=(), places=5):
    """A city in which each of its places gave and handed out so many on these days."""
    chapter = make_chapter(slug)
    for _ in range(places):
        treat = make_treat(merchant=make_merchant(chapter=chapter))
        for number, day in given:
            for _each in range(number):
                actions.add_at_counter(treat=treat, key=uuid4(), day=day)
        for day in handed_out:
            actions.hand_out(treat=treat, key=uuid4(), day=day)
    return chapter


@pytest.fixture
def gent():
    return live("gent", given=[(4, LAST_YEAR), (2, JAN), (3, APRIL)], handed_out=[JAN, APRIL])


def table(page, title):
    """The rows of the table under this chart, as words."""
    found = re.search(rf"<caption[^>]*>{title}, \d+</caption>(.*?)</table>", page.text, re.S)[1]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in re.findall(r"<tr>(.*?)</tr>", found, re.S)][1:]


# The story


def test_the_network_tells_a_year_month_by_month(client, gent):
    live("brussel", given=[(1, JAN)])

    page = client.get(FIGURES)

    assert table(page, "Gegeven aan de toog") == ["Januari 15", "April 15", "Samen 30"]
    assert table(page, "Uitgedeelde traktaties") == ["Januari 5", "April 5", "Samen 10"]
    assert "10 open deuren 40 traktaties wachten" in words_of(page)
    assert "Over 2026 valt nog niets te vertellen" in words_of(page)


def test_cities_stand_by_name_and_each_leads_to_its_own_numbers(client, gent):
    live("antwerpen", given=[(1, JAN)])

    page = client.get(FIGURES)

    assert re.findall(r"stad=(\w+)&amp;jaar=2026", page.text) == ["antwerpen", "gent"]
    assert "Antwerpen 5 5 5 later Gent 5 35 25 10" in words_of(page)


def test_a_city_tells_its_own_and_months_of_few_together(client, gent):
    live("brussel", given=[(9, JAN)])

    page = client.get(FIGURES, {"stad": "gent"})

    assert "Gent in cijfers" in words_of(page)
    assert table(page, "Gegeven aan de toog") == ["Januari 10", "Februari tot en met april 15", "Samen 25"]


def test_what_hung_and_how_many_doors_stood_open_is_told_by_month(client, gent):
    Stay.objects.filter(merchant__chapter=gent).update(since=LAST_YEAR)

    page = client.get(FIGURES, {"stad": "gent"})

    # January: 20 of last year, 10 more, and 5 went. February and March tell what January did: nothing moved.
    hung = ["Januari 25", "Februari 25", "Maart 25", "April 35"]
    assert table(page, "Traktaties op de borden op het einde van de maand") == hung
    assert table(page, "Open deuren op het einde van de maand") == ["Januari 5", "Februari 5", "Maart 5", "April 5"]


def test_of_a_city_that_tells_nothing_of_a_month_its_last_number_counts(client, gent):
    live("brussel", given=[(2, JAN), (1, APRIL)])
    actions.hand_out(treat=Treat.objects.filter(merchant__chapter__slug="brussel").first(), key=uuid4(), day=APRIL)

    assert table(client.get(FIGURES, {"stad": "brussel"}), "Traktaties op de borden op het einde van de maand")[-1] == "Maart 10"
    assert table(client.get(FIGURES), "Traktaties op de borden op het einde van de maand")[-1] == "April 45"


def test_another_year(client, gent):
    page = client.get(FIGURES, {"jaar": "2025"})

    assert table(page, "Gegeven aan de toog") == ["December 20", "Samen 20"]


def test_what_began_last_year_and_is_told_this_year_says_so(client):
    live("gent", given=[(4, LAST_YEAR), (4, JAN)], places=4)
    treat = make_treat(merchant=make_merchant(chapter=make_chapter("gent")))
    actions.add_at_counter(treat=treat, key=uuid4(), day=APRIL)

    assert table(client.get(FIGURES, {"stad": "gent"}), "Gegeven aan de toog")[0] == "December 2025 tot en met april 33"


def test_services_are_told_where_places_count_them(client, gent):
    for merchant in gent.merchants.all():
        ServiceTally.objects.create(merchant=merchant, service=make_service("toilet"), day=JAN, count=7)

    assert table(client.get(FIGURES), "Gratis diensten, waar plekken ze tellen") == ["Januari 35", "Samen 35"]


def test_the_chart_says_in_words_what_it_shows_and_writes_each_number_beside_its_bar(client, gent):
    chart = re.search(r'<svg class="chart".*?</svg>', client.get(FIGURES).text, re.S)[0]

    assert 'role="img" aria-label="Gegeven aan de toog, maand na maand in 2026. De tabel hieronder vertelt hetzelfde."' in chart
    assert (chart.count("<rect"), re.findall(r"<text[^>]*>([^<]+)</text>", chart)) == (2, ["Jan", "10", "Apr", "15"])


def test_footer_and_city_lead_to_it(client, gent):
    page = client.get("/stad/gent/").text

    assert 'href="/cijfers/"' in page
    assert 'href="/cijfers/?stad=gent"' in page


def test_a_network_that_begins_has_a_page_too(client):
    page = client.get(FIGURES)

    assert "0 open deuren 0 traktaties wachten" in words_of(page)
    assert 'class="chart"' not in page.text


# Never of a few


def test_the_page_tells_nothing_of_this_month_nor_of_a_few(client):
    live("gent", given=[(7, date(2026, 5, 2))])
    live("brussel", given=[(90, JAN)], places=4)

    page = client.get(FIGURES)

    assert 'class="chart"' not in page.text
    # What hangs is on the boards for all to see.
    assert "Brussel 4 360 later later Gent 5 35 later later" in words_of(page)


# Slips


@pytest.mark.parametrize("stad", ["atlantis", "GENT", "\0", "x" * 5000, "gent'--", "سلام"])
def test_a_city_we_do_not_know_leads_to_all_of_them(client, gent, stad):
    page = client.get(FIGURES, {"stad": stad})

    assert page.status_code == 200
    assert "Die stad kennen we niet." in words_of(page)
    assert table(page, "Gegeven aan de toog")[-1] == "Samen 25"


@pytest.mark.parametrize("year", ["1066", "2027", "-1", "9" * 400, "dit jaar", "2026.5", "２０２６", "\0"])
def test_a_year_we_do_not_have_leads_to_the_latest(client, gent, year):
    page = client.get(FIGURES, {"jaar": year})

    assert page.status_code == 200
    assert "Van dat jaar hebben we geen cijfers. Dit zijn die van 2026." in words_of(page)


def test_in_january_the_latest_year_is_the_one_that_is_over(client, gent, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 1, 3, 12, tzinfo=BRUSSELS))

    assert "In 2026" in words_of(client.get(FIGURES))


def test_nobody_can_post_to_it(client):
    assert client.post(FIGURES).status_code == 405


# Figures about figures


def test_it_costs_the_same_for_one_city_and_for_many(client, gent):
    def cost():
        with statements() as sent:
            client.get(FIGURES)
        return len(sent)

    one = cost()
    for number in range(4):
        live(f"stad-{number}", given=[(1, JAN), (1, APRIL)])

    assert cost() == one == 6
