from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

from merchants.models import Merchant

register = template.Library()


@register.simple_tag
def list_link(wishes, slug):
    """`{% list_link wishes place.slug %}`: this same page with the place added to one's list, or taken from it."""
    return f"{wishes.toggled(slug).query_of_page}#{slug}"


@register.simple_tag
def offer(found):
    """`{% offer found %}`: what a place offers and what waits there, with pictograms and words."""
    place = found.merchant
    offered = tuple((offered.icon, offered.words) for offered in found.offered)
    waiting = tuple((waiting.icon, waiting.words) for waiting in found.waiting)
    warm, cool = found.is_on_top and place.is_heated, found.is_on_top and place.is_cool
    return _offer(get_language(), waiting, offered, place.wheelchair, warm, cool, bool(place.quiet_hours))


@lru_cache(maxsize=4096)
def _offer(language, waiting, offered, wheelchair, is_heated, is_cool, is_quiet):
    # Drawn once for as long as it stays the same: a page shows twenty, and drawing these takes longer than finding them.
    parts = {
        "waiting": waiting,
        "offered": offered,
        "wheelchair": wheelchair and Merchant.Wheelchair(wheelchair).label,
        "is_heated": is_heated,
        "is_cool": is_cool,
        "is_quiet": is_quiet,
    }
    return render_to_string("referrals/offer.html", parts)
