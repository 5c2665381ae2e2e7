"""Stories of a city, for its own page: `{% load stories %}`."""

from django import template

from encounters.models import Story

SHOWN = 2

register = template.Library()


@register.inclusion_tag("encounters/stories_of.html")
def stories_of(chapter):
    """`{% stories_of chapter %}`: the latest stories of a city, the way to the others and to telling one. One query."""
    return {"chapter": chapter, "stories": Story.objects.shown().filter(chapter=chapter)[:SHOWN]}
