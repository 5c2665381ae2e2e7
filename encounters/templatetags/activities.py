"""What a city does together, for pages of every floor: `{% load activities %}`."""

from django import template
from django.urls import reverse
from django.utils import timezone

from encounters.models import Activity
from merchants.languages import name_of_language

register = template.Library()

SHOWN = 3


@register.inclusion_tag("encounters/coming.html")
def coming_in(chapter):
    """`{% coming_in chapter %}`: the next activities of a city, and the way to its calendar; nothing where none is planned. One query."""
    return {"chapter": chapter, "activities": _next(Activity.objects.filter(chapter=chapter), chapter, SHOWN)}


@register.inclusion_tag("encounters/coming_at.html")
def coming_at(merchant):
    """`{% coming_at merchant %}`: the next activity at a place; nothing where none is planned. One query."""
    return {"chapter": merchant.chapter, "activities": _next(Activity.objects.filter(merchant=merchant), merchant.chapter, 1)}


@register.simple_tag
def activity_url(activity, chapter):
    """`{% activity_url activity chapter %}`: its page, without asking for its city."""
    return reverse("encounters:activity", args=[chapter.slug, activity.slug])


@register.simple_tag
def spoken(activity):
    """`{% spoken activity %}`: the names of its languages."""
    return ", ".join(name_of_language(code) for code in activity.languages)


def _next(activities, chapter, most):
    """A cancelled one is told on its own page; nobody is sent to it from here."""
    found = list(activities.coming(timezone.now()).going_on().with_place()[:most])
    for activity in found:
        activity.chapter = chapter
    return found
