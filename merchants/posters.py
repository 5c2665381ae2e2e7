"""A poster for a cold or a hot week: the warm, or the cool, places of a city by neighbourhood, on as many sheets of paper as they need.

There is one poster for everybody, and it can be printed all year; the weather only puts it on top.
"""

from dataclasses import dataclass
from itertools import groupby
from math import ceil

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

from merchants import hours
from merchants.models import Chapter, Merchant, Pause

# Measured: so many fit on a sheet of A4, also where all have long names and seven services. A few get one column, and large letters.
PLACES_A_SHEET = 8
A_FEW = 3
# Nobody hangs up more paper than this; whoever looks for the rest has the city's own page, and the poster says so.
MOST = 80

TICKS = {Chapter.Weather.COLD: "is_heated", Chapter.Weather.HOT: "is_cool"}
PAGES = {Chapter.Weather.COLD: "merchants:poster-warm", Chapter.Weather.HOT: "merchants:poster-cool"}


@dataclass(frozen=True)
class Spot:
    """One place on the poster."""

    merchant: Merchant
    # The coming seven days, days that are alike together; empty where nobody knows.
    week: list[tuple[str, str]]
    # The breaks that begin within these days, in words.
    breaks: list[str]


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper: [(neighbourhood, or None; its spots)]."""

    quarters: list[tuple[object, list[Spot]]]
    # Whether it is the last one, and there are more places than are on the poster.
    leaves_some_out: bool


def address_of(weather, chapter):
    return reverse(PAGES[weather], args=[chapter.slug])


def places_marked_for(weather, chapter):
    """The places of a city that are warm (for cold weather) or cool (for hot)."""
    return Merchant.objects.listed().filter(**{"chapter": chapter, TICKS[weather]: True})


def places_for(weather, chapter, today):
    """The same by neighbourhood, without those that take a break today."""
    return places_marked_for(weather, chapter).exclude(pk__in=Pause.objects.on(today).values("merchant")).by_neighbourhood()


def sheets_for(weather, chapter, today):
    # One more than fit, to know whether there are more.
    places = list(places_for(weather, chapter, today).with_pause_on(today).prefetch_related("offers__service")[: MOST + 1])
    spots = [_spot(place, today) for place in places[:MOST]]
    # As many on each, so that no single place is left for the last one.
    on_each = ceil(len(spots) / ceil(len(spots) / PLACES_A_SHEET)) if spots else 1
    return [
        _sheet(spots[start : start + on_each], leaves_some_out=len(places) > MOST and start + on_each >= MOST)
        for start in range(0, len(spots), on_each)
    ]


def _spot(place, today):
    return Spot(place, hours.week_in_words(place.hours_believed_on(today), today), place.coming_breaks(today, within=7))


def _sheet(spots, *, leaves_some_out):
    groups = groupby(spots, key=lambda spot: spot.merchant.neighbourhood)
    return Sheet([(neighbourhood, list(there)) for neighbourhood, there in groups], leaves_some_out)


def qr(path):
    """The address of this page as a drawing, so that paper leads to what is true now."""
    drawing = segno.make(settings.SITE_URL + path, error="m", micro=False)
    return mark_safe(drawing.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None))  # noqa: S308 - drawn from our own address
