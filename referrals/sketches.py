"""A sketch of where the places of a list lie: numbered pins, the ground behind them, a measure and the north. Lines for an SVG.

Everything is counted in units of a drawing of WIDE by HIGH, the same on a phone and on paper. Black on white, for any printer.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import cos, hypot, radians, sin

from django.utils.translation import gettext as _

from merchants.distance import WALKED_IN_A_MINUTE, walk

from . import ground
from .found import LONGEST_WALK

WIDE, HIGH = 320, 200
# Room at the edges for whole pins; at the foot for the measure too.
MARGIN, FOOT = 18, 36
# How far a pin reaches, so that its number is read on a small sheet too, and how near two may stand.
PIN = 11
APART = 2 * PIN + 3
METRES_PER_DEGREE = 111_195
# One place alone still has its streets around it; beyond the second number neighbourhoods are too small to read.
SMALLEST_M, NEAR_M = 500, 20_000
MEASURES = [m * ten for ten in (10, 100, 1000, 10_000, 100_000) for m in (1, 2, 5)]
LONGEST_MEASURE = 80
LETTER = 5.6
ASKEW = 0.2


@dataclass(frozen=True)
class Pin:
    """Where a number stands, and the spot it is about."""

    number: int
    x: float
    y: float
    spot: tuple[float, float]

    @property
    def has_moved(self):
        """Whether a line is needed from the number to its spot."""
        return hypot(self.x - self.spot[0], self.y - self.spot[1]) > 3


@dataclass(frozen=True)
class Name:
    """The name of a part of the ground."""

    words: str
    x: float
    y: float

    @property
    def box(self):
        half = len(self.words) * LETTER / 2
        return self.x - half, self.y - 10, self.x + half, self.y + 3


@dataclass(frozen=True)
class Sketch:
    pins: list[Pin]
    # (x, y), or None when there is none or nobody would walk from there.
    start: tuple[float, float] | None
    # Paths of an SVG.
    shapes: list[str] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    # How long a line of so many units is in life.
    measure: int = 0
    measure_words: str = ""

    wide, high = WIDE, HIGH

    @property
    def measure_middle(self):
        return MARGIN + self.measure // 2

    @property
    def words(self):
        """For whoever does not see it: the list itself holds the places by their numbers."""
        return _("Sketch: each place stands at its number in the list. North is above.")


def draw(places, start=None):
    """The Sketch of these places, numbered from one. Two questions to the database."""
    near_start = start if start and min(walk(start, place) for place in places) <= LONGEST_WALK * WALKED_IN_A_MINUTE else None
    frame = _Frame.around([*places, *([near_start] if near_start else [])])
    spots = [frame.at(place.lng, place.lat) for place in places]
    begin = frame.at(near_start.lng, near_start.lat) if near_start else None
    pins = [Pin(n, x, y, spot) for n, ((x, y), spot) in enumerate(zip(_apart(spots, begin), spots, strict=True), start=1)]
    features = ground.collection(frame.box, zoom=ground.NEAR if frame.is_near else 0)["features"]
    measure, words = frame.measure()
    return Sketch(pins, begin, list(_shapes(features, frame)), _names(features, frame, pins, begin), measure, words)


@dataclass(frozen=True)
class _Frame:
    """The piece of the world on the sheet: where its middle is, and how many units a metre takes."""

    lng: float
    lat: float
    scale: float

    @classmethod
    def around(cls, spots):
        west, east = min(spot.lng for spot in spots), max(spot.lng for spot in spots)
        south, north = min(spot.lat for spot in spots), max(spot.lat for spot in spots)
        lng, lat = (west + east) / 2, (south + north) / 2
        wide, high = (east - west) * METRES_PER_DEGREE * cos(radians(lat)), (north - south) * METRES_PER_DEGREE
        room = (WIDE - 2 * MARGIN, HIGH - MARGIN - FOOT)
        return cls(lng, lat, min(room[0] / max(wide, SMALLEST_M), room[1] / max(high, SMALLEST_M)))

    def at(self, lng, lat):
        """(x, y) of a spot; y grows to the south."""
        degree = METRES_PER_DEGREE * self.scale
        return WIDE / 2 + (lng - self.lng) * degree * cos(radians(self.lat)), (HIGH + MARGIN - FOOT) / 2 - (lat - self.lat) * degree

    @property
    def metres(self):
        """How much of the world lies from left to right."""
        return WIDE / self.scale

    @property
    def is_near(self):
        """Whether neighbourhoods can be told apart."""
        return self.metres < NEAR_M

    @property
    def box(self):
        """west, south, east, north"""
        high = HIGH / self.scale / METRES_PER_DEGREE
        wide = self.metres / METRES_PER_DEGREE / cos(radians(self.lat))
        return self.lng - wide / 2, self.lat - high / 2, self.lng + wide / 2, self.lat + high / 2

    def measure(self):
        """(how many units, what they are in life): the longest round number that is not in the way."""
        metres = max(each for each in MEASURES if each * self.scale <= LONGEST_MEASURE)
        return round(metres * self.scale), f"{metres} m" if metres < 1000 else f"{metres // 1000} km"


# Pins that would lie on each other


def _apart(spots, start):
    """The spots, pushed away from each other until each number can be read; nothing leaves the sheet."""
    points = [list(spot) for spot in spots]
    still = [list(start)] if start else []
    for turn in range(200):
        is_calm = True
        for at, one in enumerate(points):
            for other in [*points[at + 1 :], *still]:
                is_calm &= not _push(one, other, at + turn, moves=other not in still)
        for point in points:
            point[0], point[1] = min(max(point[0], MARGIN), WIDE - MARGIN), min(max(point[1], MARGIN), HIGH - FOOT)
        if is_calm:
            break
    return [tuple(point) for point in points]


def _push(one, other, way, *, moves):
    """Whether these two had to go."""
    right, down = one[0] - other[0], one[1] - other[1]
    away = hypot(right, down)
    if away >= APART:
        return False
    if away < 0.01:  # Two doors of one house: each goes its own way.
        right, down, away = cos(way * 2.4), sin(way * 2.4), 1
    # A little askew, or all that stand in one street would stay on one line.
    right, down = right - ASKEW * down, down + ASKEW * right
    step = (APART - min(away, APART)) / away * (0.55 if moves else 1.05)
    one[0], one[1] = one[0] + right * step, one[1] + down * step
    if moves:
        other[0], other[1] = other[0] - right * step, other[1] - down * step
    return True


# The ground


def _shapes(features, frame):
    for feature in features:
        if feature["geometry"]["type"] != "Point":
            lines = [_line(ring, frame) for ring in _outlines(feature["geometry"])]
            if path := "".join(filter(None, lines)):
                yield path


def _outlines(geometry):
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [polygon[0] for polygon in polygons]


def _line(ring, frame):
    """What of a ring lies on the sheet, as "M0 0L10 0L10 10Z"; "" where nothing does."""
    points = [frame.at(point[0], point[1]) for point in ring[:-1]]
    for side in _SIDES:
        points = list(_within(points, side))
    whole = [(round(x), round(y)) for x, y in points]
    line = [point for point, before in zip(whole, [None, *whole], strict=False) if point != before]
    return f"M{'L'.join(f'{x} {y}' for x, y in line)}Z" if len(line) > 2 else ""


# How far a point lies within each edge; a little beyond the sheet, so that no edge is drawn as if it were a border.
_SIDES: list[Callable] = [lambda p: p[0] + 9, lambda p: WIDE + 9 - p[0], lambda p: p[1] + 9, lambda p: HIGH + 9 - p[1]]


def _within(points, side):
    """The polygon without what lies beyond this side (Sutherland and Hodgman)."""
    for one, other in zip([*points[-1:], *points[:-1]], points, strict=True):
        a, b = side(one), side(other)
        if (a < 0) != (b < 0):
            part = a / (a - b)
            yield one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part
        if b >= 0:
            yield other


def _names(features, frame, pins, start):
    """Those that stand on the sheet and in nobody's way: neighbourhoods, or else cities."""
    kind = "quarter" if frame.is_near else "city"
    shown, taken = [], [(x - PIN, y - PIN, x + PIN, y + PIN) for x, y in [*((pin.x, pin.y) for pin in pins), *([start] if start else [])]]
    taken += [(0, HIGH - FOOT + 8, 2 * MARGIN + LONGEST_MEASURE, HIGH), (WIDE - 2 * MARGIN, 0, WIDE, 2 * MARGIN)]
    for about in (feature["properties"] for feature in features if feature["properties"]["kind"] == kind):
        x, y = frame.at(about["lng"], about["lat"])
        if 0 < x < WIDE and 0 < y < HIGH:
            half = len(about["name"]) * LETTER / 2 + 4
            near_by = (Name(about["name"], round(min(max(x, half), WIDE - half)), round(y) + below) for below in (0, 19, -15, 30, -26))
            if name := next((each for each in near_by if _is_free(each.box, taken)), None):
                shown.append(name)
                taken.append(name.box)
    return shown


def _is_free(box, taken):
    return box[1] > 4 and box[3] < HIGH - 4 and not any(_touch(box, other) for other in taken)


def _touch(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
