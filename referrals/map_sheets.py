"""An edition of the city map on sheets of paper: which places stand in which column, so that nothing is cut off or left out.

A letter is never wider than we count here, whatever a printer has (WIDEST, of its height): so nothing overflows, and some columns stay
a little emptier than they might. The heights are those of static/city-map.css.
"""

from collections import namedtuple
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, cycle, islice, repeat
from math import ceil
from textwrap import wrap

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from merchants.models import Merchant

from . import city_drawings

WIDEST, WIDEST_BOLD = 0.61, 0.7
# Fold lines of an A3 stand at the quarters, so its list has four columns.
COLUMNS = 4


@dataclass(frozen=True)
class Letters:
    """How a place is set on one kind of paper. Widths are in heights of a letter, everything else in lines."""

    wide: float
    lines: float
    # A name is so much larger than the rest; so many lines lie between two places, and so many a neighbourhood takes.
    larger: float = 1.15
    air: float = 0.5
    heading: float = 1.9
    # On an A3 pictograms stand for words that the legend tells; so many fit beside each other.
    pictograms: int = 0

    def height_of(self, place):
        rows = [self._rows(words) for words in [place.address, place.hours, *([] if self.pictograms else place.in_words)]]
        return self._rows(place.name, self.larger, WIDEST_BOLD) * self.larger + sum(rows) + self._pictures(place) + self.air

    def _rows(self, words, larger=1.0, widest=WIDEST):
        return len(wrap(words, max(8, int(self.wide / larger / widest)), break_on_hyphens=False)) if words else 0

    def _pictures(self, place):
        return 1.2 * ceil(len(place.pictures) / self.pictograms) if self.pictograms else 0


# Measured on paper: what lies beside the number, and between head and foot of a sheet.
A3 = Letters(wide=27, lines=67.5, pictograms=17)
A4 = Letters(wide=24.5, lines=31, air=0.56, heading=1.7)
A6 = Letters(wide=29, lines=31.3, air=0.4, heading=1.7)
# What the map takes of the first card of a neighbourhood.
CARD_MAP = 12.4

Picture = namedtuple("Picture", "icon name")


@dataclass(frozen=True)
class Place:
    """One place, in the language of the page."""

    number: int
    name: str
    address: str
    hours: str
    services: list[Picture]
    kinds: list[Picture]
    wheelchair: str = ""

    @property
    def pictures(self):
        return [*([Picture("accessibility", self.wheelchair)] if self.wheelchair else []), *self.services, *self.kinds]

    @property
    def in_words(self):
        """The same where the paper has room for words, one sentence after the other."""
        told = [", ".join(service.name for service in self.services), self.wheelchair]
        kinds = {"kinds": ", ".join(kind.name for kind in self.kinds)}
        return [capfirst(words) for words in [*told, _("Treats: %(kinds)s") % kinds if self.kinds else ""] if words]


@dataclass(frozen=True)
class Part:
    """Places of one neighbourhood in one column, and whether they go on from the column before."""

    name: str
    places: list[Place]
    goes_on: bool = False


@dataclass(frozen=True)
class Quarter:
    slug: str
    name: str
    places: list[Place]


@dataclass(frozen=True)
class Card:
    """An A6: the first of a neighbourhood has its map, and only that where the map takes all of it."""

    parts: list[Part]
    drawing: dict | None = None

    @property
    def has_places(self):
        return any(part.places for part in self.parts)


@dataclass(frozen=True)
class Printed:
    """A snapshot in one language, sheet by sheet."""

    snapshot: dict
    language: str

    @cached_property
    def quarters(self):
        return [self._quarter(quarter) for quarter in self.snapshot["quarters"]]

    @property
    def city(self):
        return self.snapshot["city"]

    @property
    def count(self):
        return sum(len(quarter.places) for quarter in self.quarters)

    @property
    def help(self):
        return self.snapshot["help"][self.language]

    @cached_property
    def services(self):
        return self._pictures("services")

    @cached_property
    def kinds(self):
        return self._pictures("kinds")

    @property
    def legend(self):
        """Every pictogram of the list with its word."""
        wheelchairs = {place.wheelchair for quarter in self.quarters for place in quarter.places} - {""}
        return [*self.services.values(), *([Picture("accessibility", _("with a wheelchair"))] if wheelchairs else [])]

    @property
    def a3_sheets(self):
        """How many there are: first the maps, then the list."""
        return len(self.maps) + len(self.a3)

    @cached_property
    def maps(self):
        """[(letter of the frame, drawing)]: the map, and what of it is drawn larger."""
        return [(letter, drawing) for letter, drawing in [("", self.snapshot["map"]), ("A", self.snapshot["larger"])] if drawing]

    @cached_property
    def a3(self):
        """The columns of each sheet with the list. On the first of each the legend stands on top."""
        legend = ceil(len(self.legend) / 2) + ceil(len(self.kinds) / 2) + 4
        rooms = cycle([A3.lines - legend, *[A3.lines] * (COLUMNS - 1)])
        return list(_chunks(_columns(self.quarters, A3, rooms), COLUMNS))

    @cached_property
    def a4(self):
        """The parts on each sheet with large letters."""
        return _columns(self.quarters, A4, repeat(A4.lines))

    def a6(self, slug):
        """The cards of a neighbourhood; none where there is no such one."""
        quarters = [quarter for quarter in self.quarters if quarter.slug == slug]
        if not quarters:
            return []
        drawing = self.snapshot["cards"][slug]
        if drawing["high"] > city_drawings.CARD[1]:
            return [Card([Part(quarters[0].name, [])], drawing), *(Card(parts) for parts in _columns(quarters, A6, repeat(A6.lines)))]
        rooms = chain([A6.lines - CARD_MAP], repeat(A6.lines))
        return [Card(parts, None if at else drawing) for at, parts in enumerate(_columns(quarters, A6, rooms))]

    def _quarter(self, quarter):
        return Quarter(quarter["slug"], quarter["name"], [self._place(place) for place in quarter["places"]])

    def _place(self, place):
        told = place["hours"].get(self.language, "")
        way_in = place["wheelchair"] in {Merchant.Wheelchair.YES, Merchant.Wheelchair.LIMITED}
        return Place(
            number=place["number"],
            name=place["name"],
            address=place["address"],
            hours=told or _("Ask first: we do not know the hours for sure."),
            services=[self.services[slug] for slug in place["services"]],
            kinds=[self.kinds[slug] for slug in place["kinds"]],
            wheelchair=str(Merchant.Wheelchair(place["wheelchair"]).label) if way_in else "",
        )

    def _pictures(self, of):
        return {row["slug"]: Picture(row["icon"], row[self.language]) for row in self.snapshot[of]}


def _columns(quarters, letters, rooms):
    """The places in columns of so many lines; each column is a list of Parts. `rooms` goes on as long as it is asked."""
    columns, left, rooms = [], 0, iter(rooms)
    for quarter in quarters:
        part = None
        for place in quarter.places:
            height = letters.height_of(place)
            if not columns or left < height + (0 if part else letters.heading):
                columns.append([])
                goes_on, part, left = part is not None, None, next(rooms)
            else:
                goes_on = False
            if part is None:
                part = Part(quarter.name, [], goes_on)
                columns[-1].append(part)
                left -= letters.heading
            part.places.append(place)
            left -= height
    return columns


def _chunks(rows, size):
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk
