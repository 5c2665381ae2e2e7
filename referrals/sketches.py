"""A sketch of where the places of a list lie: numbered pins, the ground behind them, a measure and the north. Lines for an SVG.

Everything is counted in units of a drawing of WIDE by HIGH, the same on a phone and on paper. Black on white, for any printer.
"""

from dataclasses import dataclass, field
from math import hypot

from django.utils.translation import gettext as _

from merchants.distance import WALKED_IN_A_MINUTE, walk

from . import framing, ground
from .apart import PIN, apart
from .found import LONGEST_WALK

WIDE, HIGH = 320, 200


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
class Sketch:
    pins: list[Pin]
    # (x, y), or None when there is none or nobody would walk from there.
    start: tuple[float, float] | None
    # Paths of an SVG.
    shapes: list[str] = field(default_factory=list)
    names: list[framing.Name] = field(default_factory=list)
    # How long a line of so many units is in life.
    measure: int = 0
    measure_words: str = ""

    wide, high = WIDE, HIGH

    @property
    def measure_middle(self):
        return framing.MARGIN + self.measure // 2

    @property
    def words(self):
        """For whoever does not see it: the list itself holds the places by their numbers."""
        return _("Sketch: each place stands at its number in the list. North is above.")


def draw(places, start=None):
    """The Sketch of these places, numbered from one. Two questions to the database."""
    near_start = start if start and min(walk(start, place) for place in places) <= LONGEST_WALK * WALKED_IN_A_MINUTE else None
    frame = framing.Frame.around([*places, *([near_start] if near_start else [])], WIDE, HIGH)
    spots = [frame.at(place.lng, place.lat) for place in places]
    begin = frame.at(near_start.lng, near_start.lat) if near_start else None
    moved = apart(spots, frame.inside, still=[begin] if begin else [])
    pins = [Pin(n, x, y, spot) for n, ((x, y), spot) in enumerate(zip(moved, spots, strict=True), start=1)]
    features = ground.collection(frame.box, zoom=ground.NEAR if frame.is_near else 0)["features"]
    taken = [(x - PIN, y - PIN, x + PIN, y + PIN) for x, y in [*moved, *([begin] if begin else [])]]
    names = framing.names_on(features, frame, taken)
    return Sketch(pins, begin, list(framing.shapes_on(features, frame)), names, *frame.measure())
