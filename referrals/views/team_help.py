"""A coordinator brings a list of other help in, looks at what it would do, accepts it, and shows it in the city or hides it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from merchants.admin.base import Who
from merchants.models import Chapter
from referrals import actions
from referrals.models import OtherHelpImport, OtherHelpList
from referrals.other_help.comparing import plan_of
from referrals.other_help.upload_form import UploadForm

ON_A_PAGE = 20
# Of what comes, changes and goes so many are named.
NAMED = 50


@never_cache
def team_help(request):
    chapters = _own(request.user)
    what = request.POST.get("what")
    if what in SWITCHES:
        SWITCHES[what](request, chapters)
        return redirect("referrals:team-help")
    form = UploadForm(request.POST or None, request.FILES or None, chapters=chapters)
    if form.is_valid():
        brought = actions.bring_help(user=request.user, **form.brought)
        return redirect("referrals:team-help-look", brought.pk)
    imports = OtherHelpImport.objects.filter(chapter__in=chapters).light().select_related("chapter", "user")
    context = {
        "form": form,
        "cities": _cities(chapters),
        "imports": Paginator(imports, ON_A_PAGE).get_page(request.GET.get("pagina")),
        "team_page": True,
    }
    return render(request, "referrals/team_help.html", context)


@never_cache
def team_help_look(request, pk):
    imports = OtherHelpImport.objects.filter(chapter__in=_own(request.user)).select_related("chapter", "user")
    brought = get_object_or_404(imports, pk=pk)
    if request.POST.get("what") in STEPS:
        return _step(request, brought)
    is_waiting = brought.written_on is None
    before = OtherHelpList.objects.filter(chapter=brought.chapter, source=brought.source).first()
    context = {
        "import": brought,
        "before": before,
        "plan": plan_of(brought) if is_waiting else None,
        "named": f":{NAMED}",
        "most_named": NAMED,
        "team_page": True,
    }
    return render(request, "referrals/team_help_look.html", context)


def _own(user):
    """The cities this person coordinates, by name; whoever coordinates none finds no such page."""
    chapters = Chapter.objects.filter(pk__in=Who.COORDINATORS.chapters(user)) if user.is_staff else Chapter.objects.none()
    own = list(chapters.select_related("shows_other_help__user").order_by("name"))
    if not own:
        raise Http404
    return own


def _cities(chapters):
    """(city, its lists with how many are on each)"""
    lists = OtherHelpList.objects.filter(chapter__in=chapters).annotate(number=Count("spots"))
    return [(chapter, [each for each in lists if each.chapter_id == chapter.pk]) for chapter in chapters]


# What the buttons of the city do


def _show(request, chapters):
    chapter = _asked(request, chapters)
    actions.show_help(chapter=chapter, user=request.user)
    messages.success(request, _("Guests see it now in %(city)s, on a page of its own and faint on the map.") % {"city": chapter})


def _hide(request, chapters):
    chapter = _asked(request, chapters)
    actions.hide_help(chapter=chapter, user=request.user)
    messages.success(request, _("Guests in %(city)s see none of it any more. The lists are still here.") % {"city": chapter})


def _take_off(request, chapters):
    lists = OtherHelpList.objects.filter(chapter__in=chapters)
    help_list = get_object_or_404(lists, pk=_number(request.POST.get("list")))
    actions.take_help_off(help_list=help_list, user=request.user)
    messages.success(request, _("The list is gone: %(source)s.") % {"source": help_list.source})


def _asked(request, chapters):
    chapter = next((each for each in chapters if each.slug == request.POST.get("stad")), None)
    if not chapter:
        raise Http404
    return chapter


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


SWITCHES = {"show": _show, "hide": _hide, "off": _take_off}


# What the buttons under a file do


def _step(request, brought):
    try:
        return STEPS[request.POST["what"]](request, brought)
    except actions.HelpMovedOn:
        messages.info(request, _("Something changed meanwhile, so nothing was done. This is how it stands now."))
        there = OtherHelpImport.objects.filter(pk=brought.pk).exists()
        return redirect("referrals:team-help-look", brought.pk) if there else redirect("referrals:team-help")


def _accept(request, brought):
    actions.accept_help(help_import=brought, mark=request.POST.get("mark", ""), user=request.user)
    messages.success(request, _("It is done. Look below whether guests see it already."))
    return redirect("referrals:team-help")


def _away(request, brought):
    actions.put_help_away(help_import=brought)
    messages.success(request, _("Put away. Nothing of it was written."))
    return redirect("referrals:team-help")


STEPS = {"accept": _accept, "away": _away}
