"""Who may stay: the team shows a second factor, strangers find nothing, and a login that was left alone ends."""

import time
from contextlib import ExitStack
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangosLoginRequiredMiddleware
from django.http import Http404
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from enchante.login import LAST_SEEN, home_of
from merchants import versions

QUIET_AFTER = timedelta(minutes=30)
# What allauth's pages are called. They must open before a second factor is there: one is set up on them.
LOGIN_PAGES = ("account_", "mfa_")


class LoginRequiredMiddleware(DjangosLoginRequiredMiddleware):
    """Django's looks who is there before it asks whether that matters, and then every public page varies by cookie."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class WhoDidItMiddleware:
    """What somebody with a login changes is kept with who they are, and nothing else (see `merchants.versions`)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with ExitStack() as request.until_answered:
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or settings.SESSION_COOKIE_NAME not in request.COOKIES or versions.is_nobodys(view):
            return
        if request.user.is_authenticated:
            request.until_answered.enter_context(versions.by(request.user))


class QuietTimeMiddleware:
    """Ends the login of somebody who was away for half an hour, where the login said so. Stands before all who ask for `request.user`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        # A tap at the counter is nobody's: a session that was seen just then would tell its minute.
        if versions.is_nobodys(view):
            return
        # Without its cookie the session is left alone: a page anyone reads must not vary by cookie.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and LAST_SEEN in request.session:
            now, seen = int(time.time()), request.session[LAST_SEEN]
            if now - seen > QUIET_AFTER.total_seconds():
                logout(request)
            elif now - seen > 60:
                request.session[LAST_SEEN] = now


class SecondFactorMiddleware:
    """Opens a page behind the login to a member of the team only after a second factor; the admin only to the team."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        page, user = request.resolver_match, request.user
        if "admin" in page.app_names and user.is_authenticated and not user.is_staff:
            raise Http404
        if not getattr(view, "login_required", True) or (page.url_name or "").startswith(LOGIN_PAGES):
            return None
        return _missing_second_factor(request) if user.is_authenticated and user.is_staff else None


def _missing_second_factor(request):
    """The way to set one up, or to show it where this login did without; None when all is well."""
    if not is_mfa_enabled(request.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]):
        messages.info(request, _("Your team works with data of others. So please add a second lock to your login first."))
        return redirect("mfa_index")
    if not any(record["method"] == "mfa" for record in get_authentication_records(request, request.user)):
        here = request.get_full_path() if request.method == "GET" else home_of(request.user)
        first_way = get_adapter(request).get_reauthentication_methods(request.user)[0]["url"]
        return redirect(f"{first_way}?{urlencode({'next': here})}")
    return None
