"""The agenda of a peer: who they meet, by a sign; when, where and in what they go along. Nobody else's, also not a coordinator's."""

from datetime import date, timedelta

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from encounters import actions
from encounters.models import FirstVisit, Peer
from encounters.peer_forms import HoursForm, KnowPlaceForm, PeerForm
from encounters.stepping_in import DAYS
from merchants.models import Merchant, TeamRole


@never_cache
@require_safe
def my_agenda(request):
    roles = request.user.roles.filter(role=TeamRole.Role.PEER).select_related("chapter")
    if not roles:
        raise Http404
    agendas = [_Agenda(peer, timezone.localdate()) for peer in _peers(request.user)]
    begun = {each.peer.pk for each in agendas}
    to_begin = [role for role in roles if role.pk not in begun]
    context = {"agendas": agendas, "to_begin": to_begin, "now": timezone.now(), "team_page": "agenda"}
    return render(request, "encounters/my_agenda.html", context)


@never_cache
def my_offer(request, pk):
    peer = _peer(request, pk)
    form = PeerForm(request.POST or None, instance=peer)
    if form.is_valid():
        actions.introduce(role=peer.role, **form.cleaned_data)
        messages.success(request, _("It is written down. Thank you!"))
        return redirect("encounters:my-offer", pk)
    return _offer(request, peer, form=form)


@require_POST
def my_offer_step(request, pk, step):
    peer = get_object_or_404(Peer.objects.of(request.user).select_related("role__chapter"), pk=pk)
    return STEPS[step](request, peer)


@require_POST
def my_visit_cancel(request, key):
    visit = get_object_or_404(FirstVisit.objects.filter(peer__in=Peer.objects.of(request.user)), pk=key)
    if actions.call_off(visit=visit, tells_peer=False):
        messages.success(request, _("It does not go on. Their page says so kindly, and offers another moment."))
    else:
        messages.info(request, _("This visit was over, or called off before. Nothing was changed."))
    return redirect("encounters:my-agenda")


class _Agenda:
    """What stands in the agenda of one peer."""

    def __init__(self, peer, today):
        self.peer, self.visits = peer, list(peer.visits.all())
        offered = {stretch.weekday for stretch in peer.hours.all()}
        days = [today + timedelta(number) for number in range(DAYS)]
        self.days = [(day, day in peer.days_away) for day in days if day.weekday() in offered]


def _peers(user):
    today = timezone.localdate()
    visits = FirstVisit.objects.kept(today).prefetch_related(Prefetch("place", Merchant.objects.with_pause_on(today)))
    return (
        Peer.objects.of(user).select_related("role__chapter", "role__user").prefetch_related("hours", "places", Prefetch("visits", visits))
    )


def _peer(request, pk):
    """The row of this person, or one still to write."""
    role = get_object_or_404(request.user.roles.filter(role=TeamRole.Role.PEER).select_related("chapter"), pk=pk)
    return _peers(request.user).filter(pk=pk).first() or Peer(role=role)


def _offer(request, peer, **forms):
    is_there = Peer.objects.filter(pk=peer.pk).exists()
    context = {
        "peer": peer,
        "is_there": is_there,
        "form": forms.get("form") or PeerForm(instance=peer),
        "hours_form": forms.get("hours_form") or HoursForm(),
        "place_form": forms.get("place_form") or KnowPlaceForm(peer=peer),
        "team_page": "agenda",
    }
    return render(request, "encounters/my_offer.html", context)


def _add_hours(request, peer):
    form = HoursForm(request.POST)
    if form.is_valid():
        try:
            actions.offer_hours(peer=peer, **form.cleaned_data)
        except actions.OfferedAlready:
            form.add_error(None, _("You offer hours then already. Take those away first, or choose others."))
        except actions.TooMuch:
            form.add_error(None, _("That is a full week already. Take some hours away first."))
    return _offer(request, peer, hours_form=form) if form.errors else redirect("encounters:my-offer", peer.pk)


def _take_hours_away(request, peer):
    peer.hours.filter(pk=_number(request.POST.get("hours"))).delete()
    return redirect("encounters:my-offer", peer.pk)


def _add_place(request, peer):
    form = KnowPlaceForm(request.POST, peer=peer)
    if form.is_valid():
        try:
            actions.know_place(peer=peer, place=form.cleaned_data["place"])
        except actions.TooMuch:
            form.add_error(None, _("Twelve places is a lot to know well. Take one off the list first."))
    return _offer(request, peer, place_form=form) if form.errors else redirect("encounters:my-offer", peer.pk)


def _take_place_away(request, peer):
    peer.places.remove(*[place for place in peer.places.all() if place.slug == request.POST.get("place")])
    return redirect("encounters:my-offer", peer.pk)


def _set_day(request, peer):
    today = timezone.localdate()
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        day = None
    if day and today <= day < today + timedelta(DAYS):
        actions.set_day(peer=peer, day=day, is_away=request.POST.get("away") == "1")
    return redirect("encounters:my-agenda")


def _set_pause(request, peer):
    actions.set_pause(peer=peer, is_paused=request.POST.get("pause") == "1")
    return redirect("encounters:my-agenda")


def _number(text):
    return int(text) if (text or "").isascii() and (text or "").isdigit() and len(text) < 10 else 0


STEPS = {
    "uren": _add_hours,
    "uren-weg": _take_hours_away,
    "plek": _add_place,
    "plek-weg": _take_place_away,
    "dag": _set_day,
    "pauze": _set_pause,
}
