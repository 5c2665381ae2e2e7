"""What anybody may read about a city: its own page, and its posters for a cold and a hot week."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from merchants import posters
from merchants.models import Chapter


@login_not_required
@require_safe
def chapter_detail(request, slug):
    chapter = get_object_or_404(Chapter, slug=slug)
    context = {
        "chapter": chapter,
        "count": chapter.merchants.listed().count(),
        "neighbourhoods": chapter.neighbourhoods.all(),
    }
    return render(request, "merchants/chapter_detail.html", context)


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
        "today": today,
    }
    return render(request, "merchants/poster.html", context)
