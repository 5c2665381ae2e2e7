"""Files of a map: GeoJSON, and OpenStreetMap's own (`elements`), as XML or as JSON. They are told apart by what is in them."""

import codecs
import json

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import elements
from .rows import tidy
from .table import FileNotUnderstood, as_text, of_things


def read(content):
    """The Table in these bytes. Raises FileNotUnderstood."""
    text = content.removeprefix(codecs.BOM_UTF8).lstrip()
    if text.startswith(b"<"):
        return read_xml(text)
    if not text.startswith(b"{"):
        raise FileNotUnderstood(_("This is no GeoJSON and no .osm file. Overpass and the open data of your city can make one."))
    return read_told(json_in(text))


def read_xml(content, only=None):
    """The Table in an .osm file, of the elements for which `only` is true."""
    return _of_elements(lambda: elements.in_xml(content), only)


def read_told(told, only=None):
    """The Table in what JSON tells; `only` is asked of OpenStreetMap's elements alone."""
    return _of_elements(lambda: elements.in_json(told), only) if elements.are_in(told) else _of_features(told)


def json_in(content):
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FileNotUnderstood(_("The file is not in UTF-8: save it so and try again.")) from None
    except (ValueError, RecursionError) as error:
        raise FileNotUnderstood(_("This is no whole GeoJSON file (%(why)s).") % {"why": error}) from None


# OpenStreetMap


def _of_elements(read, only):
    try:
        about, told = read()
    except elements.NotOsm as error:
        raise FileNotUnderstood(str(error)) from None
    kept = [tags for tags in told if only is None or only(tags)]
    table = of_things(list(enumerate(kept, start=1)), place=gettext_lazy("element %(number)s"), about=about)
    if number := len(told) - len(kept):
        sentence = ngettext(
            "%(number)d thing on this map is no place with a name, such as a road, and is left out.",
            "%(number)d things on this map are no places with a name, such as roads, and are left out.",
            number,
        )
        table.notes.append(sentence % {"number": number})
    return table


# GeoJSON


def _of_features(collection):
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise FileNotUnderstood(_("This GeoJSON file is no FeatureCollection: it has no list of features."))
    about = " ".join(str(value) for name, value in collection.items() if name != "features")
    records = [(number, _record_of(feature)) for number, feature in enumerate(features, start=1)]
    return of_things(records, place=gettext_lazy("feature %(number)s"), about=about)


def _record_of(feature):
    """The properties as texts; the point and the number of the feature join them as `lat`, `lng` and `id`."""
    if not isinstance(feature, dict):
        return {}
    properties = feature.get("properties")
    record = {tidy(name).casefold(): as_text(value) for name, value in properties.items()} if isinstance(properties, dict) else {}
    if middle := middle_of(feature.get("geometry")):
        record |= middle
    if number := as_text(feature.get("id")):
        record["id"] = number
    return record


def middle_of(geometry):
    """The point itself, or the middle of a line or an area (OSM draws larger shops as such)."""
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    points = list(_points(coordinates))
    if not points:
        return None
    lngs, lats = [point[0] for point in points], [point[1] for point in points]
    try:
        return {"lat": as_text((min(lats) + max(lats)) / 2), "lng": as_text((min(lngs) + max(lngs)) / 2)}
    except OverflowError:  # A number of hundreds of digits: it lies nowhere, and its record is refused for that.
        return {"lat": as_text(max(lats)), "lng": as_text(max(lngs))}


def _points(coordinates):
    if not isinstance(coordinates, list):
        return
    if len(coordinates) >= 2 and all(isinstance(number, int | float) for number in coordinates[:2]):
        yield coordinates
    else:
        for part in coordinates:
            yield from _points(part)
