"""The team's side at /beheer/: Django's admin, which opens on what waits for an answer."""

from functools import wraps

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter

# Nobody has a password, and a row that has a page on the site says so itself.
UNUSED = {"password_change", "password_change_done", "view_on_site"}


class TeamSite(AdminSite):
    site_header = _("Enchanté, for the team")
    site_title = _("Enchanté, for the team")
    index_title = _("Everything you look after")

    def get_urls(self):
        return [url for url in super().get_urls() if getattr(url, "name", None) not in UNUSED]

    def admin_view(self, view, cacheable=False):
        """What is not this person's answers as if it were not there."""

        @wraps(view)
        def open_or_hidden(request, *args, **kwargs):
            if "%00" in request.META["QUERY_STRING"]:
                # PostgreSQL knows no such sign, so no row holds it: the list as it is.
                return redirect(request.path)
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied:
                raise Http404 from None

        return super().admin_view(open_or_hidden, cacheable)

    def index(self, request, extra_context=None):
        asked = [something for model_admin in self._registry.values() for something in model_admin.what_waits(request) if something.number]
        shown = {"waiting": sorted(asked, key=lambda something: something.turn)}
        shown["may_report"] = self.get_model_admin(Chapter).has_decide_permission(request)
        for model_admin in self._registry.values():
            shown |= model_admin.on_the_front_page(request)
        return super().index(request, shown | (extra_context or {}))

    @login_not_required
    def login(self, request, extra_context=None):
        """The one door is the code by mail; strangers with a login were answered by the guard."""
        if request.user.is_authenticated:
            return redirect("admin:index")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
