"""The squares of the map are kept by the database: whatever happens to places, each square tells how many stand in it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Sum

from merchants.actions import compact_map, mend_map
from merchants.models import MapCell, Merchant, squares
from tests.factories import make_chapter, make_merchant
from tests.races import at_once, execute

ZOOM = 12
HERE, NEXT_DOOR, FAR = {"lat": 51.05, "lng": 3.72}, {"lat": 51.0502, "lng": 3.7203}, {"lat": 50.85, "lng": 4.35}


def counted(zoom=ZOOM):
    """What the squares of this zoom say: {(x, y): (places, middle, sum of numbers)}, without the empty ones."""
    sums = {name: Sum(name) for name in ["places", "lat", "lng", "merchants"]}
    rows = MapCell.objects.filter(zoom=zoom).values_list("x", "y").annotate(**{f"all_{name}": each for name, each in sums.items()})
    return {
        (x, y): (places, round(lat / places, 6), round(lng / places, 6), merchants) for x, y, places, lat, lng, merchants in rows if places
    }


def true(zoom=ZOOM):
    """The same, worked out from the places."""
    found = {}
    for place in Merchant.objects.listed():
        found.setdefault(squares.square_of(place.lat, place.lng, zoom), []).append(place)
    return {
        square: (
            len(places),
            round(sum(place.lat for place in places) / len(places), 6),
            round(sum(place.lng for place in places) / len(places), 6),
            sum(place.pk for place in places),
        )
        for square, places in found.items()
    }


def assert_true():
    assert [counted(zoom) for zoom in range(squares.DEEPEST + 1)] == [true(zoom) for zoom in range(squares.DEEPEST + 1)]


# Every change


@pytest.mark.django_db
def test_a_place_on_the_map_is_counted_once_for_every_zoom():
    make_merchant(**HERE)

    assert MapCell.objects.count() == squares.DEEPEST + 1
    assert_true()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda place: place.filter(state="closed"), id="nothing"),
        pytest.param(lambda place: place.update(state="closed"), id="closes"),
        pytest.param(lambda place: place.update(state="declined"), id="is turned down"),
        pytest.param(lambda place: place.update(**NEXT_DOOR), id="moves next door"),
        pytest.param(lambda place: place.update(**FAR), id="moves to another city"),
        pytest.param(lambda place: place.update(state="closed", **FAR), id="closes and moves"),
        pytest.param(lambda place: place.update(name="Anders"), id="is called otherwise"),
        pytest.param(lambda place: place.filter(pk=place.get().pk).delete(), id="is erased"),
    ],
)
def test_the_squares_stay_true_when_a_place(change):
    place = make_merchant(**HERE)
    make_merchant(**HERE)

    change(Merchant.objects.filter(pk=place.pk))

    assert_true()


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["suggested", "applied", "declined", "closed"])
def test_who_did_not_say_yes_is_in_no_square_until_it_does(state):
    place = make_merchant(state=state, **HERE)
    assert not MapCell.objects.exists()

    Merchant.objects.filter(pk=place.pk).update(state="active")

    assert_true()


@pytest.mark.django_db
def test_words_and_hours_write_nothing_on_the_map():
    make_merchant(**HERE)
    before = MapCell.objects.count()

    Merchant.objects.update(name="Anders", opening_hours="24/7", is_heated=True)

    assert MapCell.objects.count() == before


@pytest.mark.django_db
def test_many_places_in_one_statement_write_one_row_for_each_square():
    gent = make_chapter()
    Merchant.objects.bulk_create(
        Merchant(chapter=gent, slug=f"plek-{n}", name=f"Plek {n}", state="active", agreed_on="2026-11-22", **HERE) for n in range(50)
    )
    assert MapCell.objects.count() == squares.DEEPEST + 1

    Merchant.objects.update(**FAR)
    assert_true()
    Merchant.objects.update(state="closed")
    assert counted() == true() == {}


@pytest.mark.django_db
@pytest.mark.parametrize(("lat", "lng"), [(90, 180), (-90, -180), (0, 0), (85.06, 3.7), (-33.9, 151.2), (51.05, 3.72), (49.5, 6.4)])
def test_the_database_and_python_find_the_same_square_anywhere_on_earth(lat, lng):
    make_merchant(lat=lat, lng=lng)

    assert_true()


# The grid


def test_a_view_of_1600_by_1000_pixels_touches_fewer_squares_than_a_screen_may_show():
    wide, high = 1600 // squares.PIXELS + 1, -(-1000 // squares.PIXELS) + 1

    assert wide * high <= squares.MOST_ON_A_SCREEN


@pytest.mark.parametrize("zoom", range(squares.DEEPEST))
def test_a_square_lies_whole_in_one_of_the_zoom_before(zoom):
    for lat, lng in [(51.05, 3.72), (50.85, 4.35), (49.6, 5.8)]:
        x, y = squares.square_of(lat, lng, zoom + 1)
        assert squares.square_of(lat, lng, zoom) == (x // 2, y // 2)


def test_the_corner_of_a_square_lies_in_it_to_the_north_and_west():
    x, y = squares.square_of(51.05, 3.72, 14)
    north, west = squares.corner_of(x, y, 14)
    south, east = squares.corner_of(x + 1, y + 1, 14)

    assert south < 51.05 < north
    assert west < 3.72 < east
    assert squares.square_of(north - 1e-9, west + 1e-9, 14) == (x, y)


# Every night


@pytest.mark.django_db
def test_rows_of_one_square_are_put_together_and_empty_squares_go():
    make_merchant(**HERE)
    make_merchant(**NEXT_DOOR)
    gone = make_merchant(**FAR)
    Merchant.objects.filter(pk=gone.pk).update(state="closed")
    before = true()

    compact_map()

    assert counted() == before
    assert MapCell.objects.filter(zoom=ZOOM).count() == 1
    assert_true()


@pytest.mark.django_db
def test_what_went_astray_is_counted_and_mended():
    make_merchant(**HERE)
    make_merchant(**FAR)
    assert mend_map() == 0

    MapCell.objects.filter(zoom=3).delete()
    MapCell.objects.filter(zoom=ZOOM, x=squares.square_of(zoom=ZOOM, **FAR)[0]).update(places=7)
    differed = StringIO()
    call_command("keep_map", stdout=differed)

    at_three = len(true(3))
    assert differed.getvalue() == f"squares of the map that differed from their places, and were mended: {at_three + 1}\n"
    assert_true()
    assert mend_map() == 0


@pytest.mark.django_db
def test_an_empty_table_is_filled_from_the_places():
    make_merchant(**HERE)
    MapCell.objects.all().delete()

    assert mend_map() == squares.DEEPEST + 1
    assert_true()


@pytest.mark.django_db(transaction=True)
def test_places_that_change_while_the_map_is_kept_are_neither_lost_nor_counted_twice():
    places = [make_merchant(**HERE) for _ in range(8)]

    def move(place):
        for where in [FAR, NEXT_DOOR, FAR, HERE, NEXT_DOOR]:
            Merchant.objects.filter(pk=place.pk).update(**where)

    def keep():
        for _ in range(5):
            compact_map()
            mend_map()

    outcomes = at_once(*[lambda place=place: move(place) for place in places], keep, keep)

    assert outcomes == [None] * 10
    assert_true()
    assert mend_map() == 0


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_not_finished_neither_waits_for_the_keeping_nor_is_forgotten():
    make_merchant(**HERE)
    place = make_merchant(**HERE)
    execute("BEGIN")
    Merchant.objects.filter(pk=place.pk).update(**FAR)

    assert at_once(compact_map) == [None]
    assert at_once(mend_map) == [0]
    execute("COMMIT")

    assert_true()


@pytest.mark.django_db(transaction=True)
def test_two_who_mend_at_once_mend_once():
    for _ in range(30):
        make_merchant(**HERE)
    MapCell.objects.all().delete()

    assert sorted(at_once(mend_map, mend_map, mend_map)) == [0, 0, squares.DEEPEST + 1]
    assert_true()
