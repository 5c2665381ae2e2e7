"""The map of a city, drawn: every place of an edition stands on it by its number. Plain data, to be kept as it is printed.

A number that would lie on another one moves aside, with a line to its spot. Where too many stand together for that, the thickest part
of the city is drawn larger on a sheet of its own, framed as A; and what is still too thick shares one number: "4–9".
Four units are a millimetre on paper.
"""

from dataclasses import dataclass
from functools import cached_property
from math import hypot

from . import framing, ground
from .apart import AIR, PIN, ROOM, apart, away
from .two_points import PictureFrame

# What of a sheet a drawing takes: of the map itself, of what is drawn larger, and of a card for one neighbourhood.
MAP, LARGER, CARD, WHOLE_CARD = (1200, 1060), (1616, 1060), (368, 170), (368, 440)
# More than so many places of a neighbourhood get a card for their map alone.
ON_A_CARD = 8
# Farther from its spot nobody finds a number back.
FAR = 56
# How wide a sign is, and what stands beside it.
SIGN, BESIDE = 3.7, 2.5
# What is drawn larger is at least so many times as large, and helps so many places.
TIMES, WORTH_IT = 1.6, 4


@dataclass(frozen=True)
class Spot:
    """A place of an edition, as it is drawn."""

    number: int
    lat: float
    lng: float


@dataclass(frozen=True)
class Group:
    """Places that share a number on the map, and where they are."""

    numbers: list[int]
    spots: list[tuple[float, float]]

    @cached_property
    def middle(self):
        return sum(x for x, _y in self.spots) / len(self.spots), sum(y for _x, y in self.spots) / len(self.spots)

    @cached_property
    def label(self):
        return in_short(self.numbers)

    @cached_property
    def half(self):
        """How far it reaches to the left and to the right."""
        return max(PIN, len(self.label) * SIGN + BESIDE)

    def and_also(self, other):
        return Group(sorted([*self.numbers, *other.numbers]), [*self.spots, *other.spots])


def in_short(numbers):
    """ "4–9, 12" """
    runs = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def draw_city(spots, fit=None):
    """{"map": …, "larger": … or None}. Two questions to the database for each; `fit` lays a picture under the map.

    What lies beyond a picture is only told, in `beyond`.
    """
    frame = PictureFrame(fit, *MAP) if fit else framing.Frame.around(spots, *MAP)
    inside = [spot for spot in spots if not fit or _is_within(frame.at(spot.lng, spot.lat), frame.edges)]
    thick = _thickest(inside, frame)
    drawn = {
        "map": _drawing([spot for spot in inside if spot not in thick], frame, thick),
        "larger": _drawing(thick, framing.Frame.around(thick, *LARGER)) if thick else None,
    }
    drawn["map"]["beyond"] = in_short({spot.number for spot in spots} - {spot.number for spot in inside})
    return drawn


def draw_neighbourhood(spots):
    return _drawing(spots, framing.Frame.around(spots, *(CARD if len(spots) <= ON_A_CARD else WHOLE_CARD)))


def _drawing(spots, frame, thick=()):
    """Of these places, beside a box around those that are drawn larger elsewhere."""
    box = _box(thick, frame) if thick else None
    still = [(box[0], box[1])] if box else []
    placed = _placed([Group([spot.number], [frame.at(spot.lng, spot.lat)]) for spot in spots], frame.inside, still)
    picture = frame.edges if isinstance(frame, PictureFrame) else None
    features = [] if picture else ground.collection(frame.box, zoom=ground.NEAR if frame.is_near else 0)["features"]
    taken = [(x - group.half, y - PIN, x + group.half, y + PIN) for group, (x, y) in placed] + [
        (x - PIN, y - PIN, x + PIN, y + PIN) for x, y in still
    ]
    return {
        "wide": frame.wide,
        "high": frame.high,
        "picture": picture and _rounded((picture[0], picture[1], picture[2] - picture[0], picture[3] - picture[1])),
        "shapes": list(framing.shapes_on(features, frame)),
        "names": [[name.words, name.x, name.y] for name in framing.names_on(features, frame, taken, letter=7.4)],
        "pins": [_pin(group, at) for group, at in placed],
        "box": box and _rounded(box),
        "dots": [_rounded(frame.at(spot.lng, spot.lat)) for spot in thick],
        "measure": list(frame.measure()),
        "north": frame.turned if picture else 0,
    }


