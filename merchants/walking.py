"""A short walk along places: whoever rings at twelve doors should not cross the town twelve times.

From door to the nearest next door first; then, as long as it makes the whole shorter, a stretch is walked the other way round (2-opt)
or one door is passed at another moment. Pure: no database, and the same places in the same order always give the same walk.
"""

from itertools import pairwise
from math import ceil

from merchants.distance import walk

# As many doors as one knocks at in an afternoon.
MOST_DOORS = 12
# So many at a time are put in order: each door is laid beside each other one, and nobody should wait a minute for a list.
AT_ONCE = 240
# Metres below which nobody notices that a walk is shorter.
NOTICED = 0.5


def in_walks(spots, start, most=MOST_DOORS):
    """These spots (with lat and lng) as walks of about as many doors each, and no more than `most`.

    The first begins nearest to `start`; each next one goes on where the one before it ended. Of very many spots, neighbours should
    come one after the other.
    """
    spots, ordered = list(spots), []
    for first in range(0, len(spots), AT_ONCE):
        ordered += in_walking_order(spots[first : first + AT_ONCE], ordered[-1] if ordered else start)
    each = ceil(len(ordered) / ceil(len(ordered) / most)) if ordered else 1
    return [ordered[first : first + each] for first in range(0, len(ordered), each)]


def in_walking_order(spots, start):
    """These spots in the order of one short walk that begins at `start` and ends anywhere."""
    spots = list(spots)
    apart = _distances([start, *spots])
    order = _from_near_to_near(apart)
    while _turn(order, apart) or _move(order, apart):
        pass
    return [spots[n - 1] for n in order[1:]]


def length_of(spots, start):
    """Metres on foot from `start` past all of these, about."""
    return sum(walk(here, there) for here, there in pairwise([start, *spots]))


def _distances(spots):
    return [[walk(here, there) for there in spots] for here in spots]


def _from_near_to_near(apart):
    """The order, as numbers of rows, of who always goes to the nearest door next; it begins at row 0."""
    order, left = [0], set(range(1, len(apart)))
    while left:
        order.append(min(left, key=lambda there: (apart[order[-1]][there], there)))
        left.remove(order[-1])
    return order


def _turn(order, apart):
    """Walk stretches the other way round where that is shorter. Whether there was one. The beginning stays."""
    found = False
    for first in range(1, len(order) - 1):
        for last in range(first + 1, len(order)):
            if _turning_saves(order, apart, first, last) > NOTICED:
                order[first : last + 1] = reversed(order[first : last + 1])
                found = True
    return found


def _turning_saves(order, apart, first, last):
    before, begin, end = order[first - 1], order[first], order[last]
    saved = apart[before][begin] - apart[before][end]
    if last + 1 < len(order):
        after = order[last + 1]
        saved += apart[end][after] - apart[begin][after]
    return saved


def _move(order, apart):
    """Pass single doors at another moment where that is shorter. Whether there was one."""
    found = False
    for door in order[1:]:
        without = [each for each in order if each != door]
        here = order.index(door)
        there = min(range(1, len(order)), key=lambda place: (_detour(without, apart, door, place), place))
        if _detour(without, apart, door, here) - _detour(without, apart, door, there) > NOTICED:
            order[:] = [*without[:there], door, *without[there:]]
            found = True
    return found


def _detour(order, apart, door, place):
    """How many metres it takes to go by a door right before the one that stands at this place."""
    before = order[place - 1]
    if place == len(order):
        return apart[before][door]
    after = order[place]
    return apart[before][door] + apart[door][after] - apart[before][after]
