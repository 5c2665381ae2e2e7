"""How a list on paper draws what a place offers."""

from django import template
from django.utils.translation import get_language

from referrals.cards import offer, offered_by

register = template.Library()


@register.simple_tag
def offer_on_paper(found, day):
    """`{% offer_on_paper found today %}`: what a place offers and what waits there, with pictograms and words."""
    return offer(get_language(), *offered_by(found, lambda offered: offered.words_on_paper(day)))
