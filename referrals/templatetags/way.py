"""The way to a place and to its neighbours, for pages of every floor: `{% load way %}`."""

from django import template
from django.utils import timezone

from merchants.distance import walk
from referrals import directory
from referrals.found import way_in_words
from referrals.nearby import open_near
from referrals.reading import OF_THE_START, read_start
from referrals.wishes import Wishes

register = template.Library()


@register.inclusion_tag("referrals/way.html", takes_context=True)
def way_from(context, merchant):
    """`{% way_from merchant %}`: how far it is from where one searched (`bij`, or `lat` and `lng`, in the address), or a form that asks."""
    request = context["request"]
    asked = read_start(request.GET, directory.look()) if request.GET.keys() & OF_THE_START else Wishes()
    way = way_in_words(walk(asked.near, merchant)) if asked.near else ""
    return {"start": asked.near, "way": way, "unknown": asked.unknown_place, "meant": asked.suggestions, "path": request.path}


@register.inclusion_tag("referrals/open_nearby.html")
def open_nearby(merchant, service=None):
    """`{% open_nearby merchant %}`: two neighbours that are open now, or a sentence when there are none; with this service. One query."""
    return {"places": open_near(merchant, timezone.now(), service), "service": service}
