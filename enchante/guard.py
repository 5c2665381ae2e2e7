"""Who may come in: sign-up is closed, the team shows a second factor, and a referrer's login ends soon."""

import time
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangosLoginRequiredMiddleware
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enchante.cache import forget_expired

QUIET_AFTER = timedelta(minutes=30)
LAST_SEEN = "last_seen"
# What allauth's pages are called. They must open before a second factor is there: one is set up on them.
LOGIN_PAGES = ("account_", "mfa_")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from applying or an invitation, never from a sign-up form."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("That is not the code we sent. Look at the newest mail, or ask for a new code."),
        "too_many_login_attempts": _("That was tried quite often now. Wait a few minutes, then ask for a new code."),
        "rate_limited": _("That was tried quite often now. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        super().login(request, user)
        forget_expired()
        if user.referring.exists():
            # The screen of a referrer is often shared: the login goes with the browser, and after some quiet.
            request.session.set_expiry(0)
            request.session[LAST_SEEN] = int(time.time())

    def get_login_redirect_url(self, request):
        return home_of(request.user)


def home_of(user):
    """Where this person's work is."""
    if user.is_staff:
        return reverse("admin:index")
    if user.places.exists():
        return reverse("merchants:my-places")
    if user.referring.exists():
        return reverse("referrals:places")
    return reverse("referrals:home")


class LoginRequiredMiddleware(DjangosLoginRequiredMiddleware):
    """Django's looks who is there before it asks whether that matters, and then every public page varies by cookie."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class QuietTimeMiddleware:
    """Ends the login of somebody who was away for half an hour, where the login said so."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Without its cookie the session is left alone: a page anyone reads must not vary by cookie.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and LAST_SEEN in request.session:
            now, seen = int(time.time()), request.session[LAST_SEEN]
            if now - seen > QUIET_AFTER.total_seconds():
                logout(request)
            elif now - seen > 60:
                request.session[LAST_SEEN] = now
        return self.get_response(request)


class SecondFactorMiddleware:
    """Opens a page behind the login to a member of the team only after a second factor; the admin only to the team."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        in_admin = "admin" in request.resolver_match.app_names
        if not in_admin and not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated or (request.resolver_match.url_name or "").startswith(LOGIN_PAGES):
            return None
        if not request.user.is_staff:
            return _not_for_strangers(in_admin)
        return _missing_second_factor(request)


def _not_for_strangers(in_admin):
    if in_admin:
        raise Http404
    return None


def _missing_second_factor(request):
    """The way to set one up, or to show it where this login did without; None when all is well."""
    if not is_mfa_enabled(request.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]):
        messages.info(request, _("Your team works with data of others. So please add a second lock to your login first."))
        return redirect("mfa_index")
    if not any(record["method"] == "mfa" for record in get_authentication_records(request, request.user)):
        here = request.get_full_path() if request.method == "GET" else home_of(request.user)
        return redirect(reverse("mfa_reauthenticate", query={"next": here}))
    return None
