"""The entrance for trying things out: one click per role of the demo town. Only while DEBUG; elsewhere these pages do not exist."""

from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from enchante.login import home_of
from merchants.models import User

# role -> (pictogram, name, what one can do there)
ROLES = {
    "handelaar": ("store", _("Merchant"), _("Look after a place, its board and its counter.")),
    "doorverwijzer": ("signpost", _("Social worker"), _("Find places for somebody and print a list.")),
    "coordinator": ("users", _("Coordinator"), _("Welcome places and look after a city.")),
    "vrijwilliger": ("hand-helping", _("Volunteer"), _("Check whether what we say of places is still right.")),
    "maatje": ("footprints", _("Peer"), _("Go along on a first visit.")),
    "hq": ("building-2", _("Head office"), _("See all cities, services and kinds of treat.")),
}


def address_of(role):
    """The e-mail address the demo town gives to this role."""
    return f"{role}@demo.example"


def make_demo_staff(user):
    """Give a member of the demo team a second factor, as every member of a team has one. Safe to repeat."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, generate_totp_secret())


def only_while_debug(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.DEBUG:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@only_while_debug
@login_not_required
def door(request):
    there = set(User.objects.filter(email__in=map(address_of, ROLES)).values_list("email", flat=True))
    roles = [
        {"role": role, "icon": icon, "name": name, "does": does, "is_there": address_of(role) in there}
        for role, (icon, name, does) in ROLES.items()
    ]
    return render(request, "demo/door.html", {"roles": roles, "is_seeded": bool(there)})


@only_while_debug
@login_not_required
@require_POST
def enter(request, role):
    """Log in as this role of the demo town. The second factor is recorded only where the person has one."""
    user = User.objects.filter(email=address_of(role)).first() if role in ROLES else None
    if user is None:
        return redirect("demo")
    get_adapter(request).login(request, user)
    second_factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if second_factor:
        # Nobody has the app of these people: for five minutes they count as having shown it again, long enough to seal a payout.
        record_authentication(request, user, method="mfa", id=second_factor.pk, type=second_factor.type, reauthenticated=True)
    return redirect(home_of(user))
