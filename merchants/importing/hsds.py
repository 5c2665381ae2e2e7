"""What a neighbour tells in the words of Open Referral's HSDS 3.0, as the records of a list of ours.

A JSON file holds organizations, services or locations one in the other, alone or as a page of a list; a ZIP file holds a table of each.
Every location becomes a record, with what its organization says of itself and the names of the services there as a remark for the team:
whether one of these is free for everybody, nobody knows before the first contact. `schedules` reads when it is open.
"""

import csv
import io
import zipfile
from collections import defaultdict
from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import schedules
from .rows import shown

LOCATIONS, ORGANIZATIONS = "locations.csv", "organizations.csv"
# What stands in a file: the tables of HSDS that we read, in both forms.
TABLES = {
    "organization": ORGANIZATIONS,
    "location": LOCATIONS,
    "service": "services.csv",
    "service_at_location": "service_at_location.csv",
    "address": "addresses.csv",
    "phone": "phones.csv",
    "schedule": "schedules.csv",
    "language": "languages.csv",
}
# Where one thing stands within another.
WITHIN = {
    "organization": "organization", "location": "location", "service": "service", "locations": "location", "services": "service",
    "service_at_locations": "service_at_location", "addresses": "address", "phones": "phone", "languages": "language",
    "schedules": "schedule",
}  # fmt: skip
# By which a thing without a kind is known.
SIGNS = {
    "organization": {"locations", "organization_identifiers", "legal_status", "parent_organization_id"},
    "location": {"location_type", "addresses", "latitude"},
    "service_at_location": {"service_id", "location_id"},
    "service": {"service_at_locations", "organization_id", "organization"},
}
DEEPEST = 20
# A table of a few bytes a line holds millions of lines, and each becomes a thing in memory.
MOST_CELLS = 1_000_000


class NotHsds(Exception):
    """The sentence says what lacks, and where."""


def contents_of(told):
    """The things in what a JSON file says, or None where it is no HSDS."""
    if isinstance(told, dict) and told.get("type") == "FeatureCollection":
        return None  # It may tell whose it is, in words of HSDS.
    if isinstance(told, dict) and isinstance(told.get("contents"), list):
        told = told["contents"]
    things = told if isinstance(told, list) else [told]
    return things if things and all(isinstance(thing, dict) and _kind_of(thing) for thing in things) else None


def is_packed(archive):
    return LOCATIONS in archive.namelist()


def from_json(things):
    """(records, notes), as `files` gives them."""
    neighbour = _Neighbour()
    for thing in things:
        neighbour.take(_kind_of(thing), thing)
    return neighbour.records(), neighbour.notes


def from_zip(file):
    neighbour = _Neighbour()
    for kind, row in _rows_of(file):
        neighbour.keep(kind, row)
    return neighbour.records(), neighbour.notes


def _rows_of(file):
    """(kind, what a row says), of all tables. Raises NotHsds where together they are more than fits in memory."""
    cells = 0

    def counted(lines):
        nonlocal cells
        for line in lines:
            # There are no more cells on it than this.
            cells += line.count(",") + 1
            if cells > MOST_CELLS:
                raise NotHsds(_("There is more in this file than we can read at once. Split it, please."))
            yield line

    with zipfile.ZipFile(file) as archive:
        for kind, name in TABLES.items():
            if name in archive.namelist():
                with archive.open(name) as table:
                    rows = csv.reader(counted(io.TextIOWrapper(table, "utf-8-sig", newline="")))
                    columns = next(rows, [])
                    for row in filter(None, rows):
                        yield kind, {column: text for column, text in zip(columns, row, strict=False) if column and text}


def pages_note(told):
    """Where a file is one page of several, a sentence about the others."""
    pages = told.get("total_pages") if isinstance(told, dict) else None
    return _("This is one page of %(number)d. Bring in the others too.") % {"number": pages} if isinstance(pages, int) and pages > 1 else ""


def _kind_of(thing):
    return next((kind for kind, signs in SIGNS.items() if signs & thing.keys()), None)