def _pin(group, at):
    # A number that did not move hides its spot; one that several share shows all of theirs.
    shows_spots = len(group.spots) > 1 or _steps(at, group.spots[0]) > 3
    spots = [_rounded(spot) for spot in group.spots] if shows_spots else []
    x, y = _rounded(at)
    return {"label": group.label, "x": x, "y": y, "half": round(group.half), "wide": 2 * round(group.half), "spots": spots}


def _rounded(numbers):
    """In whole units: a template writes others as its language does."""
    return [round(number) for number in numbers]


def _steps(one, other):
    return hypot(one[0] - other[0], one[1] - other[1])


def _is_within(spot, edges):
    return edges[0] <= spot[0] <= edges[2] and edges[1] <= spot[1] <= edges[3]


# Too many in one spot


def _placed(groups, inside, still=()):
    """[(group, where its number stands)], with so many taken together that every number can be read near its spot."""
    while True:
        spots = [group.middle for group in groups]
        moved = apart(spots, inside, reaches=[group.half for group in groups], still=still)
        astray = _astray(groups, spots, moved)
        if not astray or len(groups) == 1:
            return list(zip(groups, moved, strict=True))
        groups = _taken_together(groups, astray)


def _astray(groups, spots, moved):
    """Which numbers stand too far from their spot, or on another one."""
    far = {at for at, (one, other) in enumerate(zip(spots, moved, strict=True)) if _steps(one, other) > FAR}
    by_height = sorted(range(len(moved)), key=lambda at: moved[at][1])
    for nth, at in enumerate(by_height):
        for other in by_height[nth + 1 :]:
            if moved[other][1] - moved[at][1] > ROOM:
                break
            if away(moved[at], moved[other], groups[at].half, groups[other].half) < ROOM - AIR:
                far |= {at, other}
    return far


def _taken_together(groups, astray):
    """Each of those with the one nearest to it; none twice in one go."""
    done, together = set(), []
    for at in sorted(astray):
        others = [other for other in range(len(groups)) if other != at and other not in done]
        if at in done or not others:
            continue
        nearest = min(others, key=lambda other: (_steps(groups[at].middle, groups[other].middle), other))
        done |= {at, nearest}
        together.append(groups[at].and_also(groups[nearest]))
    together += [group for at, group in enumerate(groups) if at not in done]
    return sorted(together, key=lambda group: group.numbers)


def _thickest(spots, frame):
    """The places that are better drawn larger on a sheet of their own; none where every number finds room."""
    points = {spot: frame.at(spot.lng, spot.lat) for spot in spots}
    groups = [Group([spot.number], [points[spot]]) for spot in spots]
    moved = apart([group.middle for group in groups], frame.inside, reaches=[group.half for group in groups])
    if not _astray(groups, [group.middle for group in groups], moved):
        return []
    half = LARGER[0] / TIMES / 4, LARGER[1] / TIMES / 4
    around = [_near(points, middle, half) for middle in points.values()]
    thick = max(around, key=len)
    times = thick and framing.Frame.around(thick, *LARGER).scale / frame.scale
    return thick if len(thick) >= WORTH_IT and times >= TIMES else []


def _near(points, middle, half):
    return [spot for spot, (x, y) in points.items() if abs(x - middle[0]) <= half[0] and abs(y - middle[1]) <= half[1]]


def _box(thick, frame):
    """x, y, width, height around them."""
    points = [frame.at(spot.lng, spot.lat) for spot in thick]
    left, top = min(x for x, _y in points) - PIN, min(y for _x, y in points) - PIN
    return left, top, max(x for x, _y in points) + PIN - left, max(y for _x, y in points) + PIN - top
