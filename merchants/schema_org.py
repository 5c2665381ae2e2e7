"""A place as machines read it: schema.org in JSON-LD, for search engines and maps. What waits is not in it, that changes by the minute."""

import json

from django.conf import settings
from django.utils.safestring import mark_safe

from merchants import hours
from merchants.models import Merchant

TYPES = {
    Merchant.Kind.CAFE: "CafeOrCoffeeShop",
    Merchant.Kind.RESTAURANT: "Restaurant",
    Merchant.Kind.SNACK: "FastFoodRestaurant",
    Merchant.Kind.BAKERY: "Bakery",
    Merchant.Kind.SHOP: "Store",
    Merchant.Kind.HAIRDRESSER: "HairSalon",
    Merchant.Kind.PHARMACY: "Pharmacy",
    Merchant.Kind.LIBRARY: "Library",
    Merchant.Kind.CULTURE: "EntertainmentBusiness",
}
# The same as Django's json_script: no name of a place ends the script it stands in.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def describe(merchant, *, offers, photos, today):
    """The place as a dictionary: only what is known stands in it."""
    known = {
        "@context": "https://schema.org",
        "@type": TYPES.get(merchant.kind, "LocalBusiness"),
        "name": merchant.name,
        "description": merchant.description,
        "url": settings.SITE_URL + merchant.get_absolute_url(),
        "sameAs": merchant.website,
        "telephone": merchant.phone,
        "image": [settings.SITE_URL + photo.get_absolute_url() for photo in photos],
        "address": _address(merchant),
        "geo": {"@type": "GeoCoordinates", "latitude": round(merchant.lat, 6), "longitude": round(merchant.lng, 6)},
        "openingHoursSpecification": list(_hours(merchant, today)),
        "amenityFeature": list(_features(merchant, offers)),
        "knowsLanguage": merchant.languages,
    }
    return {name: value for name, value in known.items() if value}


def as_script(description):
    """The tag for the head of a page: data, which no browser runs."""
    text = json.dumps(description, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - nothing in it can end the script


def _address(merchant):
    parts = {"streetAddress": merchant.street, "postalCode": merchant.postcode, "addressLocality": merchant.town}
    told = {name: value for name, value in parts.items() if value}
    return {"@type": "PostalAddress", **told, "addressCountry": "BE"} if told else None


def _hours(merchant, today):
    """The coming seven days, only what is certain; on days of a break there is nothing."""
    week = hours.week_of(merchant.hours_believed_on(today), today)
    breaks = merchant.breaks_from(today)
    for day, spans in week:
        for start, end, ask in spans:
            if not ask and not any(stretch.lower <= day and (stretch.upper is None or day < stretch.upper) for stretch in breaks):
                yield {
                    "@type": "OpeningHoursSpecification",
                    "validFrom": day.isoformat(),
                    "validThrough": day.isoformat(),
                    "dayOfWeek": f"{day:%A}",
                    "opens": f"{start}:00",
                    "closes": f"{end.replace('24:00', '23:59')}:00",
                }


def _features(merchant, offers):
    for offer in offers:
        yield {"@type": "LocationFeatureSpecification", "name": offer.service.name, "value": True}
    if merchant.wheelchair == Merchant.Wheelchair.YES:
        yield {"@type": "LocationFeatureSpecification", "name": merchant.get_wheelchair_display(), "value": True}
