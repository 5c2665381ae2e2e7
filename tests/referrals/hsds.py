"""The official schemas of HSDS, to hold what we tell against them."""

import json
from functools import cache

from jsonschema_rs import Draft202012Validator


@cache
def _validator(file):
    return _validator_of(json.loads(file.read_text("utf-8")), file)


@cache
def _location_validator(file):
    # There is none of its own: it is the one within a service at a location.
    return _validator_of(json.loads(file.read_text("utf-8"))["properties"]["location"], file)


def _validator_of(schema, file):
    # Schemas that are named and not there are of what stands within a row of a table: there nothing may stand.
    return Draft202012Validator(schema, validate_formats=True, base_uri=file.as_uri(), retriever=lambda _name: False)


def troubles(what, item, shared_data):
    """What the schema of this list says against an item: nothing, if all is well."""
    folder = shared_data / "standards/hsds"
    at_location = folder / "service_at_location.json"
    files = {"organizations": folder / "organization.json", "services": folder / "service.json", "service_at_locations": at_location}
    checked = _location_validator(at_location) if what == "locations" else _validator(files[what])
    return [_told(error) for error in checked.iter_errors(item)]


def table_troubles(tables, shared_data):
    """The same of the rows of all tables together, by the name of their table."""
    return [_told(error) for error in _validator(shared_data / "standards/hsds/tabular.json").iter_errors(tables)]


def _told(error):
    return f"{'.'.join(map(str, error.instance_path))}: {error.message}"
