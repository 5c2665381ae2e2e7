"""Where a city listens, for its own page: `{% load listening %}`."""

from django import template
from django.utils import timezone

from encounters.models import Evaluation, ListeningRound

# The rounds that told last; older ones are found from there.
CLOSED = 2

register = template.Library()


@register.inclusion_tag("encounters/listening.html")
def listening(chapter):
    """`{% listening chapter %}`: the way to rounds that ask, to what was told last, and to what makes it hard. Three queries."""
    rounds = ListeningRound.objects.filter(chapter=chapter)
    evaluation = Evaluation.objects.filter(chapter=chapter).that_told().first()
    if evaluation:
        evaluation.chapter = chapter
    return {
        "chapter": chapter,
        "asking": rounds.for_everybody().asking_on(timezone.localdate()),
        "told": rounds.of_their_own().closed()[:CLOSED],
        "evaluation": evaluation,
    }
