"""Rounds that wait for an activity, for the counter and for one's own place: `{% load activity_asides %}`."""

from collections import defaultdict

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from encounters.models import Activity, ActivityAside

register = template.Library()


@register.simple_tag
def rounds_at(merchant):
    """`{% rounds_at merchant as rounds %}`: what is kept there now for activities, by treat. One query."""
    rounds = defaultdict(list)
    for aside in ActivityAside.objects.standing().filter(treat__merchant=merchant).select_related("activity"):
        rounds[aside.treat_id].append(aside)
    return rounds


@register.inclusion_tag("encounters/counter_rounds.html", takes_context=True)
def rounds_of(context, treat, rounds):
    """`{% rounds_of treat rounds %}`: how many of this kind wait for which activities; nothing where none hangs."""
    # A phone's own copy of the counter gets no `rounds`: after the activity it would still show them.
    asides = rounds[treat.pk] if rounds and treat.waiting else []
    told = [{"pk": aside.pk, "number": min(aside.number, treat.waiting), "activity": aside.activity} for aside in asides]
    return {"treat": treat, "rounds": told, "token": context["link"].token, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/door.html")
def activities_door(merchant):
    """`{% activities_door merchant %}`: the way to what comes at one's own place. One query."""
    number = Activity.objects.filter(merchant=merchant).coming(timezone.now()).going_on().count()
    words = ngettext(
        "%d is planned here. Let something wait for whoever comes.", "%d are planned here. Let something wait for whoever comes.", number
    )
    return {
        "url": reverse("encounters:place-activities", args=[merchant.slug]),
        "icon": "calendar-days",
        "title": _("Activities here"),
        "words": words % number if number else _("Nothing is planned here now. Your team likes to hear your ideas."),
    }
