"""A short walk along doors: each once, never longer than going from near to near, and always the same."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from merchants import walking
from merchants.distance import minutes_of, walk

settings.register_profile("always the same", derandomize=True, deadline=None, database=None)
settings.load_profile("always the same")


def spot(north, east):
    """So many thousandths of a degree from the middle of Ghent."""
    return SimpleNamespace(lat=51.05 + north / 1000, lng=3.72 + east / 1000)


START = spot(0, 0)
SPOTS = st.lists(st.builds(spot, st.integers(-20, 20), st.integers(-20, 20)), max_size=14)


def from_near_to_near(spots):
    here, left, order = START, list(spots), []
    while left:
        here = min(left, key=lambda there: walk(here, there))
        left.remove(here)
        order.append(here)
    return order


@given(SPOTS)
def test_every_door_is_passed_once(spots):
    assert sorted(map(id, walking.in_walking_order(spots, START))) == sorted(map(id, spots))


@given(SPOTS)
def test_a_walk_is_never_longer_than_going_from_near_to_near(spots):
    walked = walking.length_of(walking.in_walking_order(spots, START), START)

    assert walked <= walking.length_of(from_near_to_near(spots), START) + 0.01


@given(SPOTS)
def test_the_same_places_give_the_same_walk(spots):
    assert walking.in_walking_order(spots, START) == walking.in_walking_order(spots, START)


@given(SPOTS, st.integers(1, 5))
def test_walks_hold_every_door_and_no_more_than_one_can_knock_at(spots, most):
    walks = walking.in_walks(spots, START, most)

    assert [door for each in walks for door in each] == walking.in_walking_order(spots, START)
    assert all(1 <= len(each) <= most for each in walks)


@pytest.mark.parametrize(
    ("doors", "order"),
    [
        ([], []),
        ([(0, 5)], [0]),
        ([(0, 9), (0, 3), (0, 6)], [1, 2, 0]),
        # From near to near one would go back past the start for the last door.
        ([(0, 2), (0, -3), (0, 6)], [1, 0, 2]),
        # Two streets side by side: out by the one, and back by the other.
        ([(0, 4), (4, 0), (4, 4), (0, 8), (4, 8)], [0, 3, 4, 2, 1]),
    ],
)
def test_walks_that_anybody_would_choose(doors, order):
    spots = [spot(*door) for door in doors]

    assert [spots.index(door) for door in walking.in_walking_order(spots, START)] == order


@pytest.mark.parametrize(("doors", "walks"), [(0, []), (12, [12]), (13, [7, 6]), (30, [10, 10, 10])])
def test_walks_are_about_as_long_as_each_other(doors, walks):
    assert [len(each) for each in walking.in_walks([spot(n, 0) for n in range(doors)], START)] == walks


@pytest.mark.parametrize(("metres", "minutes"), [(0, 1), (75, 1), (400, 5), (4500, 60)])
def test_how_long_it_takes(metres, minutes):
    assert minutes_of(metres) == minutes


def test_walking_along_a_street_makes_a_walk_of_its_length():
    assert walking.length_of([spot(1, 0), spot(2, 0)], START) == pytest.approx(1.3 * 222.4, rel=0.01)


def test_a_list_of_a_whole_town_is_put_in_order_in_parts_and_loses_no_door(monkeypatch):
    laid_beside = []
    monkeypatch.setattr(walking, "_distances", lambda spots, apart=walking._distances: laid_beside.append(len(spots)) or apart(spots))
    monkeypatch.setattr(walking, "AT_ONCE", 5)
    doors = [spot(0, east) for east in range(1, 13)]

    walks = walking.in_walks(doors, START, most=4)

    assert [door for each in walks for door in each] == doors
    assert laid_beside == [6, 6, 3]
