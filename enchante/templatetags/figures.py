"""What a city tells in numbers, for its own page: `{% load figures %}`."""

from django import template
from django.utils import timezone

from enchante import figures

register = template.Library()


@register.inclusion_tag("figures/city_figures.html")
def city_figures(chapter, places):
    """`{% city_figures chapter count %}`: how many places, and how many treats were given and handed out so far. Three queries."""
    city = figures.city(timezone.localdate(), chapter)
    given, handed_out = city.so_far(*figures.GIVEN), city.so_far(figures.WENT_OUT)
    return {"chapter": chapter, "places": places, "given": given, "handed_out": handed_out, "since": city.since}
