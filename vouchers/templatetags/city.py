"""What waits in a city, for its own page: `{% load city %}`."""

from django import template

from vouchers import figures

register = template.Library()


@register.inclusion_tag("vouchers/city_board.html")
def city_board(chapter):
    """`{% city_board chapter %}`: what hangs on all boards of this city together. One query."""
    return {"chapter": chapter, "treats": figures.waiting_in(chapter)}
