"""Shapes on the map: checked when somebody types one, thinned and put together when a file brings them."""

import json
import math

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.translation import override

from merchants import shapes
from merchants.models import Chapter, Neighbourhood
from merchants.shapes import ShapeNotUnderstood
from tests.factories import make_chapter, make_neighbourhood, make_team_member
from tests.logins import come_in

SQUARE = {"type": "Polygon", "coordinates": [[[3.70, 51.04], [3.72, 51.04], [3.72, 51.06], [3.70, 51.06], [3.70, 51.04]]]}
BESIDE = {
    "type": "Polygon",
    "coordinates": [[[3.72, 51.04], [3.72, 51.06], [3.74, 51.06], [3.74, 51.04], [3.72, 51.04]]],
}  # the clock's way


def polygon(*points):
    return {"type": "Polygon", "coordinates": [[*map(list, points), list(points[0])]]}


def circle(number):
    return polygon(
        *((3.7 + 0.02 * math.cos(turn / number * math.tau), 51 + 0.02 * math.sin(turn / number * math.tau)) for turn in range(number))
    )


def is_inside(lat, lng, geometry):
    (ring,) = geometry["coordinates"]
    crossed = [
        (a[1] > lat) != (b[1] > lat) and lng < a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in zip(ring, ring[1:], strict=False)
    ]
    return sum(crossed) % 2 == 1


# What somebody types


@pytest.mark.parametrize("shape", [SQUARE, {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"], BESIDE["coordinates"]]}])
def test_a_polygon_or_several_in_belgium_will_do(shape):
    shapes.check(shape)


NO_SHAPE = "A shape is a GeoJSON geometry of the type Polygon or MultiPolygon."
NO_RING = "Each ring of a shape has at least four points and ends where it began."
OUTSIDE = "Longitude comes first, as in 3.72, 51.05."


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        ([], NO_SHAPE),
        ("Polygon", NO_SHAPE),
        ({}, NO_SHAPE),
        ({"type": "Point", "coordinates": [3.7, 51]}, NO_SHAPE),
        ({"type": ["Polygon"], "coordinates": []}, NO_SHAPE),
        ({"type": "Polygon"}, NO_SHAPE),
        ({"type": "Polygon", "coordinates": []}, NO_SHAPE),
        ({"type": "MultiPolygon", "coordinates": [[]]}, NO_SHAPE),
        ({"type": "Polygon", "coordinates": "3.7 51"}, NO_SHAPE),
        ({"type": "Polygon", "coordinates": [[["3.7", "51"]] * 4]}, NO_SHAPE),
        ({"type": "Polygon", "coordinates": [[[3.7]] * 4]}, NO_SHAPE),
        ({"type": "Polygon", "coordinates": [[[3.7, 51], [3.8, 51], [3.8, 51.1]]]}, NO_RING),
        ({"type": "Polygon", "coordinates": [[[3.7, 51], [3.8, 51], [3.8, 51.1], [3.7, 51.1]]]}, NO_RING),
        (polygon((51.04, 3.7), (51.04, 3.72), (51.06, 3.72)), OUTSIDE),
        (polygon((3.7, math.nan), (3.8, 51), (3.8, 51.1)), OUTSIDE),
        (polygon((3.7, 10**400), (3.8, 51), (3.8, 51.1)), OUTSIDE),
        (circle(2000), "kB; a phone should not have to fetch more than 20. Leave out points."),
    ],
)
def test_anything_else_is_refused_with_a_sentence(shape, sentence):
    with override("en"), pytest.raises(ShapeNotUnderstood, match=sentence.replace(".", r"\.")):
        shapes.check(shape)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["chapter", "neighbourhood"])
def test_the_team_gives_a_shape_and_is_told_what_is_wrong_with_it(client, page):
    gent = make_chapter(postcodes=["9000"])
    row = gent if page == "chapter" else make_neighbourhood(chapter=gent)
    come_in(client, make_team_member(chapter=gent))
    address = reverse(f"admin:merchants_{page}_change", args=[row.pk])
    form = client.get(address).context["adminform"].form
    filled = {name: "" if value is None else value for name, value in form.initial.items()} | {"postcodes": "9000"}

    wrong = client.post(address, filled | {"shape": '{"type": "Point", "coordinates": [3.7, 51]}'})
    right = client.post(address, filled | {"shape": json.dumps(SQUARE)})

    assert wrong.context["adminform"].form.errors == {"shape": ["Een vorm is een GeoJSON-geometrie van het type Polygon of MultiPolygon."]}
    assert right.status_code == 302
    row.refresh_from_db()
    assert row.shape == SQUARE


# What a file brings


def test_a_shape_is_thinned_until_it_is_light_and_keeps_its_form():
    thin = shapes.light(circle(5000), 1_000)

    assert len(shapes.written(thin)) <= 1_000
    (ring,) = thin["coordinates"]
    assert len(ring) > 12
    assert all(math.dist(point, (3.7, 51)) == pytest.approx(0.02, abs=1e-4) for point in ring)
    shapes.check(thin)


def test_what_is_light_already_stays_as_it_is():
    assert {tuple(point) for point in shapes.light(SQUARE, 1_000)["coordinates"][0]} == {
        (3.7, 51.04),
        (3.72, 51.04),
        (3.72, 51.06),
        (3.7, 51.06),
    }


