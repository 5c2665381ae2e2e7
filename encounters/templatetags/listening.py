"""Where a city listens, for its own page: `{% load listening %}`."""

from django import template

register = template.Library()


@register.inclusion_tag("encounters/listening.html")
def listening(chapter):
    """`{% listening chapter %}`: the way to what makes it hard."""
    return {"chapter": chapter}
