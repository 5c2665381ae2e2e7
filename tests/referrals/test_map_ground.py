"""What the map draws under its pins: cities and, near enough, their neighbourhoods."""

import pytest
from django.urls import reverse
from django.utils import timezone

from enchante.seeding import tell
from merchants import shapes
from merchants.models import Chapter, Neighbourhood
from tests.factories import make_chapter, make_neighbourhood
from tests.queries import statements

pytestmark = pytest.mark.django_db

OUTLINE = {"type": "Polygon", "coordinates": [[[3.6, 51.0], [3.8, 51.0], [3.8, 51.2], [3.6, 51.0]]]}
QUARTER = {"type": "Polygon", "coordinates": [[[3.69, 51.05], [3.70, 51.05], [3.70, 51.06], [3.69, 51.05]]]}
GENT = "bbox=3.65,51.04,3.75,51.08"


@pytest.fixture
def ask(client):
    return lambda query: client.get(f"{reverse('referrals:neighbourhoods-geojson')}?{query}")


@pytest.fixture
def town():
    gent = make_chapter(shape=OUTLINE)
    make_neighbourhood("Brugse Poort", chapter=gent, slug="brugse-poort", lat=51.055, lng=3.695, shape=QUARTER)
    make_neighbourhood("Rabot", chapter=gent, slug="rabot", lat=51.06, lng=3.71)
    make_neighbourhood("Ver weg", chapter=gent, slug="ver-weg", lat=50.2, lng=5)
    make_chapter("luik", lat=50.6, lng=5.6)


def drawn(response):
    return [(feature["properties"]["kind"], feature["properties"]["name"], feature["geometry"]) for feature in response.json()["features"]]


def test_the_ground_has_cities_and_neighbourhoods_by_their_shape_or_else_their_middle(ask, town):
    response = ask(GENT)

    assert response["Content-Type"] == "application/geo+json"
    assert drawn(response) == [
        ("city", "Gent", OUTLINE),
        ("quarter", "Brugse Poort", QUARTER),
        ("quarter", "Rabot", {"type": "Point", "coordinates": [3.71, 51.06]}),
    ]
    assert response.json()["features"][1]["properties"] == {"kind": "quarter", "name": "Brugse Poort", "lat": 51.055, "lng": 3.695}


@pytest.mark.parametrize(("zoom", "kinds"), [(8, {"city"}), (11, {"city"}), (12, {"city", "quarter"}), (16, {"city", "quarter"})])
def test_neighbourhoods_come_only_when_they_can_be_read(ask, town, zoom, kinds):
    assert {kind for kind, _name, _shape in drawn(ask(f"{GENT}&zoom={zoom}"))} == kinds


def test_a_city_lies_under_a_view_that_holds_only_its_edge(ask, town):
    at_its_edge, beyond = ask("bbox=3.79,51.19,3.9,51.3"), ask("bbox=3.9,51.3,4.0,51.4")

    assert [name for _kind, name, _shape in drawn(at_its_edge)] == ["Gent"]
    assert drawn(beyond) == []


@pytest.mark.parametrize("query", ["", "bbox=a,b,c,d", "bbox=nan,nan,nan,nan", "bbox=4,51,3,52"])
def test_the_ground_wants_to_know_which_part_of_the_map(ask, query):
    assert ask(query).status_code == 400


def test_the_ground_asks_the_database_as_often_for_one_city_as_for_many(ask, town):
    with statements() as few:
        ask(GENT)
    for n in range(8):
        make_chapter(f"stad-{n}", shape=OUTLINE)
    with statements() as many:
        ask(GENT)

    assert len(few) == len(many) == 3


@pytest.mark.slow
def test_the_demo_town_has_a_ground_that_a_second_telling_leaves_alone():
    tell(timezone.localdate())
    drawn = [chapter for chapter in Chapter.objects.all() if chapter.shape]
    assert {"gent", "brussel", "mechelen"} <= {chapter.slug for chapter in drawn}
    parts = [part for part in Neighbourhood.objects.all() if part.shape]
    for row in [*drawn, *parts]:
        shapes.check(row.shape)

    Chapter.objects.filter(slug="gent").update(shape=QUARTER)
    tell(timezone.localdate())

    assert Chapter.objects.get(slug="gent").shape == QUARTER
