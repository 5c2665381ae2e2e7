"""What the map draws under its pins where there are no streets: cities and, near enough, their neighbourhoods."""

from merchants import shapes
from merchants.models import Chapter, Neighbourhood

MOST = 200
# From this zoom on neighbourhoods can be read.
NEAR = 12
# A city's shape reaches this far from its centre, in degrees.
REACH = 0.5


def collection(box, *, zoom=None):
    """A FeatureCollection: shapes, or else the point in their middle, with the name and where to write it."""
    west, south, east, north = box
    cities = Chapter.objects.filter(lat__range=(south - REACH, north + REACH), lng__range=(west - REACH, east + REACH))
    features = [_feature("city", city) for city in cities.order_by("pk")[:MOST] if _is_in(city, box)]
    if zoom is None or zoom >= NEAR:
        quarters = Neighbourhood.objects.filter(lat__range=(south, north), lng__range=(west, east))
        features += [_feature("quarter", quarter) for quarter in quarters[:MOST]]
    return {"type": "FeatureCollection", "features": features}


def _is_in(city, box):
    return shapes.overlaps(city.shape or _middle(city), box)


def _middle(row):
    return {"type": "Point", "coordinates": [row.lng, row.lat]}


def _feature(kind, row):
    properties = {"kind": kind, "name": row.name, "lat": row.lat, "lng": row.lng}
    return {"type": "Feature", "geometry": row.shape or _middle(row), "properties": properties}
