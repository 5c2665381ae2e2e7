"""All of HSDS in one ZIP file: a table per kind of thing, as the standard names them, with a datapackage.json beside.

The places are read once, so that what one table names stands in the other. Everything waits in files that have no name: memory holds one
batch of places, and while a slow connection takes the answer along no connection to the database is kept busy.
"""

import csv
import json
import shutil
from contextlib import ExitStack
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile

from . import licences, published
from .hsds import VERSION, Writer
from .tables import cell

# The columns of each table that we fill, in the order and under the names of the standard.
TABLES = {
    "organization": ("organizations.csv", "id name description website uri"),
    "service": (
        "services.csv",
        "id organization_id name description url status application_process fees_description assured_date alert",
    ),
    "location": (
        "locations.csv",
        "id location_type organization_id name description latitude longitude external_identifier external_identifier_type",
    ),
    "service_at_location": ("service_at_location.csv", "id service_id location_id"),
    "address": ("addresses.csv", "id location_id address_1 city state_province postal_code country address_type"),
    "phone": ("phones.csv", "id organization_id number type"),
    "schedule": (
        "schedules.csv",
        "id service_id location_id valid_from valid_to dtstart timezone until count wkst freq byday description opens_at closes_at notes",
    ),
    "language": ("languages.csv", "id service_id location_id name code"),
    "accessibility": ("accessibility.csv", "id location_id description"),
    "attribute": ("attributes.csv", "id link_id taxonomy_term_id link_type link_entity value"),
    "taxonomy": ("taxonomies.csv", "id name description"),
    "taxonomy_term": ("taxonomy_terms.csv", "id code name description taxonomy language taxonomy_id term_uri"),
    "organization_identifier": ("organization_identifiers.csv", "id organization_id identifier_scheme identifier_type identifier"),
}
# In which table stands what a thing holds.
_WITHIN = {
    **{"phones": "phone", "addresses": "address", "schedules": "schedule", "languages": "language", "accessibility": "accessibility"},
    **{"attributes": "attribute", "taxonomy_term": "taxonomy_term", "organization_identifiers": "organization_identifier"},
}


def pack(places, keys, today):
    """An open file, at its beginning. `places` as `published.places` gives them."""
    packed = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with ExitStack() as open_files, ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        files = {table: open_files.enter_context(TemporaryFile("w+", newline="", encoding="utf-8")) for table in TABLES}
        _write(files, Writer(keys, today), places)
        archive.writestr("datapackage.json", json.dumps(_about(today), indent=2))
        for table, (name, _columns) in TABLES.items():
            files[table].seek(0)
            with archive.open(name, "w") as member:
                shutil.copyfileobj(files[table].buffer, member)
    packed.seek(0)
    return packed


def _write(files, writer, places):
    tables = {table: csv.DictWriter(files[table], columns.split()) for table, (_name, columns) in TABLES.items()}
    for table in tables.values():
        table.writeheader()
    terms_told = set()
    for table, row in _rows_of_all(writer, places):
        if table == "taxonomy_term" and row["id"] in terms_told:
            continue
        if table == "taxonomy_term":
            terms_told.add(row["id"])
        tables[table].writerow({name: cell(value) for name, value in row.items()})
    for file in files.values():
        file.flush()


def _rows_of_all(writer, places):
    for taxonomy in writer.taxonomies():
        yield "taxonomy", taxonomy
    for batch in published.batches(places):
        for place in batch:
            yield from _rows("organization", writer.organization(place))
            yield from _rows("location", writer.location(place))
            for about, part in writer.parts(place):
                yield from _rows("service", writer.service(place, about, part))
                yield from _rows("service_at_location", writer.service_at_location(place, about, part))


def _rows(table, told):
    """(table, row) of this thing and of all it holds."""
    row = {}
    for name, value in told.items():
        if name in _WITHIN:
            for each in value if isinstance(value, list) else [value]:
                yield from _rows(_WITHIN[name], each)
        else:
            row[name] = value
    yield table, row


def _about(today):
    return {
        "profile": "tabular-data-package",
        "name": "human_services_data",
        "title": f"HSDS {VERSION}",
        "created": today.isoformat(),
        "licenses": [{"name": name, "path": address} for name, address in licences.ADDRESSES.items() if name == licences.OWN],
        "resources": [
            {
                "name": table,
                "path": path,
                "profile": "tabular-data-resource",
                "schema": {"primaryKey": "id", "fields": [{"name": name} for name in columns.split()]},
            }
            for table, (path, columns) in TABLES.items()
        ],
    }