class _Neighbour:
    """Everything in one file: by kind and id, and what belongs to what."""

    def __init__(self):
        self.found = {kind: {} for kind in TABLES}
        # What belongs to a thing: ("address", "location", id of the location) -> [address].
        self.parts = defaultdict(list)
        # By the number of a record, what somebody should know about it.
        self.notes = defaultdict(list)

    # What stands in the file

    def take(self, kind, thing, owner=None, deep=0):
        """Keep a thing and whatever stands within it; `owner` is (kind, id) of what it stands in."""
        if deep > DEEPEST:
            raise NotHsds(_("Things stand within one another more than %(number)d deep: is it going round?") % {"number": DEEPEST})
        own = {name: value for name, value in thing.items() if name not in WITHIN}
        if owner:
            own[f"{owner[0]}_id"] = owner[1]
        inside = [(name, part) for name in WITHIN.keys() & thing.keys() for part in _several(thing[name])]
        for name, part in inside:
            # What one thing is of is told by its number.
            if name in {"organization", "location", "service"}:
                own.setdefault(f"{name}_id", part.get("id"))
        self.keep(kind, own)
        for name, part in inside:
            self.take(WITHIN[name], part, (kind, own.get("id")) if name not in {"organization", "location", "service"} else None, deep + 1)

    def keep(self, kind, thing):
        if kind in {"organization", "location", "service"}:
            id = thing.get("id")
            if not isinstance(id, str) or not id.strip():
                said = {"kind": kind, "name": thing.get("name") or "?", "number": len(self.found[kind]) + 1}
                raise NotHsds(_("“%(name)s” (%(kind)s number %(number)d) has no id. HSDS asks for one, so that it is known again.") % said)
            # It may be told more than once, and once with less.
            self.found[kind].setdefault(id, {}).update(thing)
            return
        for owner in ("location", "organization", "service", "service_at_location"):
            if (id := thing.get(f"{owner}_id")) and isinstance(id, str):
                self.parts[kind, owner, id].append(thing)

    # What it says of each location

    def records(self):
        self._look_for_circles()
        if not self.found["location"]:
            raise NotHsds(_("There is no location in this HSDS file, so nobody knows where anything is."))
        return [(number, self._record(number, location)) for number, location in enumerate(self.found["location"].values(), start=1)]

    def _record(self, number, location):
        organization = self._organization_of(number, location)
        services = self._services_at(location["id"])
        address = next(iter(self.parts["address", "location", location["id"]]), {})
        languages = self.parts["language", "location", location["id"]]
        phones = chain(self.parts["phone", "location", location["id"]], self.parts["phone", "organization", organization.get("id")])
        remark = ", ".join(dict.fromkeys(_text(service.get("name")) for service in services))
        opening_hours = self._opening_hours(number, location)
        return ({} if opening_hours is None else {"opening_hours": opening_hours}) | {
            "id": location["id"],
            "name": _text(location.get("name")) or _text(organization.get("name")),
            "description": _text(organization.get("description") or location.get("description")),
            "street": " ".join(filter(None, [_text(address.get("address_1")), _text(address.get("address_2"))])),
            "postcode": _text(address.get("postal_code")),
            "town": _text(address.get("city")),
            "lat": _text(location.get("latitude")),
            "lng": _text(location.get("longitude")),
            "website": _text(self._said(organization, "website") or self._said(organization, "url")),
            "phone": next((_text(phone.get("number")) for phone in phones), ""),
            "languages": ", ".join(_text(each.get("code") or each.get("name")) for each in languages),
            "remark": ngettext("Service there: %(names)s", "Services there: %(names)s", len(services)) % {"names": remark}
            if remark
            else "",
        }

    def _opening_hours(self, number, location):
        """Its own schedules, or else those of whatever is there, where these agree. None where there is none at all."""
        own = self.parts["schedule", "location", location["id"]]
        told = [own] if own else list(filter(None, map(self._schedules_of, self._links(location["id"]))))
        if not told:
            return None
        if besides := schedules.words(chain(*told)):
            self.notes[number].append(_("of its hours it says: “%(words)s”.") % {"words": shown(" ".join(besides))})
        try:
            found = {schedules.as_hours(each, timezone.localdate()) for each in told}
            if len(found) > 1:
                raise schedules.NotUsual(_("its services have other hours than one another."))
            return found.pop()
        except schedules.NotUsual as why:
            self.notes[number].append(_("its hours show as “ask first”: %(why)s") % {"why": why})
            return ""

    def _schedules_of(self, link):
        """What this service here says of its hours, or else the service wherever it is."""
        here, anywhere = _text(link.get("id")), _text(link.get("service_id"))
        return self.parts["schedule", "service_at_location", here] or self.parts["schedule", "service", anywhere]

    def _organization_of(self, number, location):
        """Whose it is: as it says itself, or else whose service is there. A list of locations alone does not hold it."""
        owners = [one.get("organization_id") for one in (location, *self._services_at(location["id"]))]
        id = next((owner for owner in owners if owner and isinstance(owner, str)), None)
        if id and id not in self.found["organization"]:
            self.notes[number].append(_("its organization (%(id)s) does not stand in this file.") % {"id": shown(id)})
        return self.found["organization"].get(id, {})

    def _services_at(self, location_id):
        return list(filter(None, (self.found["service"].get(_text(link.get("service_id"))) for link in self._links(location_id))))

    def _links(self, location_id):
        return self.parts["service_at_location", "location", location_id]

    def _said(self, organization, name):
        """What it says, or else the one it is part of."""
        for _level in range(DEEPEST):
            if not organization or organization.get(name):
                break
            organization = self._above(organization)
        return organization.get(name) if organization else ""

    def _above(self, organization):
        return self.found["organization"].get(_text(organization.get("parent_organization_id")))

    def _look_for_circles(self):
        cleared = set()
        for one in self.found["organization"].values():
            way = {}
            while one and one["id"] not in cleared:
                cleared.add(one["id"])
                way[one["id"]] = one
                one = self._above(one)
            if one and one["id"] in way:
                ring = [*list(way.values())[list(way).index(one["id"]) :], one]
                names = " → ".join(_text(each.get("name")) or each["id"] for each in ring)
                raise NotHsds(_("These organizations are part of each other, round and round: %(names)s.") % {"names": names})


def _several(part):
    return [each for each in (part if isinstance(part, list) else [part]) if isinstance(each, dict)]


def _text(value):
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()
