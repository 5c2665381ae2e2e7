"""OpenStreetMap's own files: the XML of its export, of JOSM and of Overpass (.osm), and the JSON of Overpass. Both hold the same elements.

A node stands where it says. A way or a relation stands in its `center`, or else in the middle of its `bounds` or of those of its parts
that are in the file. What has no tags is only a part of something else.
"""

from math import isfinite
from xml.parsers import expat

from django.utils.translation import gettext as _

from .rows import tidy

# Each is made of those before it.
KINDS = ("node", "way", "relation")
SAID_OF_ITSELF = {"id", "lat", "lon", "action", "visible"}
# More than a file of 10 MB from any of them holds.
MOST = 200_000


class NotOsm(Exception):
    """The sentence says what is wrong with the file."""


def in_xml(content):
    """(what the file says of itself, the tags of each element with its `@id`, `lat` and `lng`). Raises NotOsm."""
    told = _Told()
    parser = expat.ParserCreate()
    parser.StartElementHandler = told.begin
    # What is declared there may unfold without end, or lead elsewhere; no .osm file needs it.
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise NotOsm(_("This is no whole .osm file (%(why)s).") % {"why": error}) from None
    return " ".join(["OpenStreetMap", *told.about]), _tagged(told.elements)


def are_in(told):
    return isinstance(told, dict) and isinstance(told.get("elements"), list)


def in_json(told):
    """The same of what Overpass says in JSON. Raises NotOsm."""
    if told.get("remark"):
        _refuse_half()
    if len(told["elements"]) > MOST:
        _refuse_so_many()
    about = " ".join(str(value) for name, value in told.items() if name != "elements")
    return f"OpenStreetMap {about}", _tagged([each for each in told["elements"] if isinstance(each, dict)])


class _Told:
    """The elements of an .osm file, put as Overpass puts them in JSON."""

    def __init__(self):
        self.about, self.elements, self.has_begun = [], [], False

    def begin(self, name, attributes):
        if not self.has_begun and name != "osm":
            _refuse()
        self.has_begun = True
        if name in {"osm", "meta"}:
            self.about += attributes.values()
        elif name == "remark":
            _refuse_half()
        elif name in KINDS:
            self._begin_element(name, attributes)
        elif self.elements:
            self._add(name, attributes, self.elements[-1])

    def _begin_element(self, name, attributes):
        if len(self.elements) >= MOST:
            _refuse_so_many()
        self.elements.append({"type": name} | {what: attributes[what] for what in SAID_OF_ITSELF & attributes.keys()})

    def _add(self, name, attributes, element):
        match name:
            case "tag":
                element.setdefault("tags", {})[attributes.get("k", "")] = attributes.get("v", "")
            case "nd" if "lat" in attributes:
                element.setdefault("geometry", []).append(attributes)
            case "nd":
                element.setdefault("nodes", []).append(attributes.get("ref"))
            case "member":
                element.setdefault("members", []).append(attributes)
            case "center" | "bounds":
                element[name] = attributes


def _refuse(*_declared):
    raise NotOsm(_("This is a web page or XML of another kind, and no .osm file of OpenStreetMap."))


def _refuse_half():
    raise NotOsm(_("Overpass stopped before it was done, so something is missing here. Ask it for a smaller part of the map."))


def _refuse_so_many():
    raise NotOsm(_("There is more in this file than we can read at once. Split it, please."))


# What the elements say


def _tagged(elements):
    spots, there = {}, [each for each in elements if not _is_gone(each)]
    for kind in KINDS:
        for element in there:
            if element.get("type") == kind and (spot := _spot(element, spots)):
                spots[_named(element)] = spot
    return [_record(element, spots.get(_named(element))) for element in there if element.get("type") in KINDS and _several(element, "tags")]


def _is_gone(element):
    """JOSM keeps what somebody took away, until it is sent."""
    return element.get("action") == "delete" or element.get("visible") in ("false", False)


def _record(element, spot):
    tags = element["tags"].items() if isinstance(element["tags"], dict) else []
    kind, number = _named(element)
    # What is not on OpenStreetMap yet has a number below zero, and another one each time.
    about = {"@id": f"{kind}/{number}" if number.isdecimal() else "", "lat": "", "lng": ""}
    where = {"lat": str(spot[0]), "lng": str(spot[1])} if spot else {}
    return {tidy(key).casefold(): value.strip() for key, value in tags if isinstance(value, str)} | about | where


def _named(element):
    return str(element.get("type")), str(element.get("id"))


def _spot(element, spots):
    """(lat, lng), None where nobody knows."""
    return (
        _point(element)
        or _point(element.get("center"))
        or _middle(_corners(element.get("bounds")))
        or _middle([*map(_point, _several(element, "geometry")), *(spots.get(part) for part in _parts(element))])
    )


def _point(said):
    try:
        spot = float(said["lat"]), float(said["lon"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return spot if all(map(isfinite, spot)) else None


def _corners(bounds):
    if not isinstance(bounds, dict):
        return []
    return [_point({"lat": bounds.get(f"{side}lat"), "lon": bounds.get(f"{side}lon")}) for side in ("min", "max")]


def _middle(points):
    found = list(filter(None, points))
    # As finely as OpenStreetMap knows it.
    return tuple(round((min(side) + max(side)) / 2, 7) for side in zip(*found, strict=True)) if found else None


def _parts(element):
    """The names of the nodes of a way and of the members of a relation."""
    yield from (("node", str(number)) for number in _several(element, "nodes"))
    yield from ((str(each.get("type")), str(each.get("ref"))) for each in _several(element, "members") if isinstance(each, dict))


def _several(element, name):
    found = element.get(name)
    return found if isinstance(found, list | dict) else []
