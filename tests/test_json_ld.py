"""What pages say to machines in JSON-LD is schema.org, says a validator: every kind of place, as much as can be known of it and nothing."""

from datetime import timedelta
from itertools import chain

import pytest
from django.utils import timezone

from merchants.models import Merchant
from tests import json_ld
from tests.factories import make_merchant, make_photo
from tests.open_pages import FORMS, READ, Town

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    # rdflib reads JSON-LD by what it means to leave behind itself.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

KNOWN = {
    "description": "Een grote tafel.", "street": "Makebaplein 1", "postcode": "9000", "town": "Gent", "phone": "09 123 45 67",
    "website": "https://krook.example", "languages": ["nl", "fr"], "wheelchair": "yes", "services": ["water", "toilet"],
    "opening_hours": "Mo-Fr 09:00-12:00,13:30-24:00; Sa 18:00-02:00; Su 10:00-12:00 unknown",
}  # fmt: skip


def test_every_page_that_speaks_to_machines_speaks_schema_org(client, settings):
    settings.DEBUG = True  # For the door of the demo.
    for kind in Merchant.Kind.values:
        make_photo(make_merchant(slug=kind, kind=kind, **KNOWN))
    make_merchant(slug="bare", checked_on=None)
    make_merchant(slug="old", **KNOWN | {"checked_on": timezone.localdate() - timedelta(800)})
    places = [each for slug in [*Merchant.Kind.values, "bare", "old"] for each in told(client.get(f"/plek/{slug}/"))]
    town = Town()
    pages = {name: told(client.get(town.address(name))) for name in READ | FORMS}
    speaking = {name: said for name, said in pages.items() if said}

    assert len(places) == len(Merchant.Kind.values) + 2
    assert speaking.keys() == {"merchants:merchant-detail", "encounters:activity"}
    assert json_ld.troubles([*places, *chain(*speaking.values())]) == []


def told(answer):
    return json_ld.in_page(answer.content.decode()) if answer["Content-Type"].startswith("text/html") else []


PLACE = {"@context": "https://schema.org", "@type": "Bakery", "name": "Bij Mo"}
HOURS = {"@type": "OpeningHoursSpecification", "opens": "09:00:00", "dayOfWeek": "Friday", "validFrom": "2026-11-27"}
GOOD = [
    PLACE,
    PLACE | {"geo": {"@type": "GeoCoordinates", "latitude": 51.05}},
    PLACE | {"openingHoursSpecification": HOURS},
    PLACE | {"openingHoursSpecification": [HOURS | {"dayOfWeek": "https://schema.org/Friday"}]},
    PLACE | {"amenityFeature": {"@type": "LocationFeatureSpecification", "name": "water", "value": True}},
]
# What is wrong, and with what.
SLIPS = [
    ("Bakkerij", PLACE | {"@type": "Bakkerij"}),
    ("naam", PLACE | {"naam": "Bij Mo"}),
    # A bakery has no such thing, though hours have.
    ("opens", PLACE | {"opens": "09:00:00"}),
    ("sameAs", PLACE | {"sameAs": "geen adres"}),
    ("geo", PLACE | {"geo": {"@type": "PostalAddress"}}),
    ("opens", PLACE | {"openingHoursSpecification": HOURS | {"opens": "25:00:00"}}),
    ("dayOfWeek", PLACE | {"openingHoursSpecification": HOURS | {"dayOfWeek": "vrijdag"}}),
    ("validFrom", PLACE | {"openingHoursSpecification": HOURS | {"validFrom": "gisteren"}}),
    ("amenityFeature", PLACE | {"amenityFeature": "water"}),
]


def test_what_is_schema_org_is_well():
    assert json_ld.troubles(GOOD) == []


def test_what_is_no_schema_org_is_found():
    found = json_ld.troubles([slip for _about, slip in SLIPS])

    assert len(found) == len(SLIPS)
    for about, _slip in SLIPS:
        assert sum(f"/{about}:" in each for each in found) == [about for about, _slip in SLIPS].count(about)
