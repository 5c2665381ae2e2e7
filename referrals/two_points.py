"""A picture of a city laid on the world by two spots: where on it does a place stand?

The picture may be enlarged and turned a little, as drawn plans are; never stretched, mirrored or upside down.
"""

from cmath import phase
from dataclasses import dataclass
from math import cos, degrees, radians

from django.utils.translation import gettext as _

from .framing import LONGEST_MEASURE, MARGIN, MEASURES, METRES_PER_DEGREE, NEAR_M

# Of the picture's width: nearer together, and a spot that is a little off moves everything.
NEAREST = 0.2
NEAREST_M = 200
# So many degrees the north may lie beside the top.
MOST_TURNED = 30


class WrongPoints(Exception):
    """The sentence says what is wrong with the two spots, and how to mend it."""


@dataclass(frozen=True)
class Fit:
    """A picture of so many pixels, and how the world lies on it: one complex number turns and enlarges, another one shifts."""

    width: int
    height: int
    lat: float
    lng: float
    turn: complex
    shift: complex

    @classmethod
    def by(cls, pairs, width, height):
        """From [((x, y), (lat, lng))] of two spots, x and y as parts of the picture. Raises WrongPoints."""
        (one, (lat, lng)), (other, there) = pairs
        first, second = (complex(x * width, y * height) for x, y in (one, other))
        step = _metres(*there, lat, lng)
        if abs(second - first) < NEAREST * width or abs(step) < NEAREST_M:
            raise WrongPoints(_("These two spots lie close together. Take two that are far apart on the picture."))
        turn = (second - first) / step
        _refuse_turned(second - first, step, turn)
        return cls(width, height, lat, lng, turn, first)

    def at(self, lng, lat):
        """(x, y) as parts of the picture; beyond 0 and 1 where the place lies outside it."""
        spot = self.shift + self.turn * _metres(lat, lng, self.lat, self.lng)
        return spot.real / self.width, spot.imag / self.height


def _metres(lat, lng, from_lat, from_lng):
    """How far east and how far south, as one complex number."""
    east = (lng - from_lng) * METRES_PER_DEGREE * cos(radians(from_lat))
    return complex(east, (from_lat - lat) * METRES_PER_DEGREE)


def _refuse_turned(drawn, step, turn):
    turned = abs(degrees(phase(turn)))
    if turned <= MOST_TURNED:
        return
    if turned >= 180 - MOST_TURNED:
        raise WrongPoints(_("The picture would stand upside down. Did the two spots change places?"))
    mirrored = (-drawn.conjugate(), drawn.conjugate())
    if any(abs(degrees(phase(each / step))) <= MOST_TURNED for each in mirrored):
        raise WrongPoints(
            _("The picture would show the city as in a mirror. Look at both spots again: north is above, east is on the right.")
        )
    turned_by = {"degrees": round(turned)}
    raise WrongPoints(
        _("The north would not be above: this picture is turned by %(degrees)d degrees. Look at both spots again.") % turned_by
    )


@dataclass(frozen=True)
class PictureFrame:
    """The same as `framing.Frame`, for a sheet on which the whole picture lies as large as it can."""

    fit: Fit
    wide: int
    high: int

    @property
    def enlarged(self):
        return min(self.wide / self.fit.width, self.high / self.fit.height)

    @property
    def edges(self):
        """left, top, right, bottom of the picture."""
        half_wide, half_high = self.fit.width * self.enlarged / 2, self.fit.height * self.enlarged / 2
        return self.wide / 2 - half_wide, self.high / 2 - half_high, self.wide / 2 + half_wide, self.high / 2 + half_high

    @property
    def inside(self):
        left, top, right, bottom = self.edges
        return left + MARGIN, top + MARGIN, right - MARGIN, bottom - MARGIN

    def at(self, lng, lat):
        x, y = self.fit.at(lng, lat)
        left, top, right, bottom = self.edges
        return left + x * (right - left), top + y * (bottom - top)

    @property
    def turned(self):
        """By how many degrees the north lies right of the top."""
        return round(degrees(phase(self.fit.turn)))

    @property
    def scale(self):
        return abs(self.fit.turn) * self.enlarged

    @property
    def is_near(self):
        return self.wide / self.scale < NEAR_M

    def measure(self):
        metres = max(each for each in MEASURES if each * self.scale <= LONGEST_MEASURE)
        return round(metres * self.scale), f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
