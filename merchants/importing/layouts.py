"""Which column means what. A file is recognised by its columns: our own list, the open data of the city of Ghent, or OpenStreetMap.

The columns of our own list, in any order; only `name` must be there, and `lat` and `lng` or else `postcode` or `town`:

    id              the number of the place in your list; without it, name, street and postcode tell places apart
    name            at most 120 characters
    street          street and number; or the street alone, and beside it:
    house_number, box       what is put behind the street: 12, and A for “12 bus A”
    postcode, town
    lat, lng        degrees (WGS 84): 51.0543 or 51,0543; without them the pin stands in the middle of the postcode or town
    kind            cafe, restaurant, snack, bakery, shop, hairdresser, pharmacy, library, culture, organisation, house or other
    description     one sentence, at most 300 characters
    opening_hours   Mo-Fr 08:00-18:00; Sa 10:00-16:00 (as OpenStreetMap writes them)
    services        water, toilet, wifi: names or addresses of services, with a comma or | between them
    wheelchair      yes, limited or no
    languages       nl, fr, ar; or their names: Dutch, Frans, arabe
    website, phone
    contact_name, contact_email, contact_phone, remark      seen by the team only

Dutch names of columns do as well (naam, straat, gemeente, openingsuren, diensten, ...). Other columns are left alone.
"""

import json
import re
from functools import partial
from typing import NamedTuple

from django.utils.translation import gettext as _

from merchants.models import PlaceImport

from . import osm, rows
from .maps import middle_of
from .table import FileNotUnderstood

COLUMNS = (
    "name street postcode town kind description opening_hours wheelchair languages website phone "
    "contact_name contact_email contact_phone remark"
).split()
MEANINGS = {*COLUMNS, "id", "lat", "lng", "services", "house_number", "box"}
DUTCH = {
    "naam": "name", "adres": "street", "straat": "street", "gemeente": "town", "stad": "town", "breedtegraad": "lat", "latitude": "lat",
    "lengtegraad": "lng", "longitude": "lng", "lon": "lng", "soort": "kind", "omschrijving": "description", "beschrijving": "description",
    "openingsuren": "opening_hours", "diensten": "services", "rolstoel": "wheelchair", "talen": "languages", "telefoon": "phone",
    "contactpersoon": "contact_name", "contact_mail": "contact_email", "contact_telefoon": "contact_phone", "opmerking": "remark",
    "nummer": "id", "huisnummer": "house_number", "huisnr": "house_number", "bus": "box", "busnummer": "box", "busnr": "box",
}  # fmt: skip
# The beginnings of the city's words for what a place is.
GHENT_KINDS = {
    "caf": "cafe", "koffie": "cafe", "theehuis": "cafe", "restaurant": "restaurant", "bakker": "bakery", "bib": "library",
    "winkel": "shop", "museum": "culture", "apothe": "pharmacy", "kapper": "hairdresser",
}  # fmt: skip


class Layout(NamedTuple):
    """How to read the records of one file, and whose they are."""

    source: str
    licence: str
    is_osm: bool
    read: object


def kind_of(columns, about):
    """Whose columns these are, one of PlaceImport.Layout."""
    if osm.is_osm(columns, about):
        return PlaceImport.Layout.OSM
    return PlaceImport.Layout.GHENT if columns >= {"name_nl", "address", "postal"} else PlaceImport.Layout.OWN


def recognised(columns, about, chapter, agreed, meanings=None):
    """The Layout for these columns; `meanings` says for each of our own list what it means here. Raises FileNotUnderstood."""
    match kind_of(columns, about):
        case PlaceImport.Layout.OSM:
            return Layout("OpenStreetMap", "ODbL 1.0", True, partial(osm.read, agreed=agreed, services=osm.tagged_services()))
        case PlaceImport.Layout.GHENT:
            return Layout("Stad Gent", "open data", False, _read_ghent)
    meanings = meanings_of(columns) if meanings is None else meanings
    if "name" in meanings.values():
        return Layout(f"lijst {chapter.slug}", "", False, partial(_read_ours, meanings=meanings))
    found = rows.shown(", ".join(sorted(columns))) or "-"
    raise FileNotUnderstood(
        _("There is no column “name”. The first row names the columns, such as: name, street, postcode, town, lat, lng. Found: %(found)s.")
        % {"found": found}
    )


def meanings_of(columns):
    """{column: what it means to us}, of those whose name tells."""
    ours = {column: _ours(column) for column in columns}
    return {column: meaning for column, meaning in ours.items() if meaning in MEANINGS}


def _ours(column):
    column = re.sub(r"[\s-]+", "_", column)
    return DUTCH.get(column, column)


def _read_ours(record, meanings):
    """Only of the columns that are there: what a list does not speak of stays as it is."""
    cells = _with_whole_street({meanings[column]: text for column, text in record.items() if column in meanings})
    services = [word.strip() for word in re.split(r"[,;|]", cells["services"]) if word.strip()] if "services" in cells else None
    return rows.make(
        {"name": ""} | {column: cells[column] for column in COLUMNS if column in cells},
        source_id=cells.get("id"),
        lat=cells.get("lat"),
        lng=cells.get("lng"),
        services=services,
    )


def _with_whole_street(cells):
    """Street, house number and box as one line, as letters are addressed here: "Dorp 12 bus A"."""
    if "street" not in cells:
        return cells
    number, box = (rows.tidy(cells.get(name)) for name in ("house_number", "box"))
    box = f"bus {box}" if box and box[0].isalnum() and not box.casefold().startswith(("bus", "bte", "boîte")) else box
    return cells | {"street": " ".join(filter(None, [cells["street"], number, box]))}


def _read_ghent(record):
    """The city's own columns. Its places come with their point once or twice; each must make sense."""
    points = [rows.position(point["lat"], point["lng"]) for point in _ghent_points(record)]
    lat, lng = points[0] if points else ("", "")
    return rows.make(
        {
            "name": record.get("name_nl", ""),
            "kind": next((kind for word, kind in GHENT_KINDS.items() if record.get("catname_nl", "").casefold().startswith(word)), "other"),
            "description": record.get("description_nl", ""),
            "street": record.get("address", ""),
            "postcode": record.get("postal", ""),
            "town": record.get("local", ""),
            "website": record.get("url", ""),
        },
        source_id=record.get("poi") or record.get("objectid"),
        lat=str(lat),
        lng=str(lng),
    )


def _ghent_points(record):
    if record.get("lat"):
        yield record
        return
    if geometry := record.get("geometry"):
        yield middle_of(_json(geometry)) or {"lat": geometry, "lng": ""}
    if both := record.get("geo_point_2d"):
        lat, _comma, lng = both.partition(",")
        yield {"lat": lat, "lng": lng}


def _json(text):
    try:
        return json.loads(text)
    except ValueError:
        return None
