"""How far apart two spots lie, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

EARTH_M = 6_371_000


def metres(lat, lng, other_lat, other_lng):
    north, east = radians(other_lat - lat), radians(other_lng - lng)
    bow = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east / 2) ** 2
    return 2 * EARTH_M * asin(sqrt(bow))
