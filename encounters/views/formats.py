"""How activities go, for the team: formats of the network and of the own city, to begin an activity with and to adapt."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from encounters import actions, pieces
from encounters.format_forms import FormatForm
from encounters.format_kit import FORMATS
from encounters.models import ActivityFormat
from encounters.models.words import told
from merchants.admin.base import Who

from .team import chapter_of, chapters_of


@never_cache
def team_formats(request):
    chapters = chapters_of(request.user, Who.TEAM)
    decides_in = chapters_of(request.user, Who.COORDINATORS)
    ready = [(slug, each.kind, told(each.title), pieces.KINDS["formats"].say(each.content)[3:]) for slug, each in FORMATS.items()]
    context = {
        "own": ActivityFormat.objects.filter(chapter__in=chapters).select_related("chapter"),
        "ready": ready,
        "decides_in": decides_in,
        "begin_url": reverse("admin:encounters_activity_add"),
        "team_page": True,
    }
    return render(request, "encounters/team_formats.html", context)


@never_cache
def team_format(request, pk):
    there = get_object_or_404(ActivityFormat.objects.select_related("chapter"), pk=pk, chapter__in=chapters_of(request.user, Who.TEAM))
    may_decide = there.chapter in chapters_of(request.user, Who.COORDINATORS)
    if request.method == "POST" and not may_decide:
        raise Http404
    if request.POST.get("what") == "drop":
        there.delete()
        messages.success(request, _("It is gone. Activities that began with it stay."))
        return redirect("encounters:team-formats")
    form = FormatForm(request.POST or None, instance=there) if may_decide else None
    if form and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("encounters:team-format", pk)
    said = pieces.KINDS["formats"].say(ActivityFormat.objects.get(pk=pk).content)
    context = {"format": there, "title": str(there), "form": form, "said": said, "begin_url": reverse("admin:encounters_activity_add")}
    return render(request, "encounters/team_format.html", context | {"team_page": True})


@never_cache
@require_POST
def team_format_own(request):
    """A format of the network becomes one of the own city."""
    chapter = chapter_of(request.user, Who.COORDINATORS, request.POST.get("stad"))
    ready = FORMATS.get(request.POST.get("formaat"))
    if not ready:
        raise Http404
    made = actions.make_format_own(chapter=chapter, ready=ready)
    messages.success(request, _("It is yours now. Change what you like."))
    return redirect("encounters:team-format", made.pk)
