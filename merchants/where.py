"""Where somebody means: from what people type ("9000", "Brugse Poort", "Kerkstraat 3, 9000 Gent") to a point, without any outside service.

Streets are not resolved; `Where.words` says which neighbourhood, city or postcode was understood instead.
The names stand in the database: neighbourhoods and cities of the network, and `PlaceName` for the rest of Belgium (see `gazetteer`).
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum, StrEnum

from django.db import connection
from django.utils.translation import gettext as _

from merchants.models import Chapter, PlaceName

LONGEST = 100
LONGEST_PHRASE = 5
SHORTEST_BEGINNING, SHORTEST_MENTION = 3, 4
# From three listed places on, their centre says better than any table where a postcode is; beyond a thousand it says no more.
ENOUGH_PLACES, MOST_PLACES = 3, 1000
ALIKE = 0.7
SAINTS = {"saint": "st", "sint": "st", "sankt": "st", "sainte": "ste", "sinte": "ste"}


class Kind(StrEnum):
    NEIGHBOURHOOD = "neighbourhood"
    CITY = "city"
    POSTCODE = PlaceName.Kind.POSTCODE.value
    MUNICIPALITY = PlaceName.Kind.MUNICIPALITY.value
    PART = PlaceName.Kind.PART.value


@dataclass(frozen=True)
class Where:
    """A point, and what was understood to get there."""

    name: str
    lat: float
    lng: float
    kind: Kind
    city: str = ""

    @property
    def words(self):
        """In the reader's language: "neighbourhood Brugse Poort in Gent"."""
        names = {"name": self.name, "city": self.city}
        match self.kind:
            case Kind.NEIGHBOURHOOD:
                return _("neighbourhood %(name)s in %(city)s") % names
            case Kind.CITY:
                return _("city %(name)s") % names
            case Kind.POSTCODE:
                return _("postcode %(name)s") % names
            case Kind.MUNICIPALITY:
                return _("municipality %(name)s") % names
            case Kind.PART:
                return self.name


@dataclass(frozen=True)
class Heard:
    """What was made of a text: the Where that was most likely meant, or else those that may have been."""

    where: Where | None = None
    suggestions: tuple[Where, ...] = ()


def hear(text, network=None):
    """The Heard of what somebody typed. One query; `network` are the spots of `network_of`, looked up where they are not given."""
    return hear_each([text], network)[0]


def hear_each(texts, network=None):
    """The Heard of each of these texts; also one query."""
    all_typed = [Typed(key(text)) for text in texts]
    said = [typed for typed in all_typed if typed.words]
    if not said:
        return [Heard() for _typed in all_typed]
    network = network_of(cities()) if network is None else network
    named = iter(_spots_of_belgium(*(_in_belgium(typed, network) for typed in said)))
    return [_heard(typed, network, next(named)) if typed.words else Heard() for typed in all_typed]


def _in_belgium(typed, network):
    """What to look up of it in the table of Belgium; names that are like it only where the network has none that fit."""
    known = any(spot.fit(typed) for spot in network)
    beginning = typed.words if len(typed.words) >= SHORTEST_BEGINNING else None
    return {"names": typed.phrases, "beginning": beginning, "alike": None if known else typed.words}


def _heard(typed, network, named):
    fitting = [(fit, typed.end_of(spot), spot) for spot in [*network, *named] if (fit := spot.fit(typed))]
    if not fitting:
        return Heard(suggestions=_suggested(typed, [*network, *named], network))
    _fit, _end, best = min(fitting, key=lambda found: (found[0], -found[1][0], -found[1][1]))
    return Heard(_as_city(best.where, network))


def _suggested(typed, spots, network, limit=5):
    """What may have been meant: the names most like it, for a postcode those nearest to it."""
    found = {name: spot for spot in reversed(spots) for name in spot.names}
    wheres = (_as_city(found[name].where, network) for name in _most_like(typed, found))
    return tuple(dict.fromkeys(wheres))[:limit]


def locality(postcode, town):
    """The Where of the part or postcode that an address without coordinates lies in, or None: where a new pin starts."""
    [named] = _spots_of_belgium({"names": [postcode, key(town)]})
    spots = [spot for spot in named if spot.where.kind == Kind.POSTCODE or key(town) in spot.names]
    parts = [spot for spot in spots if spot.where.kind == Kind.PART and postcode in spot.postcodes]
    codes = [spot for spot in spots if spot.where.kind == Kind.POSTCODE]
    return (parts or codes or spots)[0].where if spots else None


