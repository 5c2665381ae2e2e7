"""The map of a city: every number on it once, to be read, near its spot, however many there are."""

from collections import namedtuple
from itertools import combinations
from random import Random

import pytest

from referrals import city_drawings, map_snapshots
from referrals.apart import PIN, away
from referrals.city_drawings import FAR, Spot, draw_city, draw_neighbourhood, in_short
from referrals.two_points import Fit
from tests.factories import SPOTS

pytestmark = pytest.mark.django_db

LAT, LNG = 51.05, 3.725
Door = namedtuple("Door", "pk lat lng")


def spread(number, reach, *, seed=1):
    """So many places, thick in the middle and thin around it, numbered as one walks past them."""
    chance = Random(seed)  # noqa: S311 - a town, not a secret
    doors = [Door(n, LAT + chance.gauss(0, reach), LNG + chance.gauss(0, reach * 1.6)) for n in range(number)]
    return [Spot(n, door.lat, door.lng) for n, door in enumerate(map_snapshots._walk(doors), start=1)]


def numbers_on(drawing):
    """Each number that is on it, those within "4–9" too."""
    found = []
    for label in (pin["label"] for pin in drawing["pins"]):
        for run in label.split(", "):
            first, _, last = run.partition("–")
            found += range(int(first), int(last or first) + 1)
    return found


def test_two_places_that_are_in_nobodys_way_stand_on_their_spots():
    drawing = draw_city([Spot(1, LAT, LNG), Spot(2, LAT + 0.01, LNG)])["map"]

    south, north = drawing["pins"]
    assert [south["label"], north["label"]] == ["1", "2"]
    assert south["x"] == north["x"] and north["y"] < south["y"]
    assert south["spots"] == north["spots"] == []


@pytest.mark.parametrize(("number", "reach"), [(11, 0.01), (80, 0.008), (300, 0.02)])
def test_every_place_is_on_the_map_once_or_else_in_what_is_drawn_larger(number, reach):
    drawn = draw_city(spread(number, reach))

    found = [number for drawing in (drawn["map"], drawn["larger"]) if drawing for number in numbers_on(drawing)]
    assert sorted(found) == list(range(1, number + 1))
    assert len(drawn["map"]["dots"]) == (len(numbers_on(drawn["larger"])) if drawn["larger"] else 0)


@pytest.mark.parametrize(("number", "reach"), [(80, 0.008), (120, 0.0001)])
def test_no_number_stands_on_another_nor_beyond_the_edge_nor_far_from_its_spot(number, reach):
    drawn = draw_city(spread(number, reach))

    for drawing in filter(None, [drawn["map"], drawn["larger"]]):
        for one, other in combinations(drawing["pins"], 2):
            assert away((one["x"], one["y"]), (other["x"], other["y"]), one["half"], other["half"]) > 2 * PIN - 2
        for pin in drawing["pins"]:
            assert pin["half"] <= pin["x"] <= drawing["wide"] - pin["half"]
            assert PIN <= pin["y"] <= drawing["high"] - PIN
            middle = (
                [sum(spot[way] for spot in pin["spots"]) / len(pin["spots"]) for way in (0, 1)] if pin["spots"] else (pin["x"], pin["y"])
            )
            assert max(abs(pin["x"] - middle[0]), abs(pin["y"] - middle[1])) <= FAR + 2


def test_a_house_full_of_doors_shares_its_number():
    pins = draw_neighbourhood([Spot(n, LAT, LNG) for n in range(1, 61)])["pins"]

    assert len(pins) < 60
    assert any("–" in pin["label"] for pin in pins)


@pytest.mark.parametrize(
    ("numbers", "words"), [([7], "7"), ([1, 2], "1–2"), ([9, 4, 6, 5], "4–6, 9"), ([], ""), ([3, 12, 13, 14], "3, 12–14")]
)
def test_numbers_are_told_in_short(numbers, words):
    assert in_short(numbers) == words


def test_a_picture_lies_under_the_map_and_what_is_beyond_it_is_told():
    pairs = [((SPOTS["x1"], SPOTS["y1"]), (SPOTS["lat1"], SPOTS["lng1"])), ((SPOTS["x2"], SPOTS["y2"]), (SPOTS["lat2"], SPOTS["lng2"]))]

    drawing = draw_city([Spot(1, LAT, LNG), Spot(2, 51.2, LNG)], Fit.by(pairs, 400, 400))["map"]

    left, top, wide, high = drawing["picture"]
    assert (top, wide, high) == (0, drawing["high"], drawing["high"])
    assert drawing["shapes"] == []
    assert drawing["beyond"] == "2"
    [pin] = drawing["pins"]
    assert left < pin["x"] < left + wide


def test_a_card_with_many_places_is_all_map():
    few, many = (draw_neighbourhood(spread(number, 0.002)) for number in (city_drawings.ON_A_CARD, city_drawings.ON_A_CARD + 1))

    assert (few["wide"], few["high"]) == city_drawings.CARD
    assert (many["wide"], many["high"]) == city_drawings.WHOLE_CARD


def test_numbers_follow_a_walk():
    walked = map_snapshots._walk([Door(1, 51.01, LNG), Door(2, 51.04, LNG), Door(3, 51.02, LNG), Door(4, 51.03, LNG)])

    assert [door.pk for door in walked] == [2, 4, 3, 1]
