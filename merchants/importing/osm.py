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
# What has none of these is a road, a stop, a brook.
PLACES = (*KINDS, "craft", "leisure", "healthcare")

# A coffee that somebody paid for one who comes after.
TREATS = "suspended_food"
# What else is said of something that is there, and which values make it less than free for everybody.
LIMITS = {"fee": {"yes", "customers"}, "access": {"no", "private", "customers", "permit", "key"}}


def is_place(tags):
    """Of all that stands on a map: what has a name, and may have a door."""
    return any(tags.get(tag) for tag in TAGS["name"]) and any(tags.get(tag) for tag in PLACES)


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
        denied={} if agreed else _denied(tags, services),
        is_hearsay=not agreed,
    )


def _kind(tags):
    known = (kinds.get(tags.get(tag)) for tag, kinds in KINDS.items())
    return next(filter(None, known), "shop" if tags.get("shop") else "other")


def _offered(tags, services):
    """Slugs of the services that are there for everybody, as far as the tags know."""
    return [service for service, asked in services.items() if _is_told(tags, asked) and _for_all(tags, asked)]


def _denied(tags, services):
    """The services of which the tags say that they are not there, or not for everybody, and what they say."""
    return {service: _in_tags(tags, asked) for service, asked in services.items() if _is_told(tags, asked) and not _for_all(tags, asked)}


def _questions(tags, services):
    """What to ask at the first contact: each service that the tags speak of, and what they say; and whether something can be treated."""
    treats = {TREATS: f"{TREATS}={rows.shown(rows.tidy(tags[TREATS]))}"} if tags.get(TREATS, "no") not in {"", "no"} else {}
    return treats | {
        service: _in_tags(tags, asked) for service, asked in services.items() if any(tags.get(tag, "no") not in {"", "no"} for tag in asked)
    }


def _is_told(tags, asked):
    return any(tags.get(key) for key in asked)


def _for_all(tags, asked):
    said = all(asked[key] & _several(tags[key]) for key in asked if tags.get(key))
    return said and not any(values & _several(tags.get(key, "")) for key, values in _limits(asked).items())


def _several(value):
    """Mappers write more than one value as "wlan;terminal"."""
    return {each.strip() for each in value.split(";")}


def _limits(asked):
    """The tags that would say it costs something or is for some, and how."""
    thing = next(iter(asked)).partition(":")[0]
    return {f"{thing}:{what}": values for what, values in LIMITS.items() if f"{thing}:{what}" not in asked}


def _in_tags(tags, asked):
    return ", ".join(f"{tag}={rows.shown(rows.tidy(tags[tag]))}" for tag in (*asked, *_limits(asked)) if tags.get(tag))
