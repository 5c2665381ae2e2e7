"""Where the places of a list lie, as lines: to scale, north above, and every number to be read."""

import re
from itertools import combinations
from math import hypot

import pytest
from django.urls import reverse

from merchants.models import Merchant
from referrals import framing, sketches
from referrals.wishes import Near
from tests.factories import make_chapter, make_merchant, make_neighbourhood

pytestmark = pytest.mark.django_db

GENT, BRUSSELS = (51.054, 3.725), (50.850, 4.349)
# Some 500 metres, in degrees.
NORTH, EAST = 0.0045, 0.00715


def at(*spots):
    return [Merchant(slug=f"p{n}", lat=lat, lng=lng) for n, (lat, lng) in enumerate(spots)]


def beside(lat=0.0, lng=0.0):
    return GENT[0] + lat, GENT[1] + lng


def box_around(ring):
    lats, lngs = [point[0] for point in ring], [point[1] for point in ring]
    return {"type": "Polygon", "coordinates": [[[lng, lat] for lat, lng in [*ring, ring[0]]]]}, sum(lats) / 4, sum(lngs) / 4


def is_on_the_sheet(pin):
    return 0 < pin.x - sketches.PIN and pin.x + sketches.PIN < sketches.WIDE and 0 < pin.y - sketches.PIN and pin.y + sketches.PIN < 180


def test_pins_stand_as_the_world_does_with_north_above():
    middle, north, east = sketches.draw(at(GENT, beside(lat=NORTH), beside(lng=EAST))).pins

    assert [pin.number for pin in (middle, north, east)] == [1, 2, 3]
    assert north.x == middle.x and north.y < middle.y
    assert east.y == middle.y and east.x > middle.x
    assert middle.y - north.y == pytest.approx(east.x - middle.x, rel=0.01)


@pytest.mark.parametrize("times", [0.1, 1, 7, 200])
def test_the_measure_is_true(times):
    sketch = sketches.draw(at(GENT, beside(lng=EAST * times)))

    number, unit = sketch.measure_words.split()
    in_life = int(number) * {"m": 1, "km": 1000}[unit]
    first, second = (pin.spot[0] for pin in sketch.pins)
    assert (second - first) / sketch.measure == pytest.approx(500 * times / in_life, rel=0.05)
    assert 20 <= sketch.measure <= framing.LONGEST_MEASURE


def test_one_place_alone_stands_in_the_middle_of_its_streets():
    sketch = sketches.draw(at(GENT))

    assert (sketch.pins[0].x, sketch.measure_words) == (sketches.WIDE / 2, "200 m")


@pytest.mark.parametrize(
    "spots", [[GENT] * 12, [GENT, *[BRUSSELS] * 11], [*[GENT] * 11, beside(NORTH, EAST)], [beside(lng=EAST * n / 50) for n in range(12)]]
)
def test_no_number_stands_on_another_nor_beyond_the_edge(spots):
    sketch = sketches.draw(at(*spots), start=Near(*GENT, "here"))

    assert all(map(is_on_the_sheet, sketch.pins))
    numbers = [(pin.x, pin.y) for pin in sketch.pins] + ([sketch.start] if sketch.start else [])
    assert min(hypot(one[0] - other[0], one[1] - other[1]) for one, other in combinations(numbers, 2)) >= 2 * sketches.PIN
    assert sum(pin.has_moved for pin in sketch.pins) >= 10


def test_pins_that_are_in_nobodys_way_stay_on_their_spot():
    assert not any(pin.has_moved for pin in sketches.draw(at(GENT, beside(lat=NORTH), beside(lng=EAST))).pins)


def test_a_start_from_which_nobody_would_walk_is_left_out():
    assert sketches.draw(at(GENT), start=Near(*beside(lng=EAST), "here")).start is not None
    assert sketches.draw(at(GENT), start=Near(*BRUSSELS, "there")).start is None


