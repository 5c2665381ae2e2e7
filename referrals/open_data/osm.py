"""What places say of themselves, in the tags of OpenStreetMap: for mappers to lay beside what they know. Nothing is written there by us.

Each stands with its own licence and, where it came from there, with its number. What waits on a board is in no tag: it changes by the hour.
"""

import json
import re

from django.conf import settings

from merchants import osm_tags
from merchants.models import Merchant

from . import licences, published

HOUSE = re.compile(r"(.+?)\s+(\d\S*)")
OF_OSM = "ODbL 1.0"
# Kinds of treat of the catalogue that are food or drink; of what a city adds itself nobody knows.
FOOD = {"koffie", "drankje", "soep", "maaltijd", "frietjes", "brood"}


def chunks(places, today):
    """A FeatureCollection as text, some hundred places at a time. `places` as `published.places` gives them."""
    yield '{"type":"FeatureCollection","features":['
    comma = ""
    for batch in published.batches(places.filter(state=Merchant.State.ACTIVE)):
        yield comma + ",".join(json.dumps(_feature(place, today), ensure_ascii=False) for place in batch)
        comma = ","
    yield "]}"


def _feature(place, today):
    is_there = licences.of(place) == OF_OSM and place.source_id
    return {
        "type": "Feature",
        "id": place.source_id if is_there else place.slug,
        "geometry": {"type": "Point", "coordinates": [round(place.lng, 6), round(place.lat, 6)]},
        "properties": ({"@id": place.source_id} if is_there else {}) | tags(place, today),
        # Beside the tags: whose it is, and under which licence.
        "licence": licences.of(place),
        "source": licences.source_of(place),
        "url": settings.SITE_URL + place.get_absolute_url(),
    }


def tags(place, today):
    """{key: value}, of what is known."""
    house = HOUSE.fullmatch(place.street)
    street, number = house.groups() if house else (place.street, "")
    told = {
        "name": place.name,
        "addr:street": street,
        "addr:housenumber": number,
        "addr:postcode": place.postcode,
        "addr:city": place.town,
        "opening_hours": place.hours_believed_on(today),
        "wheelchair": place.wheelchair,
        "website": place.website,
        "phone": place.phone,
        **_services(place, today),
        "suspended_food": "yes" if any(treat.is_offered and treat.kind.slug in FOOD for treat in place.treats.all()) else "",
        "check_date": place.checked_on.isoformat() if place.checked_on else "",
    }
    return {key: value for key, value in told.items() if value}


def _services(place, today):
    """Of each key of each service the first value that the catalogue names; a service that takes a break is not there."""
    told = {}
    for offer in (offer for offer in place.offers.all() if not offer.rests_on(today)):
        for key, value in osm_tags.TAG.findall(offer.service.osm_tag):
            told.setdefault(key, value)
    return told
