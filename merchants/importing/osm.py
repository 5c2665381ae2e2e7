"""Places as OpenStreetMap tags them. A tag is a question for the first contact, never proof that something is free for whoever asks."""

from merchants import osm_tags
from merchants.models import Service

from . import rows

# A table with one of these columns, or one of these words about itself, comes from OpenStreetMap, whatever its name.
SIGNS = {"@id", "osm_id", "osm_type", "amenity", "shop", "craft", "leisure", "addr:street", "addr:housenumber", "brand:wikidata"}
WORDS = ("openstreetmap", "odbl", "overpass")

# Our fields, and the tags that may fill them, the better one first.
TAGS = {
    "name": ["name", "name:nl", "name:fr", "name:en"],
    "description": ["description:nl", "description"],
    "postcode": ["addr:postcode"],
    "town": ["addr:city"],
    "opening_hours": ["opening_hours"],
    "wheelchair": ["wheelchair"],
    "website": ["website", "contact:website", "url"],
    "phone": ["phone", "contact:phone", "contact:mobile"],
}
KINDS = {
    "amenity": {
        "cafe": "cafe", "pub": "cafe", "bar": "cafe", "biergarten": "cafe", "restaurant": "restaurant", "food_court": "restaurant",
        "fast_food": "snack", "ice_cream": "snack", "pharmacy": "pharmacy", "library": "library", "arts_centre": "culture",
        "theatre": "culture", "cinema": "culture", "community_centre": "organisation", "social_facility": "organisation",
        "social_centre": "organisation",
    },
    "shop": {"bakery": "bakery", "pastry": "bakery", "hairdresser": "hairdresser"},
    "tourism": {"museum": "culture", "gallery": "culture"},
    "office": {"ngo": "organisation", "association": "organisation", "charity": "organisation"},
}  # fmt: skip

COSTS = {"yes", "customers"}


def is_osm(columns, about):
    return bool(SIGNS & columns) or any(word in about.casefold() for word in WORDS)


def tagged_services():
    """The tags of each service that has any, by its slug: the values that say yes, of each key."""
    return {service.slug: osm_tags.read(service.osm_tag) for service in Service.objects.current().exclude(osm_tag="")}


def read(tags, agreed, services):
    """The Row of these tags. Services are taken from them only when somebody says that all agreed, otherwise they are questions."""
    first = {column: next((tags[tag] for tag in names if tags.get(tag)), "") for column, names in TAGS.items()}
    return rows.make(
        first | {"kind": _kind(tags), "street": " ".join(tags.get(tag, "") for tag in ("addr:street", "addr:housenumber"))},
        source_id=tags.get("@id") or f"{tags.get('osm_type', '')}{tags.get('osm_id') or tags.get('id', '')}",
        lat=tags.get("lat"),
        lng=tags.get("lng"),
        services=_offered(tags, services) if agreed else None,
        source_tags={} if agreed else _questions(tags, services),
    )


def _kind(tags):
    known = (kinds.get(tags.get(tag)) for tag, kinds in KINDS.items())
    return next(filter(None, known), "shop" if tags.get("shop") else "other")


def _offered(tags, services):
    """Slugs of the services that are there for everybody, as far as the tags know."""
    return [service for service, asked in services.items() if _for_all(tags, asked) and tags.get(_fee(asked)) not in COSTS]


def _for_all(tags, asked):
    said = {key: tags[key] for key in asked if tags.get(key)}
    return bool(said) and all(value in asked[key] for key, value in said.items())


def _fee(asked):
    """The tag that would say it costs something."""
    return next(iter(asked)).partition(":")[0] + ":fee"


def _questions(tags, services):
    """What to ask at the first contact: each service that the tags speak of, and what they say."""
    return {
        service: ", ".join(f"{tag}={rows.shown(rows.tidy(tags[tag]))}" for tag in (*asked, _fee(asked)) if tags.get(tag))
        for service, asked in services.items()
        if any(tags.get(tag, "no") not in {"", "no"} for tag in asked)
    }