def test_the_ground_is_cut_at_the_edge_of_the_sheet():
    huge, lat, lng = box_around([beside(1, -1), beside(1, 1), beside(-1, 1), beside(-1, -1)])
    far, far_lat, far_lng = box_around([beside(0.2, 0), beside(0.2, 0.1), beside(0.3, 0.1), beside(0.3, 0)])
    half, half_lat, half_lng = box_around([beside(0, -1), beside(0, 1), beside(-1, 1), beside(-1, -1)])
    chapter = make_chapter(shape=huge, lat=lat, lng=lng)
    make_neighbourhood("Ver weg", slug="ver", chapter=chapter, shape=far, lat=far_lat, lng=far_lng)
    make_neighbourhood("Half", slug="half", chapter=chapter, shape=half, lat=GENT[0] - 0.001, lng=half_lng)

    sketch = sketches.draw(at(GENT))

    whole, cut = sketch.shapes
    assert {tuple(map(int, point.split())) for point in re.findall(r"-?\d+ -?\d+", whole)} == {(-9, -9), (329, -9), (329, 209), (-9, 209)}
    assert {tuple(map(int, point.split())) for point in re.findall(r"-?\d+ -?\d+", cut)} == {(-9, 91), (329, 91), (329, 209), (-9, 209)}


def test_names_of_the_ground_stand_in_nobodys_way():
    chapter = make_chapter()
    for n in range(9):
        make_neighbourhood(f"Buurt {n}", slug=f"b{n}", chapter=chapter, lat=beside(NORTH * n / 90)[0], lng=GENT[1])

    sketch = sketches.draw(at(GENT, beside(lat=NORTH), beside(lng=EAST)))

    boxes = [name.box for name in sketch.names]
    boxes += [(pin.x - sketches.PIN, pin.y - sketches.PIN, pin.x + sketches.PIN, pin.y + sketches.PIN) for pin in sketch.pins]
    assert len(sketch.names) > 1
    assert not any(framing.touch(one, other) for one, other in combinations(boxes, 2))


def test_far_apart_cities_are_named_and_neighbourhoods_are_not():
    gent, brussels = make_chapter(lat=GENT[0], lng=GENT[1]), make_chapter("brussel", name="Brussel", lat=BRUSSELS[0], lng=BRUSSELS[1])
    for chapter in (gent, brussels):
        make_neighbourhood(f"Wijk in {chapter}", slug=chapter.slug, chapter=chapter, lat=chapter.lat, lng=chapter.lng)

    assert [name.words for name in sketches.draw(at(GENT, BRUSSELS)).names] == ["Gent", "Brussel"]
    assert [name.words for name in sketches.draw(at(GENT)).names] == ["Wijk in Gent"]


def test_the_list_shows_its_sketch_in_words_and_with_the_numbers_of_the_list(client):
    for slug in "ab":
        make_merchant(slug.upper(), slug=slug)

    told = client.get("/en" + reverse("referrals:shortlist") + "?plek=b&plek=a").content.decode()

    drawing = re.search(r'<svg class="sketch".*?</svg>', told, re.S)[0]
    assert 'role="img" aria-label="Sketch: each place stands at its number in the list. North is above."' in drawing
    assert re.findall(r'<text y="5">(\d+)</text>', drawing) == re.findall(r'class="shortlist-number">(\d+)<', told) == ["1", "2"]
    assert "style=" not in drawing


@pytest.mark.parametrize("language", ["", "/fr", "/en"])
def test_numbers_in_the_drawing_are_written_as_a_drawing_wants_them(client, language):
    make_merchant(slug="a", lat=GENT[0], lng=GENT[1])
    make_merchant(slug="b", lat=BRUSSELS[0], lng=BRUSSELS[1])
    make_merchant(slug="c", lat=BRUSSELS[0], lng=BRUSSELS[1])

    told = client.get(language + "/lijstje/?plek=a&plek=b&plek=c").content.decode()

    drawing = re.search(r'<svg class="sketch".*?</svg>', told, re.S)[0]
    assert not re.search(r'(?:[xyd]|r|cx|cy|transform)="[^"]*,', drawing)
