"""A piece of the world on a sheet of paper: what lies where, to scale, with the north above; the ground under it, and the names on that.

Everything is counted in units of the drawing. In these a number, a name and a margin are as large on every sheet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, radians

# Room at the edges for whole pins; at the foot for the measure too.
MARGIN, FOOT = 18, 36
METRES_PER_DEGREE = 111_195
# One place alone still has its streets around it; beyond the second number neighbourhoods are too small to read.
SMALLEST_M, NEAR_M = 500, 20_000
MEASURES = [m * ten for ten in (10, 100, 1000, 10_000, 100_000) for m in (1, 2, 5)]
LONGEST_MEASURE = 80
LETTER = 5.6
# Where a name goes when something stands on its own spot: above or below it, then to its sides.
BESIDE = [(across, below) for across in (0, 36, -36) for below in (0, 19, -15, 30, -26, 44, -40)]


@dataclass(frozen=True)
class Name:
    """The name of a part of the ground."""

    words: str
    x: float
    y: float
    letter: float = LETTER

    @property
    def box(self):
        half = len(self.words) * self.letter / 2
        return self.x - half, self.y - 1.8 * self.letter, self.x + half, self.y + 0.6 * self.letter


@dataclass(frozen=True)
class Frame:
    """Where the middle of the sheet is, how large it is, and how many units a metre takes."""

    lng: float
    lat: float
    wide: int
    high: int
    scale: float

    @classmethod
    def around(cls, spots, wide, high):
        """As large as these spots, which have `lng` and `lat`, can be drawn on so many units."""
        west, east = min(spot.lng for spot in spots), max(spot.lng for spot in spots)
        south, north = min(spot.lat for spot in spots), max(spot.lat for spot in spots)
        lng, lat = (west + east) / 2, (south + north) / 2
        metres = (east - west) * METRES_PER_DEGREE * cos(radians(lat)), (north - south) * METRES_PER_DEGREE
        room = (wide - 2 * MARGIN, high - MARGIN - FOOT)
        return cls(lng, lat, wide, high, min(room[0] / max(metres[0], SMALLEST_M), room[1] / max(metres[1], SMALLEST_M)))

    def at(self, lng, lat):
        """(x, y) of a spot; y grows to the south."""
        degree = METRES_PER_DEGREE * self.scale
        x = self.wide / 2 + (lng - self.lng) * degree * cos(radians(self.lat))
        return x, (self.high + MARGIN - FOOT) / 2 - (lat - self.lat) * degree

    @property
    def inside(self):
        """left, top, right, bottom: within these a number stands whole."""
        return MARGIN, MARGIN, self.wide - MARGIN, self.high - FOOT

    @property
    def metres(self):
        """How much of the world lies from left to right."""
        return self.wide / self.scale

    @property
    def is_near(self):
        """Whether neighbourhoods can be told apart."""
        return self.metres < NEAR_M

    @property
    def box(self):
        """west, south, east, north"""
        high = self.high / self.scale / METRES_PER_DEGREE
        wide = self.metres / METRES_PER_DEGREE / cos(radians(self.lat))
        return self.lng - wide / 2, self.lat - high / 2, self.lng + wide / 2, self.lat + high / 2

    def measure(self):
        """(how many units, what they are in life): the longest round number that is not in the way."""
        metres = max(each for each in MEASURES if each * self.scale <= LONGEST_MEASURE)
        return round(metres * self.scale), f"{metres} m" if metres < 1000 else f"{metres // 1000} km"


# The ground


def shapes_on(features, frame):
    """What of these features lies on the sheet, as paths of an SVG."""
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
    for side in _sides(frame):
        points = list(_within(points, side))
    whole = [(round(x), round(y)) for x, y in points]
    line = [point for point, before in zip(whole, [None, *whole], strict=False) if point != before]
    return f"M{'L'.join(f'{x} {y}' for x, y in line)}Z" if len(line) > 2 else ""


def _sides(frame) -> list[Callable]:
    """How far a point lies within each edge; a little beyond the sheet, so that no edge is drawn as if it were a border."""
    return [lambda p: p[0] + 9, lambda p: frame.wide + 9 - p[0], lambda p: p[1] + 9, lambda p: frame.high + 9 - p[1]]


def _within(points, side):
    """The polygon without what lies beyond this side (Sutherland and Hodgman)."""
    for one, other in zip([*points[-1:], *points[:-1]], points, strict=True):
        a, b = side(one), side(other)
        if (a < 0) != (b < 0):
            part = a / (a - b)
            yield one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part
        if b >= 0:
            yield other


def names_on(features, frame, taken, letter=LETTER):
    """Those that stand on the sheet and in nobody's way (boxes that are `taken`): neighbourhoods, or else cities."""
    kind = "quarter" if frame.is_near else "city"
    measure = (0, frame.high - FOOT + 8, 2 * MARGIN + LONGEST_MEASURE, frame.high)
    north = (frame.wide - 2 * MARGIN, 0, frame.wide, 2 * MARGIN)
    shown, taken = [], [*taken, measure, north]
    for about in (feature["properties"] for feature in features if feature["properties"]["kind"] == kind):
        x, y = frame.at(about["lng"], about["lat"])
        if 0 < x < frame.wide and 0 < y < frame.high:
            near_by = (_named(about["name"], x + across, y + below, frame, letter) for across, below in BESIDE)
            if name := next((each for each in near_by if _is_free(each.box, taken, frame)), None):
                shown.append(name)
                taken.append(name.box)
    return shown


def _named(words, x, y, frame, letter):
    """A name in its whole on the sheet."""
    half = len(words) * letter / 2 + 4
    return Name(words, round(min(max(x, half), frame.wide - half)), round(y), letter)


def _is_free(box, taken, frame):
    return box[1] > 4 and box[3] < frame.high - 4 and not any(touch(box, other) for other in taken)


def touch(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
