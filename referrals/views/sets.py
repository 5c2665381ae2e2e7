"""Lists of places an organisation keeps. Opened each is an ordinary shortlist, which anybody may read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from referrals import actions, directory, shortlists
from referrals.models import Organisation
from referrals.set_form import KeepForm, SetForm

SETS_A_PAGE = 20


@never_cache
@require_safe
def organisation_sets(request, pk):
    organisation = get_object_or_404(Organisation.objects.of(request.user), pk=pk)
    kept = organisation.favourite_sets.select_related("neighbourhood").prefetch_related("places__merchant")
    sets = Paginator(kept, SETS_A_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "referrals/organisation_sets.html", {"organisation": organisation, "sets": sets, "team_page": "organisation"})


@never_cache
@require_safe
def set_keep(request):
    """From a shortlist, whose page knows nobody: on to one's organisation, or to choose which."""
    organisations = Organisation.objects.of(request.user).select_related("chapter")
    if not organisations:
        return redirect("referrals:my-organisations")
    doors = [(reverse("referrals:organisation-set-keep", args=[each.pk], query=request.GET), each) for each in organisations]
    if len(doors) == 1:
        return redirect(doors[0][0])
    return render(request, "referrals/set_keep.html", {"doors": doors, "team_page": "organisation"})


@never_cache
def organisation_set_keep(request, pk):
    organisation = get_object_or_404(Organisation.objects.of(request.user), pk=pk)
    wanted = shortlists.read(request.GET, directory=directory.look(), now=timezone.now())
    places = [entry.found.merchant for entry in wanted.entries]
    form = KeepForm(request.POST or None, organisation=organisation)
    if places and form.is_valid():
        try:
            actions.keep_set(organisation=organisation, merchants=[place.pk for place in places], **form.cleaned_data)
        except actions.SetExists:
            form.ask_to_replace()
        except actions.TooManySets:
            form.add_error(None, _("You keep sixty lists already. Take one away first, or put these places in the stead of another."))
        else:
            messages.success(request, _("It is kept. All of you find it here."))
            return redirect("referrals:organisation-sets", pk)
    context = {"organisation": organisation, "places": places, "notes": wanted.notes, "form": form, "team_page": "organisation"}
    return render(request, "referrals/organisation_set_keep.html", context)


def _kept(request, pk, set_pk):
    """(the organisation, its list) for somebody who points the way for it; else 404."""
    organisation = get_object_or_404(Organisation.objects.of(request.user), pk=pk)
    return organisation, get_object_or_404(
        organisation.favourite_sets.select_related("neighbourhood").prefetch_related("places__merchant"), pk=set_pk
    )


@never_cache
def organisation_set(request, pk, set_pk):
    """Another name for a list, another order, or fewer places."""
    organisation, kept = _kept(request, pk, set_pk)
    name = {"need": kept.need, "neighbourhood": kept.neighbourhood_id}
    form = SetForm(request.POST or None, initial=name, organisation=organisation)
    if form.is_valid():
        try:
            actions.rename_set(favourite_set=kept, **form.cleaned_data)
        except actions.SetExists:
            form.add_error(None, _("You keep another list with this name already."))
        else:
            messages.success(request, _("It is saved."))
            return redirect("referrals:organisation-set", pk, set_pk)
    shown = {"kept": kept, "rows": _rows(kept), "seen": _written(kept.keys())}
    return render(
        request, "referrals/organisation_set.html", {"organisation": organisation, "form": form, "team_page": "organisation"} | shown
    )


def _rows(kept):
    """Each place with the order that brings it one up ("" for the first) and the one that leaves it out, as buttons send them."""
    keys = kept.keys()
    for at, place in enumerate(kept.places.all()):
        up = [*keys[: at - 1], keys[at], keys[at - 1], *keys[at + 1 :]] if at else []
        yield place.merchant, _written(up), _written(keys[:at] + keys[at + 1 :])


def _written(keys):
    return ",".join(map(str, keys))


def _read(text):
    return [int(key) for key in text.split(",") if key.isascii() and key.isdigit() and len(key) < 19]


@require_POST
def organisation_set_arrange(request, pk, set_pk):
    _organisation, kept = _kept(request, pk, set_pk)
    try:
        actions.arrange_set(favourite_set=kept, seen=_read(request.POST.get("seen", "")), wanted=_read(request.POST.get("wanted", "")))
    except actions.SetChangedMeanwhile:
        messages.info(request, _("A colleague changed this list meanwhile. This is how it is now."))
    return redirect("referrals:organisation-set", pk, set_pk)


@require_POST
def organisation_set_remove(request, pk, set_pk):
    organisation = get_object_or_404(Organisation.objects.of(request.user), pk=pk)
    # Whatever is not there any more was taken away by a colleague: then it is as asked.
    actions.take_away_set(organisation=organisation, pk=set_pk)
    messages.success(request, _("The list is taken away."))
    return redirect("referrals:organisation-sets", pk)
