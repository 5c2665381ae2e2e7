"""One's own login: what one does here, what we know about one, and the way out of each of them."""

from django import forms
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from encounters.models import Activity, FirstVisit, Peer
from merchants import actions, versions
from merchants.models import ChecklistItem, Letter, Merchant, TeamRole, User
from referrals.actions import stop_pointing_the_way


@never_cache
@require_safe
def own_account(request):
    roles = _roles_of(request.user)
    # Whoever only points the way, or only goes along, finds the way back there in the menu.
    menu = True if roles["places"] else "organisation" if roles["referring"] else "agenda" if _is_peer_alone(roles["roles"]) else True
    return render(request, "own_pages/account.html", {**roles, "team_page": menu})


@require_POST
def team_leave(request, pk):
    actions.leave_team(role=get_object_or_404(request.user.roles, pk=pk))
    update_session_auth_hash(request, request.user)  # Their other logins ended; here they stay in.
    messages.success(request, _("You left the team. Thank you for everything you did."))
    return redirect("own-account")


@require_POST
def organisation_leave(request, pk):
    referrer = get_object_or_404(request.user.referring, pk=pk)
    stop_pointing_the_way(organisation=referrer.organisation, user=request.user)
    messages.success(request, _("You no longer point the way for this organisation. Thank you for all those times."))
    return redirect("own-account")


@never_cache
@require_safe
def own_data(request):
    """Everything that stands here about this person, as a file any program reads."""
    name = {"Content-Disposition": 'attachment; filename="enchante.json"'}
    return JsonResponse(everything_about(request.user), headers=name, json_dumps_params={"ensure_ascii": False, "indent": 2})


class ErasingForm(forms.Form):
    """One tick, so that no thumb erases a login by itself."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, erase my login and everything that tells about me."),
        error_messages={"required": gettext_lazy("Tick this if you are sure. Otherwise nothing happens.")},
    )


@never_cache
def own_erase(request):
    form = ErasingForm(request.POST or None)
    if form.is_valid():
        try:
            _leave_everything(request.user)
        except LastOfHQ:
            form.add_error(None, _("You are the last one of HQ. Invite somebody else first, so that the cities are not left alone."))
        else:
            logout(request)
            return redirect("own-erased")
    return render(request, "own_pages/erase.html", {"form": form, **_roles_of(request.user), "team_page": True})


@login_not_required
@require_safe
def own_erased(request):
    return render(request, "own_pages/erased.html")


def _roles_of(user):
    return {
        "places": Merchant.objects.run_by(user),
        "roles": user.roles.select_related("chapter"),
        "referring": user.referring.select_related("organisation"),
        "asked": user.signals.exists(),
    }


def _is_peer_alone(roles):
    return {role.role for role in roles} == {TeamRole.Role.PEER}


class LastOfHQ(Exception):
    """Without this person nobody could make a coordinator any more."""


@transaction.atomic
def _leave_everything(user):
    """Locks everybody of HQ, so that the last two do not leave at once. Raises LastOfHQ."""
    hq = User.objects.select_for_update().filter(is_superuser=True, is_active=True).order_by("pk")
    if {each.pk for each in hq} == {user.pk}:
        raise LastOfHQ
    for merchant in Merchant.objects.filter(people__user=user):
        actions.stop_looking_after(merchant=merchant, user=user)
    for role in user.roles.select_related("chapter"):
        actions.leave_team(role=role)
    for referrer in user.referring.select_related("organisation"):
        stop_pointing_the_way(organisation=referrer.organisation, user=user)
    actions.erase(user=user)


def _place_of(version):
    return version.name if hasattr(version, "name") else version.merchant.name


def _as_peer(peer):
    """Of whom they meet only when and where: the sign is theirs."""
    visits = FirstVisit.objects.filter(peer=peer).kept(timezone.localdate()).going_on()
    return {
        **{name: getattr(peer, name) for name in ("called", "languages", "noted_on", "insured_on", "is_paused", "days_away")},
        "hours": list(peer.hours.values("weekday", "begins", "ends")),
        "places": [place.name for place in peer.places.all()],
        "visits": list(visits.values("begins_at", "place__name")),
    }


def everything_about(user):
    """A dictionary of what every room knows about this person; no secrets, such as keys."""
    return {
        "login": {"email": user.email, "name": user.name, "since": user.created_at, "last login": user.last_login, "HQ": user.is_superuser},
        "looks after": [merchant.name for merchant in Merchant.objects.filter(people__user=user)],
        "is the contact of": list(
            Merchant.objects.filter(contact_email__iexact=user.email).values("name", "contact_name", "contact_email", "contact_phone")
        ),
        "works in the team of": [{"city": role.chapter.name, "as": role.role} for role in user.roles.select_related("chapter")],
        "points the way for": [each.organisation.name for each in user.referring.select_related("organisation")],
        "welcomes people at": list(Activity.objects.filter(team_hosts__user=user).values("title", "begins_at")),
        "asked about places": list(user.signals.values("merchant__name", "reason", "day", "answer")),
        "goes along as a peer": [_as_peer(peer) for peer in Peer.objects.filter(role__user=user).prefetch_related("hours", "places")],
        "did for a new city": list(ChecklistItem.objects.filter(done_by=user).values("words", "done_on")),
        "second factors": list(user.authenticator_set.values("type", "created_at", "last_used_at")),
        "letters": list(Letter.objects.filter(to__iexact=user.email).values("written_at", "subject", "body")),
        "changed": [
            {
                "when": each.pgh_created_at,
                "what": str(model.pgh_tracked_model._meta.verbose_name),
                "at": _place_of(each),
                "how": each.pgh_label,
            }
            for model in versions.models()
            for each in model.objects.filter(pgh_context__user=user.pk)
        ],
        "done in the admin": list(user.logentry_set.values("action_time", "object_repr", "change_message")),
    }
