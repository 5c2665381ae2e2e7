"""A place as machines read it."""

import json
import re
from datetime import date

import pytest
from django.utils import timezone

from merchants.models import Pause
from merchants.schema_org import as_script, describe
from tests.factories import make_merchant, make_photo, make_service

TODAY = date(2026, 11, 26)


def described(merchant, photos=()):
    return describe(merchant, offers=list(merchant.offers.all()), photos=photos, today=TODAY)


def test_a_machine_reads_what_is_known_of_a_place(db, settings):
    settings.SITE_URL = "https://enchante.example"
    make_service("water", name="een glas water", name_nl="een glas water")
    krook = make_merchant(
        "Krookcafé", slug="krook", kind="cafe", street="Makebaplein 1", postcode="9000", town="Gent", lat=51.0491, lng=3.7286,
        phone="09 123 45 67", website="https://krook.example", description="Een grote tafel.", languages=["nl", "fr"], wheelchair="yes",
        services=["water"], opening_hours="Th 09:00-12:00; Fr 18:00-02:00, Sa 10:00-24:00; Su 10:00-12:00 unknown", checked_on=TODAY,
    )  # fmt: skip
    door = make_photo(krook)

    told = described(krook, [door])

    hours = told.pop("openingHoursSpecification")
    assert told == {
        "@context": "https://schema.org",
        "@type": "CafeOrCoffeeShop",
        "name": "Krookcafé",
        "description": "Een grote tafel.",
        "url": "https://enchante.example/plek/krook/",
        "sameAs": "https://krook.example",
        "telephone": "09 123 45 67",
        "image": [f"https://enchante.example/foto/{door.digest}.jpg"],
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Makebaplein 1",
            "postalCode": "9000",
            "addressLocality": "Gent",
            "addressCountry": "BE",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 51.0491, "longitude": 3.7286},
        "amenityFeature": [
            {"@type": "LocationFeatureSpecification", "name": "een glas water", "value": True},
            {"@type": "LocationFeatureSpecification", "name": "vlot met een rolstoel", "value": True},
        ],
        "knowsLanguage": ["nl", "fr"],
    }
    assert [(one["validFrom"], one["dayOfWeek"], one["opens"], one["closes"]) for one in hours] == [
        ("2026-11-26", "Thursday", "09:00:00", "12:00:00"),
        ("2026-11-27", "Friday", "18:00:00", "02:00:00"),
        ("2026-11-28", "Saturday", "10:00:00", "23:59:00"),
    ]


@pytest.mark.parametrize(("opening_hours", "checked_on"), [("", TODAY), ("24/7", None), ("24/7", date(2025, 11, 1))])
def test_a_machine_hears_no_hours_where_nobody_is_sure(db, opening_hours, checked_on):
    assert "openingHoursSpecification" not in described(make_merchant(opening_hours=opening_hours, checked_on=checked_on))


def test_a_machine_hears_no_hours_on_days_of_a_break(db):
    place = make_merchant(opening_hours="Mo-Su 09:00-12:00", checked_on=TODAY)
    Pause.objects.create(merchant=place, first_day=date(2026, 11, 27), last_day=date(2026, 12, 1))

    assert [one["validFrom"] for one in described(place)["openingHoursSpecification"]] == ["2026-11-26", "2026-12-02"]


def test_a_bare_place_is_a_business_with_a_spot(db):
    assert described(make_merchant("Kaal", checked_on=None)).keys() == {"@context", "@type", "name", "url", "geo"}


HOSTILE = "</script><script>alert(1)</script><!-- & ]]> \u2028 '\""


def test_no_name_ends_the_script_it_stands_in():
    script = as_script({"name": HOSTILE})

    assert script.count("<") == script.count(">") == 2
    assert json.loads(re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', script, re.S)[1]) == {"name": HOSTILE}


def test_the_page_of_a_place_holds_it(client, db):
    place = make_merchant(HOSTILE, slug="krook", opening_hours="24/7", checked_on=timezone.localdate())

    page = client.get(place.get_absolute_url()).text

    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert [json.loads(one)["name"] for one in found] == [HOSTILE]
    assert "<script>alert" not in page