def test_two_that_lie_side_by_side_are_one_without_the_edge_between_them():
    both = shapes.light(shapes.together([SQUARE, BESIDE]), 1_000)

    assert both["type"] == "Polygon"
    assert {tuple(point) for point in both["coordinates"][0]} == {(3.7, 51.04), (3.74, 51.04), (3.74, 51.06), (3.7, 51.06)}
    assert is_inside(51.05, 3.7201, both)


@pytest.mark.parametrize(
    "shape",
    [SQUARE, circle(50), polygon((3.7, 51), (3.8, 51), (3.8, 51.1), (3.79, 51.1), (3.79, 51.01), (3.71, 51.01), (3.71, 51.1), (3.7, 51.1))],
    ids=["square", "circle", "horseshoe"],
)
def test_the_middle_lies_inside(shape):
    assert is_inside(*shapes.middle(shape), shape)


# The command


@pytest.fixture
def gent(db):
    return make_chapter(postcodes=["9000"])


@pytest.fixture
def file(tmp_path):
    def write(*features, text=None):
        path = tmp_path / "wijken.geojson"
        features = [{"type": "Feature", "properties": {"wijk": name, "nr": 1}, "geometry": shape} for name, shape in features]
        path.write_text(text if text is not None else json.dumps({"type": "FeatureCollection", "features": features}))
        return str(path)

    return write


def load(file=None, chapter="gent"):
    call_command("load_shapes", *([file] if file else []), chapter=chapter, name_field="wijk", verbosity=0)


def test_load_shapes_makes_and_shapes_neighbourhoods_and_gives_the_city_all_of_them(gent, file):
    rabot = make_neighbourhood("Het Rabot", chapter=gent, slug="rabot")

    for _twice in range(2):
        load(file(("Rabot", SQUARE), ("Brugse Poort", BESIDE)))

    rabot.refresh_from_db()
    assert list(gent.neighbourhoods.values_list("slug", "name")) == [("brugse-poort", "Brugse Poort"), ("rabot", "Rabot")]
    assert is_inside(rabot.lat, rabot.lng, rabot.shape)
    gent.refresh_from_db()
    assert is_inside(51.05, 3.71, gent.shape)
    assert is_inside(51.05, 3.73, gent.shape)


@pytest.mark.parametrize(
    ("features", "sentence"),
    [
        ([], "There is no neighbourhood in this file."),
        ([("", SQUARE)], "A neighbourhood has no “wijk”. It has: nr, wijk."),
        ([("Rabot", SQUARE), ("Rabot", BESIDE)], "“Rabot” stands there twice. Is “wijk” its name? It has: nr, wijk."),
        ([("Rabot", SQUARE), ("Muide", None)], f"Muide: {NO_SHAPE}"),
        ([("Rabot", polygon((51, 3.7), (51.1, 3.7), (51.1, 3.8)))], OUTSIDE),
    ],
)
def test_load_shapes_refuses_a_file_whole_with_a_sentence(gent, file, features, sentence):
    with override("en"), pytest.raises(CommandError) as refused:
        load(file(*features))

    assert sentence in str(refused.value)
    assert not Neighbourhood.objects.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"features": 3}', '{"features": [{}]}', '{"features": ["a"]}', "\xff"])
def test_load_shapes_says_what_it_looks_for_in_a_file(gent, file, text):
    with pytest.raises(CommandError, match="is geen GeoJSON"):
        load(file(text=text))


def test_load_shapes_says_which_file_is_not_there_and_which_cities_are(gent):
    with pytest.raises(CommandError, match=r"nergens\.geojson"):
        load("nergens.geojson")
    with pytest.raises(CommandError, match="gent"):
        load(chapter="nergens")


@pytest.mark.slow
@pytest.mark.django_db
def test_a_city_that_is_whole_cantons_takes_their_shape():
    make_chapter("brussel", postcodes=["1000", "1080"])

    load(chapter="brussel")

    shape = Chapter.objects.get(slug="brussel").shape
    assert is_inside(50.8467, 4.3525, shape)  # the Grand-Place
    assert is_inside(50.856, 4.339, shape)  # Molenbeek
    assert not is_inside(51.05, 3.72, shape)
    shapes.check(shape)


@pytest.mark.django_db
@pytest.mark.parametrize(("postcodes", "sentence"), [(["3300"], "Boutersem, Hoegaarden, Lubbeek"), ([], "postcodes")])
def test_a_city_whose_cantons_reach_further_is_asked_for_a_file(postcodes, sentence):
    make_chapter("tienen", postcodes=postcodes)

    with pytest.raises(CommandError, match=sentence):
        load(chapter="tienen")

    assert Chapter.objects.get().shape is None


def test_the_real_neighbourhoods_of_ghent_are_light_enough_for_an_old_phone(gent, shared_data):
    load(str(shared_data / "geo" / "gent_stadswijken.geojson"))

    gent.refresh_from_db()
    weights = [len(shapes.written(row.shape)) for row in gent.neighbourhoods.all()]
    assert len(weights) == 25
    assert max(weights) <= 800
    assert len(shapes.written(gent.shape)) <= 1_600
    assert all(is_inside(row.lat, row.lng, row.shape) for row in gent.neighbourhoods.all())
