"""What a city tells in numbers, for its own page: `{% load figures %}`."""

from django import template
from django.utils import timezone

from enchante import done, figures

register = template.Library()


@register.inclusion_tag("figures/city_figures.html")
def city_figures(chapter, places):
    """`{% city_figures chapter count %}`: how many places, and how many treats were given and handed out so far. Three queries."""
    city = figures.city(timezone.localdate(), chapter)
    given, handed_out = city.so_far(*figures.GIVEN), city.so_far(figures.WENT_OUT)
    return {"chapter": chapter, "places": places, "given": given, "handed_out": handed_out, "since": city.since}


@register.inclusion_tag("figures/done.html")
def done_beside(chapter, half_year):
    """`{% done_beside chapter half_year %}`: what the city did in that half year, and in the one before."""
    return {"halves": done.done_in(chapter, half_year, half_year.before)}
