"""/beheer/teksten-van-het-netwerk/: the letters that go out of no city, or before we know of which one, in the words of HQ."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from enchante.city_texts import edit, rows_of
from merchants.models import ChapterText
from merchants.texts import TEXTS


@never_cache
def network_texts(request):
    _only_hq(request.user)
    said = {(each.name, each.language): each for each in ChapterText.objects.filter(chapter=None)}
    rows = rows_of([text for text in TEXTS.values() if text.is_of_network], said)
    return render(request, "team/network_texts.html", {"rows": rows, "network": settings.NETWORK_NAME, "team_page": True})


@never_cache
def network_text_edit(request, name):
    _only_hq(request.user)
    return edit(request, None, name, here=reverse("network-text-edit", args=[name]), texts_url=reverse("network-texts"))


def _only_hq(user):
    if not user.is_superuser:
        raise Http404
