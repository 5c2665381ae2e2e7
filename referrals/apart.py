"""Numbers on a drawing that would lie on each other, moved apart until each can be read."""

from collections import defaultdict
from math import cos, hypot, sin

# How far a number reaches, so that it is read on a small sheet too, and how much air there is between two.
PIN = 11
AIR = 3
ROOM = 2 * PIN + AIR
ASKEW = 0.2
TURNS = 100


def apart(spots, inside, *, reaches=None, still=()):
    """The spots, pushed away from each other and from those that stand `still`; none beyond `inside` (left, top, right, bottom).

    `reaches` tells how far each reaches to its left and right where that is more than a pin.
    """
    reaches = [*(reaches or [PIN] * len(spots)), *[PIN] * len(still)]
    points, moving = [list(spot) for spot in [*spots, *still]], len(spots)
    left, top, right, bottom = inside
    for turn in range(TURNS):
        is_calm = True
        for at, other in list(_pairs(points, moving, 2 * max(reaches, default=PIN) + AIR)):
            wider = _wider(reaches[at], reaches[other])
            is_calm &= not _push(points[at], points[other], wider, at + turn, moves=other < moving)
        for point, reach in zip(points[:moving], reaches, strict=False):
            wider = reach - PIN
            point[0], point[1] = min(max(point[0], left + wider), right - wider), min(max(point[1], top), bottom)
        if is_calm:
            break
    return [tuple(point) for point in points[:moving]]


def _pairs(points, moving, far):
    """Each two that may be in each other's way, once: those in squares that touch. The first of a pair is one that moves."""
    squares = defaultdict(list)
    for at, (x, y) in enumerate(points):
        squares[int(x // far), int(y // far)].append(at)
    for at in range(moving):
        across, down = int(points[at][0] // far), int(points[at][1] // far)
        around = [(across + east, down + south) for east in (-1, 0, 1) for south in (-1, 0, 1)]
        yield from ((at, other) for square in around for other in squares.get(square, ()) if other > at)


def _wider(one, other):
    """How many times as much room two signs need beside each other as one above the other."""
    return (one + other + AIR) / ROOM


def away(one, other, reach, other_reach):
    """How far two of them are apart, in a world so narrow that every sign is as wide as a pin."""
    return hypot((one[0] - other[0]) / _wider(reach, other_reach), one[1] - other[1])


def _push(one, other, wider, way, *, moves):
    """Whether these two had to go."""
    right, down = (one[0] - other[0]) / wider, one[1] - other[1]
    apart_now = hypot(right, down)
    if apart_now >= ROOM:
        return False
    if apart_now < 0.01:  # Two doors of one house: each goes its own way.
        right, down, apart_now = cos(way * 2.4), sin(way * 2.4), 1
    # A little askew, or all that stand in one street would stay on one line.
    right, down = right - ASKEW * down, down + ASKEW * right
    step = (ROOM - min(apart_now, ROOM)) / apart_now * (0.55 if moves else 1.05)
    one[0], one[1] = one[0] + right * step * wider, one[1] + down * step
    if moves:
        other[0], other[1] = other[0] - right * step * wider, other[1] - down * step
    return True
