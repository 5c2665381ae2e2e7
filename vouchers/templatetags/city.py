"""What waits in a city and what it may tell in numbers, for its own page: `{% load city %}`."""

from django import template

from vouchers import figures

register = template.Library()


@register.inclusion_tag("vouchers/city_board.html")
def city_board(chapter):
    """`{% city_board chapter %}`: what hangs on all boards of this city together. One query."""
    return {"chapter": chapter, "treats": figures.waiting_in(chapter)}


@register.inclusion_tag("vouchers/city_figures.html")
def city_figures(chapter, places):
    """`{% city_figures chapter count %}`: how many places, and about how many treats were given and handed out so far. One query."""
    return {"figures": figures.figures_of(chapter), "places": places}
