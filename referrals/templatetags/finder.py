"""How a list on paper draws what a place offers."""

from django import template
from django.utils.translation import get_language

from merchants.models import Merchant
from referrals.cards import offer, offered_by

register = template.Library()


@register.simple_tag
def offer_on_paper(found, day):
    """`{% offer_on_paper found today %}`: what a place offers and what waits there, with pictograms and words.

    Whether one gets in with a wheelchair comes first: on a full sheet the last lines go.
    """
    waiting, offered, wheelchair, *more = offered_by(found, lambda offered: offered.words_on_paper(day))
    if wheelchair:
        offered = (("accessibility", str(Merchant.Wheelchair(wheelchair).label)), *offered)
    return offer(get_language(), waiting, offered, "", *more)
