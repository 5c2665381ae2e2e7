"""What anybody may read about a city: its own page, and its posters for a cold and a hot week."""

from itertools import groupby

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from merchants import page_texts, posters
from merchants.models import Chapter

PAGE = 50
# Of the warm or cool places so many are named at once; the poster has more.
NAMED = 12


@login_not_required
@require_safe
def chapter_detail(request, slug):
    chapter, now = get_object_or_404(Chapter, slug=slug), timezone.localtime()
    weather = chapter.weather_on(now.date())
    places = chapter.merchants.listed().by_neighbourhood().with_pause_on(now.date()).prefetch_related("offers__service")
    page = Paginator(places, PAGE).get_page(request.GET.get("pagina"))
    context = {
        "chapter": chapter,
        "page": page,
        "count": page.paginator.count,
        "texts": page_texts.said_on_page(chapter, has_places=page.paginator.count > 0),
        "quarters": by_quarter(page, now),
        "neighbourhoods": chapter.neighbourhoods.all(),
        "weather": weather,
        "weather_places": weather and posters.places_for(weather, chapter, now.date())[:NAMED],
        "poster_url": weather and posters.address_of(weather, chapter),
    }
    return render(request, "merchants/chapter_detail.html", context)


def by_quarter(places, now):
    """[(neighbourhood or None, [(place, whether it is open now)])]"""
    groups = groupby(places, key=lambda place: place.neighbourhood)
    return [(neighbourhood, [(place, place.hours_at(now)) for place in there]) for neighbourhood, there in groups]


@login_not_required
@require_safe
def poster(request, slug, weather):
    chapter, today = get_object_or_404(Chapter, slug=slug), timezone.localdate()
    sheets = posters.sheets_for(weather, chapter, today)
    context = {
        "chapter": chapter,
        "is_warm": weather == Chapter.Weather.COLD,
        "sheets": sheets,
        "is_few": sum(len(spots) for sheet in sheets[:1] for _neighbourhood, spots in sheet.quarters) <= posters.A_FEW,
        "qr": posters.qr(request.path),
        "city_address": settings.SITE_URL + chapter.get_absolute_url(),
        "today": today,
    }
    return render(request, "merchants/poster.html", context)
