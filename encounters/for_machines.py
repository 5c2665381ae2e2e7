"""An activity as search engines read it: schema.org in JSON-LD."""

from django.conf import settings

from merchants.hours import BRUSSELS


def describe(activity):
    """A dictionary: only what is known stands in it."""
    status = "EventCancelled" if activity.is_cancelled else "EventScheduled"
    known = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": activity.title,
        "description": activity.about,
        "url": settings.SITE_URL + activity.get_absolute_url(),
        "startDate": activity.begins_at.astimezone(BRUSSELS).isoformat(),
        "endDate": activity.ends_at.astimezone(BRUSSELS).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "isAccessibleForFree": True,
        "inLanguage": activity.languages,
        "location": _location(activity),
    }
    return {name: value for name, value in known.items() if value}


def _location(activity):
    place = activity.place
    if place:
        address = {"@type": "PostalAddress", "streetAddress": place.street, "postalCode": place.postcode, "addressLocality": place.town}
        return {"@type": "Place", "name": place.name, "url": settings.SITE_URL + place.get_absolute_url(), "address": address}
    return {"@type": "Place", "name": activity.elsewhere, "address": activity.elsewhere} if activity.elsewhere else None
