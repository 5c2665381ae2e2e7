"""The same search for machines: GeoJSON (RFC 7946) with the member names of OGC API Features."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import JsonResponse

from .open_data import licences

TYPE = "application/geo+json"
PAGE = 500


def collection(page, *, chapters, address, query):
    """A FeatureCollection of this page; `chapters` are slugs by id, `query` is the question in pairs, without the page."""
    features = [feature(found, chapters) for found in page.places]
    counted = {} if page.total is None else {"numberMatched": page.total}
    return {
        "type": "FeatureCollection",
        "features": features,
        **counted,
        "numberReturned": len(features),
        "links": list(_links(page, address, query)),
    }


def feature(found, chapters):
    place = found.merchant
    return {
        "type": "Feature",
        "id": place.slug,
        "geometry": {"type": "Point", "coordinates": [round(place.lng, 6), round(place.lat, 6)]},
        "properties": {
            "slug": place.slug,
            "name": place.name,
            "url": settings.SITE_URL + place.get_absolute_url(),
            "chapter": chapters[place.chapter_id],
            "services": [choice.slug for choice in found.services],
            "open": found.is_open,
            "opening_hours": place.opening_hours,
            "licence": licences.of(place),
            "source": licences.source_of(place),
            "waiting": {hanging.choice.slug: hanging.waiting for hanging in found.waiting},
        },
    }


def answer(content, *, status=200, content_type=TYPE):
    """Open to other sites."""
    return JsonResponse(content, status=status, content_type=content_type, headers={"Access-Control-Allow-Origin": "*"})


def refusal(sentences):
    return answer({"code": "InvalidParameterValue", "description": " ".join(sentences)}, status=400, content_type="application/json")


def _links(page, address, query):
    for rel, number, there in [
        ("self", page.number, True),
        ("next", page.number + 1, page.has_next),
        ("prev", page.number - 1, page.has_previous),
    ]:
        if there:
            pairs = [*query, ("pagina", number)] if number > 1 else query
            yield {"rel": rel, "type": TYPE, "href": settings.SITE_URL + address + ("?" + urlencode(pairs) if pairs else "")}
