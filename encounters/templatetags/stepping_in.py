"""The way to somebody who comes along, for pages of every floor: `{% load stepping_in %}`. Each shows nothing where nobody does."""

from django import template

from encounters.models import Peer
from merchants.models import Chapter

register = template.Library()


@register.inclusion_tag("encounters/together_at.html")
def together_at(merchant):
    """`{% together_at merchant %}`: whether a peer knows the way there. One query."""
    return {"merchant": merchant, "is_known": Peer.objects.willing().filter(places=merchant).exists()}


@register.inclusion_tag("encounters/together_in.html")
def together_in(chapter):
    """`{% together_in chapter %}`: whether peers of this city go along. One query."""
    return {"chapter": chapter, "is_there": Peer.objects.willing().filter(role__chapter=chapter).exists()}


@register.inclusion_tag("encounters/together_cities.html")
def together_cities():
    """`{% together_cities %}`: a card with the cities where peers go along. One query."""
    there = Peer.objects.willing().values("role__chapter")
    return {"cities": Chapter.objects.filter(pk__in=there)}
