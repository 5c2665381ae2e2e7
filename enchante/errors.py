"""Pages for when something went wrong: what happened, that nothing is lost, what to do. Each in the visitor's language.

Django finds 400, 403, 404 and 500 in the templates by itself; here is what needs more than that.
"""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.defaults import page_not_found as djangos

# What a form carries that nobody typed.
NOT_TYPED = {"csrfmiddlewaretoken", "key", "token", "next", "code"}


@login_not_required
def csrf_failure(request, reason=""):
    """A form without its token. What was typed is shown again, so that nothing is lost even where the browser forgets."""
    typed = [text for name, values in request.POST.lists() if name not in NOT_TYPED for text in values if _is_typed(text)]
    return render(request, "403_csrf.html", {"typed": typed}, status=403)


def not_found(request, exception=None):
    """For whoever is logged in with the way to the own pages. Nobody else has such a cookie, and is not looked up."""
    is_known = settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "user") and request.user.is_authenticated
    if not is_known:
        return djangos(request, exception)
    return render(request, "404.html", {"team_page": "organisation" if request.user.referring.exists() else True}, status=404)


def too_many(request, exception=None):
    return render(request, "429.html", status=429)


class WrongMethodMiddleware:
    """Gives a page to whoever reloads an address that only a button opens; Django's own answer to that is blank."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page


class NotFoundMiddleware:
    """Our own page for what is not there, also while DEBUG is on: whoever tries the site out meets it as visitors do."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_unknown_address = response.status_code == 404 and request.resolver_match is None
        return not_found(request) if settings.DEBUG and is_unknown_address else response

    def process_exception(self, request, exception):
        return not_found(request, exception) if isinstance(exception, Http404) else None


def _is_typed(text):
    try:
        UUID(text)
    except ValueError:
        return bool(text.strip())
    return False