def locality_of(postcode, town):
    """(lat, lng) of that, or None."""
    found = locality(postcode, town)
    return found and (found.lat, found.lng)


def middle_of(chapter):
    """The Where of a city of the network."""
    return Where(chapter.name, chapter.lat, chapter.lng, Kind.CITY)


# Words


def plain(text):
    """Small letters of any script, digits and single spaces; no accents, no punctuation."""
    letters = unicodedata.normalize("NFKD", text[:LONGEST]).casefold()
    kept = (letter if letter.isalnum() else " " for letter in letters if not unicodedata.category(letter).startswith("M"))
    return " ".join("".join(kept).split())


def key(text):
    """How a name is kept and looked up: plain, and every saint alike (Sint-, St.-, Saint-)."""
    return " ".join(SAINTS.get(word, word) for word in plain(text).split())


class Typed:
    """What somebody typed, as `key` has it."""

    def __init__(self, words):
        self.words = words
        codes = re.findall(r"\b[1-9][0-9]{3}\b", words)
        self.postcode = codes[-1] if codes else ""

    @property
    def phrases(self):
        """Every stretch of a few words: a name may stand anywhere among them. A very short one is no name unless it stands alone."""
        words = self.words.split()
        stretches = {" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, start + LONGEST_PHRASE + 1)}
        return {stretch for stretch in stretches if len(stretch) >= SHORTEST_MENTION or stretch == self.words}

    def begins(self, name):
        return len(self.words) >= SHORTEST_BEGINNING and name.startswith(self.words)

    def mentions(self, name):
        return len(name) >= SHORTEST_MENTION and f" {name} " in f" {self.words} "

    def end_of(self, spot):
        """Where in the text a name of this spot ends, and how long it is: in an address the city stands last."""
        text = f" {self.words} "
        return max(((text.rfind(f" {name} ") + len(name), len(name)) for name in spot.names if self.mentions(name)), default=(0, 0))


def _most_like(typed, names):
    if typed.postcode == typed.words:
        return sorted((name for name in names if name.isdecimal()), key=lambda name: abs(int(name) - int(typed.postcode)))
    return get_close_matches(typed.words, names, n=30, cutoff=ALIKE)


# What has a name


class Fit(IntEnum):
    """How well a name fits what was typed, best first."""

    NEIGHBOURHOOD = 1  # "Brugse Poort", also in "Brugse Poort, 9000 Gent"
    POSTCODE = 2  # "Kerkstraat 3, 9000 Gent"
    WHOLE = 3  # "Gent", "Gand", "Ledeberg", "Ledeberg Gent"
    BEGINNING = 4  # "Rooi", "Gentb"
    PIECE = 5  # "poort", of a neighbourhood
    TOWN_MENTIONED = 6  # "Kerkstraat 3 Gent"
    MENTIONED = 7  # "bij Ledeberg"


@dataclass(frozen=True)
class Spot:
    """Something with a name on the map: the keys by which it may be called, and the postcodes that go with it."""

    where: Where
    names: tuple
    postcodes: tuple

    def fit(self, typed):
        match self.where.kind:
            case Kind.NEIGHBOURHOOD:
                return self._fit_neighbourhood(typed)
            case Kind.POSTCODE:
                return Fit.POSTCODE if typed.postcode in self.names else None
        return self._fit_name(typed)

    def _fit_neighbourhood(self, typed):
        """Its name alone, or anywhere beside the name or a postcode of its city: other cities have a Centrum as well."""
        here = typed.mentions(key(self.where.city)) or typed.postcode in self.postcodes
        if here and any(map(typed.mentions, self.names)) and typed.words != key(self.where.city):
            return Fit.NEIGHBOURHOOD
        if typed.words in self.names:
            return Fit.NEIGHBOURHOOD
        if any(map(typed.begins, self.names)):
            return Fit.BEGINNING
        if len(typed.words) >= SHORTEST_MENTION and any(typed.words in name for name in self.names):
            return Fit.PIECE
        return Fit.MENTIONED if any(map(typed.mentions, self.names)) else None

    def _fit_name(self, typed):
        words = set(typed.words.split())
        if typed.words in self.names or words == set(key(self.where.name).split()):
            return Fit.WHOLE
        if any(map(typed.begins, self.names)):
            return Fit.BEGINNING
        if any(map(typed.mentions, self.names)):
            return Fit.MENTIONED if self.where.kind == Kind.PART else Fit.TOWN_MENTIONED
        return None


def cities():
    """The cities of the network as `network_of` takes them, in one query."""
    columns = ["name", "lat", "lng", "postcodes", *(f"neighbourhoods__{field}" for field in ("name", "lat", "lng"))]
    found = {}
    for name, lat, lng, postcodes, *part in Chapter.objects.order_by("pk", "neighbourhoods__pk").values_list(*columns):
        city = found.setdefault(name, {"name": name, "lat": lat, "lng": lng, "postcodes": postcodes, "neighbourhoods": []})
        if part[0]:
            city["neighbourhoods"].append(dict(zip(("name", "lat", "lng"), part, strict=True)))
    return found.values()


def network_of(cities):
    """The spots of these cities (name, lat, lng, postcodes) and of their neighbourhoods (name, lat, lng), neighbourhoods first."""
    parts = [_spot(part, Kind.NEIGHBOURHOOD, city["postcodes"], city["name"]) for city in cities for part in city["neighbourhoods"]]
    return (*parts, *(_spot(city, Kind.CITY, city["postcodes"]) for city in cities))


def _spot(row, kind, postcodes, city=""):
    return Spot(Where(row["name"], row["lat"], row["lng"], kind, city), _names_in(row["name"]), tuple(postcodes))


def _names_in(name):
    """ "Brugse Poort - Rooigem" is called so, and "Brugse Poort", and "Rooigem"."""
    return tuple(dict.fromkeys(filter(None, map(key, [name, *re.split(r"\s[-–/]\s", name)]))))


def _as_city(where, network):
    """A municipality that is a city of the network ("Ghent") is that city."""
    names = where.name.split(" / ") if where.kind == Kind.MUNICIPALITY else ()
    return next((spot.where for spot in network if spot.where.kind == Kind.CITY and spot.where.name in names), where)


# Names that fit; only where there are none, names that are like it. A postcode with enough places stands amid them.
_NAMED = """(
WITH fitting AS (
    SELECT * FROM merchants_placename WHERE plain = ANY(%(names{n})s) OR plain LIKE %(beginning{n})s
), named AS (
    SELECT * FROM fitting
    UNION ALL
    SELECT * FROM merchants_placename
    WHERE NOT EXISTS (SELECT 1 FROM fitting) AND (plain %% %(alike{n})s OR plain LIKE %(first_letters{n})s)
)
SELECT {n}, id, kind, name, plain, postcode, coalesce(middle.lat, named.lat), coalesce(middle.lng, named.lng)
FROM named
LEFT JOIN LATERAL (
    SELECT avg(lat) AS lat, avg(lng) AS lng
    FROM (
        SELECT lat, lng FROM merchants_merchant
        WHERE state = 'active' AND postcode = named.postcode ORDER BY id LIMIT %(most_places)s
    ) places
    HAVING count(*) >= %(enough_places)s
) middle ON kind = 'postcode'
)"""


def _spots_of_belgium(*wanted):
    """For each of these a list: postcodes, municipalities and their parts of its `names`, or that begin with or are like another text.

    Of one name the larger comes first, which is how `gazetteer` orders the table.
    """
    params, spots = {"most_places": MOST_PLACES, "enough_places": ENOUGH_PLACES}, [[] for _each in wanted]
    for n, each in enumerate(wanted):
        beginning, alike = each.get("beginning"), each.get("alike")
        params |= {f"names{n}": list(each["names"]), f"beginning{n}": beginning and f"{beginning}%"}
        params |= {f"alike{n}": alike, f"first_letters{n}": alike and f"{alike[:2]}%"}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(_NAMED.format(n=n) for n in range(len(wanted))) + " ORDER BY 1, 2", params)
        for n, _id, kind, name, plain_name, postcode, lat, lng in cursor.fetchall():
            shown = f"{postcode} {name}" if kind == Kind.POSTCODE else name
            spots[n].append(Spot(Where(shown, lat, lng, Kind(kind)), (plain_name,), (postcode,)))
    return spots
