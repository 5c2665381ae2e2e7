"""The four lists of HSDS, and any one thing in them."""

from merchants.models import Merchant

from . import published
from .hsds import HERE, Writer
from .keys import About, Keys


def organizations(asked, today):
    return _of_places(asked, today, Writer.organization_whole)


def locations(asked, today):
    return _of_places(asked, today, Writer.location)


def services(asked, today):
    return _of_parts(asked, today, Writer.service_whole)


def service_at_locations(asked, today):
    return _of_parts(asked, today, Writer.service_at_location_whole)


def one(what, text, today):
    """The thing of this list with this identifier, or None."""
    keys = Keys.here()
    about, place_pk, part = keys.read(text) or (None, 0, 0)
    tell = _TOLD.get((what, about))
    place = tell and published.places(today).filter(pk=place_pk).first()
    if not place:
        return None
    writer = Writer(keys, today)
    if not part:
        return tell(writer, place)
    about = _OF_HERE.get(about, about)
    return tell(writer, place, about, part) if (about, part) in writer.parts(place) else None


_OF_HERE = {here: about for about, here in HERE.items()}
_TOLD = {
    ("organizations", About.ORGANIZATION): Writer.organization_whole,
    ("locations", About.LOCATION): Writer.location,
    ("services", About.SERVICE): Writer.service_whole,
    ("services", About.TREAT): Writer.service_whole,
    ("service_at_locations", About.SERVICE_HERE): Writer.service_at_location_whole,
    ("service_at_locations", About.TREAT_HERE): Writer.service_at_location_whole,
}


def _of_places(asked, today, tell):
    """(contents, how many there are in all)"""
    writer = Writer(Keys.here(), today)
    contents = [tell(writer, place) for place in published.places(today)[asked.span]]
    return contents, Merchant.objects.shown().count()


def _of_parts(asked, today, tell):
    writer, wanted = Writer(Keys.here(), today), list(published.parts()[asked.span])
    places = {place.pk: place for place in published.places(today).filter(pk__in={place for place, _about, _part in wanted})}
    contents = [tell(writer, places[place], About(about), part) for place, about, part in wanted if place in places]
    return contents, published.how_many_parts()
