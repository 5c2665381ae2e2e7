"""Shapes on the map: GeoJSON geometries that somebody draws or a file brings. Checked, made light, and put together.

A drawn map need not be exact: a shape is thinned (Douglas and Peucker) until it is light enough for an old phone. Longitude stands first.
"""

import json
import math

from django.utils.translation import gettext as _

from merchants.fields import SQUEEZE

HEAVIEST = 20_000
DIGITS = 5
# Belgium with some air around it.
WEST, SOUTH, EAST, NORTH = 2.0, 49.0, 7.0, 52.0
FINEST = 0.00005  # some five metres


class ShapeNotUnderstood(Exception):
    """The sentence says what is wrong."""


def check(geometry):
    """Raises ShapeNotUnderstood unless this is a Polygon or MultiPolygon in Belgium that is light enough."""
    check_points(geometry)
    weight = len(written(geometry))
    if weight > HEAVIEST:
        sizes = {"size": math.ceil(weight / 1000), "most": HEAVIEST // 1000}
        raise ShapeNotUnderstood(
            _("This shape takes %(size)d kB; a phone should not have to fetch more than %(most)d. Leave out points.") % sizes
        )


def check_points(geometry):
    """The same, however heavy it is."""
    for lng, lat in (point for ring in _rings(geometry) for point in ring):
        if not (WEST <= lng <= EAST and SOUTH <= lat <= NORTH):
            spot = {"lng": str(lng)[:12], "lat": str(lat)[:12]}
            raise ShapeNotUnderstood(_("The point %(lng)s, %(lat)s lies outside Belgium. Longitude comes first, as in 3.72, 51.05.") % spot)


def how_many_points(geometry):
    return sum(len(ring) for polygon in _polygons(geometry) for ring in polygon)


def written(geometry):
    return json.dumps(geometry, separators=(",", ":"))


def light(geometry, most):
    """The same shape with so few points that it takes at most so many bytes, as far as it can; holes are filled."""
    outer = [ring for ring in map(_outer, _polygons(geometry)) if ring]
    finest = FINEST
    while True:
        thinned = [ring for ring in (_rounded(_thinned(ring, finest)) for ring in outer) if len(ring) > 3]
        if thinned and len(written(_geometry(thinned))) <= most or finest > 0.1:
            return _geometry(thinned or [_rounded(max(outer, key=lambda ring: abs(_area(ring))))])
        finest *= 1.4


def together(geometries):
    """One shape of several that lie side by side: edges that two of them share go."""
    edges = {edge for geometry in geometries for polygon in _polygons(geometry) for edge in _edges(_outer(polygon))}
    following = {}
    for start, end in edges:
        if (end, start) not in edges:
            following.setdefault(start, []).append(end)
    rings = [ring for ring in _traced(following) if _area(ring) > 0]
    largest = max(map(_area, rings))
    return _geometry([ring for ring in rings if _area(ring) > largest / 1000])


def middle(geometry):
    """(lat, lng) of a point well inside: amid the largest part, on the line through its centre."""
    ring = max(map(_outer, _polygons(geometry)), key=_area)
    lats = [lat for _lng, lat in ring]
    lat = (min(lats) + max(lats)) / 2 + 1e-9  # never exactly through a corner
    crossings = sorted(
        start[0] + (lat - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
        for start, end in zip(ring, ring[1:], strict=False)
        if (start[1] > lat) != (end[1] > lat)
    )
    west, east = max(zip(crossings[::2], crossings[1::2], strict=False), key=lambda inside: inside[1] - inside[0])
    return round(lat, DIGITS), round((west + east) / 2, DIGITS)


def overlaps(geometry, box):
    """Whether the rectangles around both touch."""
    west, south, east, north = box
    points = [geometry["coordinates"]] if geometry["type"] == "Point" else [at for polygon in _polygons(geometry) for at in polygon[0]]
    lngs, lats = [point[0] for point in points], [point[1] for point in points]
    return min(lngs) <= east and max(lngs) >= west and min(lats) <= north and max(lats) >= south


# Reading


def _rings(geometry):
    try:
        polygons = _polygons(geometry)
        rings = [[_point(*spot) for spot in ring] for polygon in polygons for ring in polygon]
    except (TypeError, ValueError, KeyError, AttributeError):
        polygons = rings = []
    if not rings or not all(polygons):
        raise ShapeNotUnderstood(_("A shape is a GeoJSON geometry of the type Polygon or MultiPolygon."))
    if any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings):
        raise ShapeNotUnderstood(_("Each ring of a shape has at least four points and ends where it began."))
    return rings


def _point(lng, lat, *_height):
    if not {type(lng), type(lat)} <= {int, float}:
        raise TypeError
    return lng, lat


def _polygons(geometry):
    return {"Polygon": lambda rings: [rings], "MultiPolygon": list}[geometry["type"]](geometry["coordinates"])


def _outer(polygon):
    """Its edge, against the clock."""
    ring = [(round(point[0], 6), round(point[1], 6)) for point in polygon[0]]
    return ring if _area(ring) > 0 else ring[::-1]


def _geometry(rings):
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": [[list(point) for point in rings[0]]]}
    return {"type": "MultiPolygon", "coordinates": [[[list(point) for point in ring]] for ring in rings]}


def _area(ring):
    """Above zero against the clock."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in _edges(ring)) / 2


def _edges(ring):
    return zip(ring, ring[1:], strict=False)


def _traced(following):
    """The rings that these edges make."""
    while following:
        ring = [next(iter(following))]
        while ends := following.get(ring[-1]):
            start, end = ring[-1], ends.pop()
            if not ends:
                del following[start]
            ring.append(end)
            if end == ring[0]:
                yield ring
                break


# Thinning


def _rounded(ring):
    points = [(round(lng, DIGITS), round(lat, DIGITS)) for lng, lat in ring]
    return [point for point, before in zip(points, [None, *points], strict=False) if point != before]


def _thinned(ring, finest):
    """Between the first point and the one farthest from it there are two lines; each keeps the points it cannot do without."""
    far = max(range(len(ring)), key=lambda at: _apart(ring[at], ring[0]))
    return [*_line(ring[: far + 1], finest), *_line(ring[far:], finest)[1:]]


def _line(points, finest):
    kept, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        between = range(first + 1, last)
        away = {at: _from_line(points[at], points[first], points[last]) for at in between}
        farthest = max(between, key=away.get, default=None)
        if farthest and away[farthest] > finest:
            kept.add(farthest)
            waiting += [(first, farthest), (farthest, last)]
    return [points[at] for at in sorted(kept)]


def _apart(one, other):
    return math.hypot((one[0] - other[0]) * SQUEEZE, one[1] - other[1])


def _from_line(point, start, end):
    """How far a point lies from a piece of a line, in degrees of latitude."""
    wide, high = (end[0] - start[0]) * SQUEEZE, end[1] - start[1]
    right, up = (point[0] - start[0]) * SQUEEZE, point[1] - start[1]
    length = wide * wide + high * high
    along = max(0, min(1, (right * wide + up * high) / length)) if length else 0
    return math.hypot(right - along * wide, up - along * high)
