"""Where a city listens, for its own page: `{% load listening %}`."""

from django import template
from django.utils import timezone

from encounters.models import ListeningRound

# The rounds that told last; older ones are found from there.
CLOSED = 2

register = template.Library()


@register.inclusion_tag("encounters/listening.html")
def listening(chapter):
    """`{% listening chapter %}`: the way to rounds that ask, to those that told, and to what makes it hard. Two queries."""
    rounds = ListeningRound.objects.filter(chapter=chapter)
    return {"chapter": chapter, "asking": rounds.asking_on(timezone.localdate()), "told": rounds.closed()[:CLOSED]}
