"""Help lines beside texts about help, on pages of every floor: `{% load help %}`."""

from django import template
from django.utils.translation import get_language

from referrals.models import HelpLine

register = template.Library()

# The first is for danger, the others listen: the catalogue puts them in this order, and HQ keeps it.
AT_HAND = 3


@register.inclusion_tag("referrals/help_beside.html")
def help_beside(chapter=None, level=2):
    """`{% help_beside chapter %}`: whom to call in danger, who listens, and the way to all help lines (of this city). One query."""
    # Those for everywhere first: whatever a city puts where, danger is called on top.
    lines = sorted(HelpLine.objects.for_city(chapter), key=lambda line: line.chapter_id is not None)
    return {
        "lines": at_hand([line for line in lines if line.kind == HelpLine.Kind.CALL and line.number], get_language()),
        "city": chapter if any(line.chapter_id for line in lines) else None,
        "level": level,
    }


def at_hand(calls, language):
    """The line for danger, and those that listen in this language; all that listen, where none speaks it."""
    danger, listening = calls[:1], calls[1:AT_HAND]
    return danger + ([line for line in listening if line.speaks(language)] or listening)
