"""The calendar of a city, and what one may ask of it: a kind, a language, a month, a neighbourhood, easy with a wheelchair.

A city plans some dozens of activities ahead, so all that come are read at once and sorted here; what one may ask for is what there is.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from encounters.models import Activity
from merchants.dates import date_format
from merchants.languages import name_of_language

# More than this nobody plans; the page would stop here.
MOST = 500
YEARS = range(2020, 2100)
KIND, LANGUAGE, WHEELCHAIR, MONTH, QUARTER = NAMES = ("soort", "taal", "rolstoel", "maand", "buurt")


@dataclass(frozen=True)
class Link:
    """One thing to ask for, or to stop asking for."""

    words: str
    query: str
    is_on: bool
    icon: str = ""


@dataclass(frozen=True)
class Agenda:
    activities: list
    # [(what it is about, its Links)], only where there is something to choose.
    filters: list
    asked: dict = field(default_factory=dict)
    # Whether something was asked for that there is not, and so is left out.
    has_unknown: bool = False

    @property
    def query(self):
        return urlencode(self.asked)


def read(chapter, question, now):
    """The Agenda of what comes in this city, as far as it was asked for. One query."""
    coming = list(Activity.objects.filter(chapter=chapter).coming(now).with_place()[:MOST])
    for activity in coming:
        activity.chapter = chapter
    choices = {name: _choices(name, coming) for name in NAMES}
    typed = {name: question[name] for name in NAMES if question.get(name)}
    asked = {name: value for name, value in typed.items() if value in choices[name]}
    found = [activity for activity in coming if all(value in _told(name, activity) for name, value in asked.items())]
    return Agenda(found, _filters(choices, asked), asked, has_unknown=asked != typed)


def by_day(activities):
    """[(day, its activities)]"""
    return [(day, list(there)) for day, there in groupby(activities, key=lambda each: timezone.localdate(each.begins_at))]


def month_of(text):
    """The first day of a month such as 2026-12, or None; also where nobody plans, so that the pages of months come to an end."""
    try:
        month = date.fromisoformat(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        return None
    return month if month and month.year in YEARS else None


def _told(name, activity):
    """{what one may ask for: how it is called} of one activity."""
    there = activity.place and activity.place.neighbourhood
    return {
        KIND: lambda: {activity.kind: activity.get_kind_display()},
        LANGUAGE: lambda: {code: name_of_language(code) for code in activity.languages},
        WHEELCHAIR: lambda: {"1": _("easy with a wheelchair")} if activity.is_easy else {},
        MONTH: lambda: {f"{timezone.localdate(activity.begins_at):%Y-%m}": date_format(timezone.localtime(activity.begins_at), "F Y")},
        QUARTER: lambda: {there.slug: there.name} if there else {},
    }[name]()


def _choices(name, coming):
    told = {}
    for activity in coming:
        told |= _told(name, activity)
    return told


def _filters(choices, asked):
    titles = {KIND: _("What"), LANGUAGE: _("Language"), MONTH: _("When"), QUARTER: _("Neighbourhood"), WHEELCHAIR: _("Wheelchair")}
    return [
        (titles[name], _links(name, choices[name], asked))
        for name in titles
        if len(choices[name]) > 1 or name in asked or name == WHEELCHAIR and choices[name]
    ]


def _links(name, there, asked):
    # Months stay in their order, the rest stands by the alphabet.
    values = list(there) if name == MONTH else sorted(there, key=lambda value: there[value].lower())
    return [_link(name, value, there[value], asked) for value in values]


def _link(name, value, words, asked):
    is_on = asked.get(name) == value
    others = {each: asked[each] for each in NAMES if each in asked and each != name}
    icon = Activity.Kind(value).icon if name == KIND else ""
    return Link(capfirst(words), urlencode(others if is_on else others | {name: value}), is_on, icon)
