"""The map of a city on paper, for everybody: the latest edition, older ones, and the list as it is today."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from merchants import posters
from merchants.models import Chapter
from referrals import map_snapshots
from referrals.map_sheets import Printed
from referrals.models import MapBackground, MapEdition

# A frozen edition stays as it is; what stands around it may become better.
keep_a_day = cache_control(public=True, max_age=86_400)


@login_not_required
@require_safe
def city_map(request, slug):
    chapter, asked = get_object_or_404(Chapter, slug=slug), request.GET.get("editie", "")
    editions = chapter.map_editions.frozen().select_related("background").defer("background__content").order_by("-number")
    edition = editions.filter(number=asked).first() if asked.isdecimal() and len(asked) < 6 else None
    edition = edition or editions.first()
    context = {
        "chapter": chapter,
        "edition": edition,
        "printed": edition and Printed(edition.snapshot, get_language()),
        "picture_url": edition.background.get_absolute_url() if edition and edition.background else "",
        "others": chapter.map_editions.frozen().exclude(pk=edition.pk).defer("snapshot").order_by("-number") if edition else [],
        "has_places": edition is not None or chapter.merchants.listed().exists(),
    }
    return render(request, "referrals/city_map.html", context)


@login_not_required
@require_safe
def city_list_today(request, slug):
    """The list with large letters as it is now, for a city without an edition, or for whoever wants the newest."""
    chapter, today = get_object_or_404(Chapter, slug=slug), timezone.localdate()
    snapshot = map_snapshots.of(chapter, today, is_drawn=False)
    if snapshot is None:
        raise Http404
    return show(request, MapEdition(chapter=chapter, made_on=today, snapshot=snapshot), "a4")


@login_not_required
@require_safe
@keep_a_day
def edition_a3(request, slug, number):
    return show(request, _frozen(slug, number), "a3")


@login_not_required
@require_safe
@keep_a_day
def edition_a4(request, slug, number):
    return show(request, _frozen(slug, number), "a4")


@login_not_required
@require_safe
@keep_a_day
def edition_a6(request, slug, number, quarter):
    return show(request, _frozen(slug, number), "a6", quarter)


@login_not_required
@require_safe
def background(request, digest):
    """The picture under a map that is out; the address holds its hash, so it never changes."""
    picture = get_object_or_404(MapBackground.objects.filter(editions__frozen_on__isnull=False).distinct(), digest=digest)
    return picture_of(picture, "public, max-age=31536000, immutable")


def picture_of(picture, kept):
    return HttpResponse(bytes(picture.content), content_type="image/jpeg", headers={"Cache-Control": kept, "ETag": f'"{picture.digest}"'})


def show(request, edition, paper, quarter="", **also):
    """An edition on this paper. Also for a proof, which only its team sees: `also` tells where its picture and the way back are."""
    printed = Printed(edition.snapshot, get_language())
    home, site = edition.chapter.get_absolute_url(), settings.SITE_URL.partition("://")[2]
    context = {
        "edition": edition,
        "chapter": edition.chapter,
        "printed": printed,
        "code": posters.qr(home),
        "address": site + home,
        "help_address": site + reverse("referrals:help"),
        "cards": printed.a6(quarter),
        "picture_url": edition.background.get_absolute_url() if edition.background else "",
        "back_url": edition.get_absolute_url(),
    }
    if paper == "a6" and not context["cards"]:
        raise Http404
    return render(request, f"referrals/edition_{paper}.html", context | also)


def _frozen(slug, number):
    editions = MapEdition.objects.frozen().select_related("chapter", "background")
    return get_object_or_404(editions.defer("background__content"), chapter__slug=slug, number=number)
