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
    return _offer(get_language(), tuple(found.waiting), tuple(found.services), found.merchant.wheelchair)


@lru_cache(maxsize=4096)
def _offer(language, waiting, services, wheelchair):
    # Drawn once for as long as it stays the same: a page shows twenty, and drawing these takes longer than finding them.
    parts = {"waiting": waiting, "services": services, "wheelchair": wheelchair and Merchant.Wheelchair(wheelchair).label}
    return render_to_string("referrals/offer.html", parts)
