"""How far apart two spots lie, as the crow flies and on foot."""

from math import asin, cos, radians, sin, sqrt

EARTH_M = 6_371_000
# Streets are not straight lines, and people do not hurry: 4.5 km an hour.
DETOUR = 1.3
WALKED_IN_A_MINUTE = 75


def metres(lat, lng, other_lat, other_lng):
    north, east = radians(other_lat - lat), radians(other_lng - lng)
    bow = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east / 2) ** 2
    return 2 * EARTH_M * asin(sqrt(bow))


def walk(start, end):
    """Metres on foot between two things with lat and lng, about."""
    return DETOUR * metres(start.lat, start.lng, end.lat, end.lng)


def minutes_of(length):
    """So many minutes take this many metres on foot, about; never none."""
    return max(1, round(length / WALKED_IN_A_MINUTE))
