"""Where else? A place that takes a break or has closed points at its neighbours that are open now."""

from django.utils import timezone

from merchants.distance import WALKED_IN_A_MINUTE, walk
from merchants.models import Merchant, ServiceOffer

from .found import LONGEST_WALK, Found

AS_MANY = 2
# About as far as one walks in an hour, in degrees: nobody is sent to another town, and PostgreSQL need not look there.
NORTH_OR_SOUTH, EAST_OR_WEST = 0.035, 0.055


def open_near(place, now, service=None):
    """The two nearest places that are open now, within an hour's walk, as Found without what they offer; where this service is there too.

    One query.
    """
    here = (place.lng - EAST_OR_WEST, place.lat - NORTH_OR_SOUTH, place.lng + EAST_OR_WEST, place.lat + NORTH_OR_SOUTH)
    others = Merchant.objects.listed().open_at(now).within(here).exclude(pk=place.pk)
    if service:
        others = others.filter(offers__in=ServiceOffer.objects.filter(service=service).there_at(now))
    nearest = others.with_pause_on(timezone.localdate(now)).nearest(place.lat, place.lng)[:AS_MANY]
    found = [Found(each, offered=[], waiting=[], answer=each.hours_at(now), metres=walk(place, each)) for each in nearest]
    return [each for each in found if each.metres <= LONGEST_WALK * WALKED_IN_A_MINUTE]
