"""Whatever stands in an address, a helpful page comes out, and nothing that was asked is left out in silence."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_merchant, make_neighbourhood, make_treat

NAMES = [
    "bij",
    "en",
    "lat",
    "lng",
    "dienst",
    "traktatie",
    "open",
    "rolstoel",
    "rustig",
    "samen",
    "taal",
    "stad",
    "bbox",
    "pagina",
    "plek",
    "nr",
    "papier",
]
SENSIBLE = [
    "krook",
    "a5",
    "9000",
    "Gent",
    "51.05",
    "3.72",
    "toilet",
    "koffie",
    "iets",
    "nu",
    "1",
    "nl",
    "2",
    "gent",
    "3,50,4,52",
    "2026-12-01T14:00",
]
ABSURD = [
    "",
    "0",
    "-1",
    "nan",
    "inf",
    "1e999",
    "-90",
    "180",
    "31 februari",
    "2026-03-29T02:30",
    "9999-12-31T23:59",
    "مرحاض",
    "🍲",
    "٣",
    "\0",
]
ABSURD += [
    "' OR 1=1 --",
    "<script>",
    "%",
    "x" * 10_000,
    "a,b,c,d",
    "nan,nan,nan,nan",
    "{}",
    "[]",
    "../../etc",
    "99999",
    "99999999999999999999",
]
QUESTIONS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from([*SENSIBLE, *ABSURD]) | st.text(max_size=20)), max_size=8)


@pytest.fixture
def a_town(db):
    make_neighbourhood("Brugse Poort")
    make_treat(merchant=make_merchant("Krook", slug="krook", services=["toilet"], opening_hours="24/7"), waiting=1)


PAGES = {"home", "places", "shortlist", "how-it-works", "help", "ask-cards", "pointing"}
FEEDS = {"places-geojson", "map-features", "neighbourhoods-geojson"}


@pytest.mark.parametrize("page", sorted(PAGES | FEEDS))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=QUESTIONS)
def test_any_question_gets_a_page_or_a_sentence(client, a_town, page, question):
    response = client.get(reverse(f"referrals:{page}") + "?" + urlencode(question))

    assert response.status_code in ({200} if page in PAGES else {200, 400})


@pytest.mark.parametrize("name", ["merchant-detail", "chapter-detail"])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=QUESTIONS)
def test_any_question_leaves_a_place_and_a_city_as_they_are(client, a_town, name, question):
    slug = {"merchant-detail": "krook", "chapter-detail": "gent"}[name]

    assert client.get(reverse(f"merchants:{name}", args=[slug]) + "?" + urlencode(question)).status_code == 200
