"""The places that take part as one table: CSV with commas and UTF-8, a line per place."""

import csv
import re
from io import StringIO

from django.conf import settings
from django.utils import translation

from merchants.models import Merchant

from . import licences, published
from .keys import About, Keys

COLUMNS = [
    *["id", "slug", "name", "url", "chapter", "kind", "description", "street", "postcode", "town", "lat", "lng"],
    *["opening_hours", "taking_a_break", "services", "waiting", "wheelchair", "is_heated", "is_cool", "languages", "phone", "website"],
    *["checked_on", "licence", "source", "source_id"],
]
# A spreadsheet takes what begins so for a formula; a telephone number may begin with a plus.
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ONLY_A_NUMBER = re.compile(r"\+?[\d ./()]+")


def chunks(places, today, language):
    """The table as text, some hundred lines at a time. `places` as `published.places` gives them."""
    keys = Keys.here()
    yield line(COLUMNS)
    for batch in published.batches(places.filter(state=Merchant.State.ACTIVE)):
        with translation.override(language):
            text = "".join(line(_row(place, keys, today)) for place in batch)
        yield text


def line(values):
    text = StringIO()
    csv.writer(text).writerow(cell(value) for value in values)
    return text.getvalue()


def cell(value):
    """What people typed stays text: a name is never a formula."""
    if isinstance(value, str) and value.startswith(_LIKE_A_FORMULA) and not _ONLY_A_NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def _row(place, keys, today):
    offers, treats = place.offers.all(), place.treats.all()
    return [
        *[keys.of(About.ORGANIZATION, place.pk), place.slug, place.name, settings.SITE_URL + place.get_absolute_url()],
        *[place.chapter.slug, place.kind, place.description, place.street, place.postcode, place.town],
        *[round(place.lat, 6), round(place.lng, 6), place.hours_believed_on(today)],
        "yes" if any(days.lower <= today for days in place.breaks_from(today)) else "no",
        " ".join(offer.service.slug for offer in offers),
        " ".join(f"{treat.kind.slug}:{treat.waiting}" for treat in treats if treat.waiting),
        *[place.wheelchair, "yes" if place.is_heated else "", "yes" if place.is_cool else "", " ".join(place.languages)],
        *[place.phone, place.website, place.checked_on or ""],
        *[licences.of(place), licences.source_of(place), place.source_id if licences.source_of(place) else ""],
    ]
