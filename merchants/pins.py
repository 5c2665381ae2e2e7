"""Where a pin may stand: read from what people paste, in whatever way their map writes it, and looked at with common sense."""

import re

from django.utils.translation import gettext as _

from merchants.distance import metres
from merchants.models import PlaceName

# Belgium with a little air around it.
SOUTH, NORTH, WEST, EAST = 49.45, 51.55, 2.5, 6.45
# From this far on we ask whether the pin is right.
FAR_M = 15_000
# Everywhere in Belgium some town or village we know by name is nearer than this.
NEAREST_TOWN_M = 12_000
# The coast is nearly straight: beyond this line, (latitude at the border with France, degrees per degree), there is only sea.
COAST = (51.14, 0.315)

_NUMBER = r"(-?[0-9]{1,3}(?:[.,][0-9]{1,15})?)"
_BETWEEN = r"(?:\s*[,;/|]\s*|\s+|%2C|%20)"
# How map pages carry a spot in their address; the pin somebody chose stands before the middle of the view.
_IN_LINKS = [
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        rf"!3d{_NUMBER}!4d{_NUMBER}",
        rf"[?&#]mlat={_NUMBER}&mlon={_NUMBER}",
        rf"(?:[?&#](?:q|query|ll|center|daddr|destination)=|/place/|/search/|geo:)(?:loc:)?{_NUMBER}(?:,|%2C)\+?{_NUMBER}",
        rf"@{_NUMBER},{_NUMBER}",
        rf"#map=[0-9.]+/{_NUMBER}/{_NUMBER}",
    )
]
_PAIR = re.compile(rf"\(?\s*{_NUMBER}\s*°?{_BETWEEN}{_NUMBER}\s*°?\s*\)?", re.ASCII)
_SEXAGESIMAL = re.compile(
    r"""([0-9]{1,3})\s*°\s*([0-9]{1,2}(?:[.,][0-9]+)?)\s*['’′]\s*(?:([0-9]{1,2}(?:[.,][0-9]+)?)\s*(?:"|”|″|''))?\s*([NOEnoe])""", re.ASCII
)


class PinRefused(Exception):
    """The sentence says why, and what to do."""


def read(text):
    """(lat, lng) of what somebody pasted: coordinates, or a link from a map. Raises PinRefused, also for a spot outside Belgium."""
    spot = _in_degrees(text) or _as_pair(text) or _in_link(text)
    if spot is None:
        raise PinRefused(_not_read(text))
    lat, lng = spot if _in_belgium(*spot) else reversed(spot)
    if not _in_belgium(lat, lng) or not _on_land(lat, lng):
        raise PinRefused(
            _("This spot lies in the sea or outside Belgium. Look at the numbers once more; it should be something like 51.05, 3.72.")
        )
    return round(lat, 5), round(lng, 5)


def write(lat, lng):
    """The way it stands in the field."""
    return f"{lat:.5f}, {lng:.5f}"


def km_too_far(spot, middle):
    """So many kilometres from the middle of its postcode, where that is too far not to ask; else None."""
    away = metres(*spot, *middle)
    return round(away / 1000) if away > FAR_M else None


def _not_read(text):
    if "://" in text or text.startswith("www."):
        return _("We find no coordinates in this link. Open it, hold your finger on the spot, and copy the two numbers that appear.")
    return _("We cannot read a spot in this. Paste two numbers such as 51.05, 3.72, or a link from a map; or leave it empty.")


def _in_degrees(text):
    """51°03'00.0"N 3°43'12.0"E, and 51° 3.5' N, 3° 43.2' O."""
    found = _SEXAGESIMAL.findall(text)
    if len(found) != 2 or [found[0][3].upper() == "N", found[1][3].upper() == "N"] != [True, False]:
        return None
    return tuple(_number(degrees) + _number(minutes) / 60 + _number(seconds or "0") / 3600 for degrees, minutes, seconds, _side in found)


def _as_pair(text):
    found = _PAIR.fullmatch(text.strip())
    return found and tuple(map(_number, found.groups()))


def _in_link(text):
    found = next(filter(None, (pattern.search(text) for pattern in _IN_LINKS)), None)
    return found and tuple(map(_number, found.groups()))


def _number(text):
    return float(text.replace(",", "."))


def _in_belgium(lat, lng):
    return SOUTH <= lat <= NORTH and WEST <= lng <= EAST


def _on_land(lat, lng):
    """Whether a town or village we know lies near, on this side of the coast; where no names are loaded, the coast alone tells."""
    coast, slope = COAST
    if lat > coast + slope * (lng - WEST):
        return False
    high, wide = NEAREST_TOWN_M / 111_000, NEAREST_TOWN_M / 69_000
    near = PlaceName.objects.filter(lat__range=(lat - high, lat + high), lng__range=(lng - wide, lng + wide))
    return near.exists() or not PlaceName.objects.exists()
