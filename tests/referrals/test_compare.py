"""Up to six places side by side: the same rows for each, in the order of the address."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils.translation import override

from merchants.models import Merchant
from tests.factories import make_merchant, make_neighbourhood, make_service, make_treat

pytestmark = pytest.mark.django_db


class Table(HTMLParser):
    """`rows`: {what a row asks: what each place answers}. The row of their names asks nothing."""

    def __init__(self, page):
        super().__init__()
        self.cells = []
        self.feed(page)
        names, *told = [[" ".join(words.split()) for words in row] for row in self.cells] or [[""]]
        self.rows = {row[0]: row[1:] for row in [*told, names]}

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.cells.append([])
        if tag in {"th", "td"}:
            self.cells[-1].append("")

    def handle_data(self, words):
        if self.cells and self.cells[-1]:
            self.cells[-1][-1] += words


@pytest.fixture
def told_of(client):
    def ask(query):
        with override("en"):
            response = client.get(reverse("referrals:compare") + query)
        assert response.status_code == 200
        return response.content.decode()

    return ask


@pytest.fixture
def two(db):
    """One with a toilet and a coffee, one with neither."""
    make_neighbourhood("Brugse Poort", lat=51.05, lng=3.70)
    for slug in ("toilet", "water", "wifi"):
        make_service(slug)
    krook = make_merchant(
        "De Krook", slug="krook", services=["water", "toilet"], opening_hours="24/7", quiet_hours="Mo 10:00-12:00", wheelchair="yes",
        languages=["fr", "nl"], lat=51.05, lng=3.7055,
    )  # fmt: skip
    make_treat(merchant=krook, kind="koffie", waiting=3)
    make_merchant("Bar Warm", slug="bar-warm", services=["water"], opening_hours="Mo-Su 08:00-08:01", lat=51.05, lng=3.711, languages=[])


def test_compare_answers_the_same_questions_for_each_place(told_of, two):
    rows = Table(told_of("?plek=bar-warm&plek=krook&open=2026-12-01T14:00")).rows

    assert [words.split(" ", 2)[:2] for words in rows[""]] == [["Bar", "Warm"], ["De", "Krook"]]
    assert rows["Open Tuesday 1 December, 14:00?"][1] == "Open"
    assert rows["This week"] == ["every day 8:00–8:01", "every day 0:00–24:00"]
    assert rows["What waits"] == ["Nothing now", "3 koffies"]
    assert rows["Water"] == ["Yes", "Yes"]
    assert rows["Toilet"] == ["No", "Yes"]
    assert rows["With a wheelchair"] == ["We do not know yet", "Easy with a wheelchair"]
    assert rows["Spoken here"] == ["Not known", "Dutch, French"]
    assert rows["Quiet hours"] == ["Not known", "Mon 10:00–12:00"]
    assert "Wifi" not in rows


def test_compare_begins_with_what_was_asked_also_where_nobody_has_it(told_of, two):
    told = told_of("?plek=krook&plek=bar-warm&dienst=wifi&dienst=toilet")

    order = [name for name in Table(told).rows if name in {"Wifi", "Toilet", "Water"}]
    assert set(order[:2]) == {"Wifi", "Toilet"}
    assert order[2] == "Water"
    assert Table(told).rows["Wifi"] == ["No", "No"]
    assert told.count('class="compare-asked"') == 2


def test_compare_tells_the_way_from_where_one_starts(told_of, two):
    told = told_of("?plek=krook&plek=bar-warm&bij=Brugse+Poort")

    assert Table(told).rows["From neighbourhood Brugse Poort in Gent"] == [
        "About 500 m, 7 minutes' walk",
        "About 1.0 km, 13 minutes' walk",
    ]


def test_compare_takes_a_place_off_and_leads_to_the_list_with_what_was_asked(told_of, two):
    told = told_of("?plek=krook&plek=bar-warm&bij=Brugse+Poort&dienst=toilet")

    assert 'href="?plek=bar-warm&amp;bij=Brugse+Poort&amp;dienst=toilet"' in told
    assert 'href="/en/lijstje/?plek=krook&amp;plek=bar-warm&amp;bij=Brugse+Poort"' in told
    assert 'href="/en/plekken/?plek=krook&amp;plek=bar-warm&amp;bij=Brugse+Poort&amp;dienst=toilet"' in told


def test_compare_shows_six_and_the_list_stays_whole(told_of):
    for n in range(8):
        make_merchant(f"P{n}", slug=f"p{n}")

    told = told_of("?" + "&".join(f"plek=p{n}" for n in range(8)))

    assert "Up to six places stand side by side. These are the first six." in told
    assert [words.split()[0] for words in Table(told).rows[""]] == [f"P{n}" for n in range(6)]
    assert "/en/lijstje/?" + "&amp;".join(f"plek=p{n}" for n in range(8)) in told


def test_compare_tells_what_is_not_there(told_of, two):
    make_merchant("Dicht", slug="dicht", state=Merchant.State.CLOSED)
    make_merchant("Geheim", slug="geheim", state=Merchant.State.APPLIED)

    told = told_of("?plek=krook&plek=dicht&plek=geheim&plek=weg&dienst=dansen")

    for words in ["Dicht closed for good", "We do not know “geheim, weg” (any more).", "We did not understand “dansen”."]:
        assert words in told
    assert [words.split()[1] for words in Table(told).rows[""]] == ["Krook"]


@pytest.mark.parametrize(
    "query",
    ["", "?plek=", "?plek=%00&nr=-1", "?" + "&".join(f"plek=p{n}" for n in range(500)), "?plek=" + "x" * 20_000, "?plek=<script>"],
)
def test_compare_takes_any_address_kindly(told_of, query):
    told = told_of(query)

    assert "There is nothing to compare yet" in told
    assert "<script>" not in told


def test_compare_asks_the_database_equally_often_for_one_and_for_six(told_of, django_assert_num_queries):
    for n in range(6):
        make_treat(merchant=make_merchant(slug=f"p{n}", services=["toilet"]), waiting=1)

    for count in (1, 6):
        with django_assert_num_queries(2):
            told_of("?" + "&".join(f"plek=p{n}" for n in range(count)))


def test_the_list_and_the_finder_lead_to_comparing_from_two_places_on(client, two):
    for page, query in [("shortlist", "?plek=krook&plek=bar-warm"), ("places", "?dienst=toilet&plek=krook&plek=bar-warm")]:
        told = client.get(reverse(f"referrals:{page}") + query).content.decode()
        assert 'href="/vergelijken/' + query.replace("&", "&amp;") in told
        told = client.get(reverse(f"referrals:{page}") + "?plek=krook").content.decode()
        assert "/vergelijken/" not in told


def test_compare_gives_nobody_a_place_or_a_mark(told_of, two):
    assert not re.search("best|score|rank|rating|first choice", told_of("?plek=krook&plek=bar-warm").split("<main")[1], re.I)
