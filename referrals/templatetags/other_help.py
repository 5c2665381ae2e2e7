"""The way to other help nearby, from the page of a city: `{% load other_help %}`."""

from django import template

from referrals.models import OtherHelpList

register = template.Library()


@register.inclusion_tag("referrals/other_help_in.html")
def other_help_in(chapter):
    """`{% other_help_in chapter %}`: a quiet link, where the city shows any. One query."""
    return {"chapter": OtherHelpList.objects.shown().filter(chapter=chapter).exists() and chapter}
