"""The official schemas of HSDS, to hold what we tell against them."""

import json
from functools import cache

from jsonschema import Draft202012Validator


@cache
def _validator(file):
    return Draft202012Validator(json.loads(file.read_text("utf-8")), format_checker=Draft202012Validator.FORMAT_CHECKER)


@cache
def _location_validator(file):
    # There is none of its own: it is the one within a service at a location.
    schema = json.loads(file.read_text("utf-8"))["properties"]["location"]
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def troubles(what, item, shared_data):
    """What the schema of this list says against an item: nothing, if all is well."""
    folder = shared_data / "standards/hsds"
    at_location = folder / "service_at_location.json"
    files = {"organizations": folder / "organization.json", "services": folder / "service.json", "service_at_locations": at_location}
    checked = _location_validator(at_location) if what == "locations" else _validator(files[what])
    return [f"{error.json_path}: {error.message}" for error in checked.iter_errors(item)]


def table_troubles(tables, shared_data):
    """The same of the rows of all tables together, by the name of their table."""
    return [f"{error.json_path}: {error.message}" for error in _validator(shared_data / "standards/hsds/tabular.json").iter_errors(tables)]
