"""A file of other help, GeoJSON or OpenStreetMap's own: what can be shown of it, and why the rest is left out.

Of OpenStreetMap each feature tells by its tags what it is, whether it came through Overpass or through osmium. Open data of a city is of
one kind, which whoever brings it says; its columns are recognised by their names.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from merchants import hours
from merchants.distance import metres
from merchants.importing import FileNotUnderstood, maps, osm
from merchants.importing.rows import WHEELCHAIR, RowRefused, position, shown, tidy
from merchants.models.chapters import AROUND_THE_CORNER_M
from referrals.models import OtherHelp

MOST, MOST_TOLD = 2_000, 50
Kind, Fee = OtherHelp.Kind, OtherHelp.Fee
LONGEST = {column.name: column.max_length for column in OtherHelp._meta.fields if column.max_length}

# Our fields, and the tags or columns that may fill them, the better one first.
COLUMNS = {
    "name": ["name", "name:nl", "name:fr", "naam", "name_nl", "nom", "titel", "benaming"],
    "street": ["addr:street", "straat", "straatnaam", "street", "adres", "address", "rue"],
    "number": ["addr:housenumber", "huisnummer", "huisnr", "housenumber"],
    "opening_hours": ["opening_hours", "openingsuren", "openuren", "openingstijden", "horaires"],
    "wheelchair": ["wheelchair", "toilets:wheelchair", "rolstoel", "rolstoeltoegankelijk"],
    "fee": ["fee", "toilets:fee", "betalend", "prijs", "prijs_toegang", "prijs_toeg"],
    "id": ["objectid", "gid", "idgent", "uuid", "nummer", "number"],
}
NOT_FOR_ALL = {"private", "no", "customers", "permit", "employees", "members", "residents"}
COSTS, COSTS_NOTHING = {"yes", "ja", "oui", "betalend"}, {"no", "nee", "neen", "non", "gratis", "free", "gratuit"}
# How mappers tag a house of the neighbourhood; which of them is a lokaal dienstencentrum only its name tells.
HOUSES = {"community_centre", "social_centre", "social_facility"}
TAPS = {"water_tap", "drinking_fountain"}
# By these columns a list of taps alone is known to come from there.
OF_TAPS = {"man_made", "drinking_water"}
IS_CENTRE = re.compile(r"dienstencentrum|\bldc\b", re.I)
MADE_ON = re.compile(r"\b(20\d\d-\d\d-\d\d)T\d\d:")


class LeftOut(Exception):
    """This feature is not shown; the sentence says why."""


@dataclass
class Read:
    """What a file holds: fields of OtherHelp, and [sentence, how many, where the first stands] of the rest."""

    is_osm: bool
    # When the file says that it was made; None where it does not.
    made_on: date | None
    spots: list[dict] = field(default_factory=list)
    left_out: list[list] = field(default_factory=list)

    def leave_out(self, sentence, place):
        known = {told[0]: told for told in self.left_out}
        if sentence not in known and len(known) >= MOST_TOLD - 1:
            sentence = _("For other reasons.")
        if sentence in known:
            known[sentence][1] += 1
        else:
            self.left_out.append([sentence, 1, place])


def read(content, *, chapter, kind=""):
    """The Read of these bytes for a city; `kind` is that of whatever no tag tells. Raises FileNotUnderstood, also where nothing fits."""
    table = maps.read(content)
    columns = set(table.columns)
    found = Read(osm.is_osm(columns, table.about) or bool(columns & OF_TAPS), _made_on(table.about))
    if not found.is_osm and not kind:
        raise FileNotUnderstood(_("This file does not say what is on it. Choose it below."))
    seen = set()
    for number, record in table.records:
        place = str(table.place) % {"number": number}
        try:
            spot = _spot(record, chapter, kind)
            if spot["source_id"] in seen:
                raise LeftOut(_("It stands in the file twice."))
        except (LeftOut, RowRefused) as refusal:
            found.leave_out(str(refusal), place)
        else:
            seen.add(spot["source_id"])
            found.spots.append(spot)
    _refuse_unless_some(found)
    return found


def _refuse_unless_some(found):
    if len(found.spots) > MOST:
        sentence = _("This file holds %(number)d of these, and %(most)d fit in one list. Bring in a smaller part of the map.")
        raise FileNotUnderstood(sentence % {"number": len(found.spots), "most": MOST})
    if not found.spots:
        why = " ".join(sentence for sentence, _number, _place in found.left_out[:3])
        raise FileNotUnderstood(" ".join(filter(None, [_("Nothing in this file can be shown."), why])))


def _made_on(about):
    told = MADE_ON.search(about)
    try:
        day = date.fromisoformat(told[1]) if told else None
    except ValueError:
        return None
    # A day to come is no day it was made on: then whoever brings it in is asked.
    return day if day and day <= timezone.localdate() else None


def _spot(tags, chapter, kind):
    kind = _kind_by_tags(tags) or kind
    if not kind:
        raise LeftOut(_("By its tags it is none of these four."))
    if tags.get("access", "").casefold() in NOT_FOR_ALL or kind == Kind.TOILET and tags.get("toilets:access") in NOT_FOR_ALL:
        raise LeftOut(_("It is not there for everybody."))
    lat, lng = _point(tags, chapter)
    first = {column: _first(tags, names) for column, names in COLUMNS.items()}
    return {
        "source_id": _id(tags, first["id"]) or f"{kind} {lat:.5f} {lng:.5f}",
        "kind": str(kind),
        "name": _shortened("name", first["name"]),
        "street": _shortened("street", f"{first['street']} {first['number']}".strip() if first["street"] else ""),
        "lat": lat,
        "lng": lng,
        "opening_hours": _hours(first["opening_hours"]),
        "wheelchair": WHEELCHAIR.get(first["wheelchair"].casefold(), ""),
        "fee": _fee(first["fee"]) if kind == Kind.TOILET else "",
    }


def _kind_by_tags(tags):
    amenity = tags.get("amenity")
    if amenity in HOUSES:
        names = " ".join(tags.get(name, "") for name in ("name", "name:nl", "official_name", "alt_name"))
        return Kind.CENTRE if IS_CENTRE.search(names) else None
    if tags.get("drinking_water") == "no":
        return Kind.TOILET if amenity == "toilets" else None
    if amenity in {"fountain", None} and tags.get("drinking_water") == "yes":
        return Kind.WATER if amenity or tags.get("man_made") in TAPS else None
    return {"toilets": Kind.TOILET, "library": Kind.LIBRARY, "drinking_water": Kind.WATER}.get(amenity)


def _point(tags, chapter):
    spot = position(tags.get("lat", ""), tags.get("lng", ""))
    if not spot:
        raise LeftOut(_("It has no point on the map."))
    if metres(*spot, chapter.lat, chapter.lng) > AROUND_THE_CORNER_M:
        raise LeftOut(_("It lies more than 15 km from %(city)s.") % {"city": chapter.name})
    return spot


def _first(tags, names):
    return next((text for name in names if (text := tidy(tags.get(name)))), "")


def _id(tags, otherwise):
    """ "node/123" as Overpass says it, and osmium in two tags or as "n123"; else the number in its own list."""
    number = tidy(tags.get("@id") or tags.get("osm_id") or tags.get("id") or otherwise)
    what = tidy(tags.get("@type") or tags.get("osm_type")) if number.isdecimal() else ""
    return "/".join(filter(None, [what, number]))[: LONGEST["source_id"]]


def _shortened(column, text):
    return text if len(text) <= LONGEST[column] else text[: LONGEST[column] - 1].rstrip() + "…"


def _hours(text):
    """As OpenStreetMap writes them; what cannot be read stays as it is, for it reads as "ask first"."""
    try:
        return hours.repair(text) if text else ""
    except hours.HoursNotUnderstood:
        return shown(text)


def _fee(text):
    text = text.casefold()
    if text in COSTS_NOTHING or re.fullmatch(r"[€\s]*0+([.,]0+)?\s*(€|euro?)?", text):
        return str(Fee.FREE)
    return str(Fee.PAID) if text in COSTS or re.search(r"\d", text) else ""
