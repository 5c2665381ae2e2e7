"""Pages for when something went wrong: what happened, that nothing is lost, what to do. Each in the visitor's language.

Django finds 400, 403, 404 and 500 in the templates by itself; here is what needs more than that. Where the site itself may be ill (400,
413, 500, 503) a page asks nothing of anybody: no database, no request. A program is told the same without a page (see refusals.py).
"""

import sys
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.views.defaults import bad_request, permission_denied, server_error
from django.views.defaults import page_not_found as djangos

from enchante import page_sheets, refusals

# What a form carries that nobody typed.
NOT_TYPED = {"csrfmiddlewaretoken", "key", "token", "next", "code"}
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# How PostgreSQL says that it stops, is starting or is full; no state at all: nobody answered.
AWAY = ("08", "53", "57P")
# How much of a body that is too large is still read: whoever is sending hears the answer only afterwards.
PATIENCE = 20_000_000


@login_not_required
def csrf_failure(request, reason=""):
    """A form without its token. What was typed is shown again, so that nothing is lost even where the browser forgets."""
    if told := refusals.told(request, 405):  # No form of ours goes there.
        return told
    typed = [text for name, values in request.POST.lists() if name not in NOT_TYPED for text in values if _is_typed(text)]
    return render(request, "403_csrf.html", {"typed": typed}, status=403)


def not_found(request, exception=None):
    """For whoever is logged in with the way to the own pages. Nobody else has such a cookie, and is not looked up."""
    if told := refusals.told(request, 404):
        return told
    is_known = settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "user") and request.user.is_authenticated
    if not is_known:
        return djangos(request, exception)
    return render(request, "404.html", {"team_page": "organisation" if request.user.referring.exists() else True}, status=404)


def refused(request, exception=None):
    return refusals.told(request, 403) or permission_denied(request, exception)


def too_many(request, exception=None):
    return refusals.told(request, 429) or render(request, "429.html", status=429)


def garbled(request, exception=None):
    if not isinstance(exception, TOO_LARGE):
        return refusals.told(request, 400) or bad_request(request, exception)
    _hear_out(request)
    return refusals.told(request, 413) or HttpResponse(render_to_string("413.html"), status=413)


def broken(request):
    """Where the database does not answer, the page for that, and when to come back."""
    if not is_away(sys.exc_info()[1]):
        return refusals.told(request, 500) or server_error(request)
    answer = refusals.told(request, 503) or HttpResponse(render_to_string("503.html"), status=503)
    answer["Retry-After"], answer["Cache-Control"] = "60", "no-store"
    return answer


def alone(status, language):
    """The page of this status in this language, with its sheets inside: for when not even these can be asked for."""
    with translation.override(language):
        # Our own sheets, in which no tag stands.
        return render_to_string(f"{status}.html", {"sheet": mark_safe(page_sheets.text("house.css"))})  # noqa: S308


def is_away(error):
    """Whether this says that the database itself cannot be asked now, not that something was wrong with the question."""
    state = getattr(error.__cause__, "sqlstate", None)
    return isinstance(error, OperationalError | InterfaceError) and (state is None or state.startswith(AWAY))


def _hear_out(request):
    left = min(int(request.META.get("CONTENT_LENGTH") or 0), PATIENCE)
    while left > 0 and (read := request.environ["wsgi.input"].read(min(left, 65_536))):
        left -= len(read)


# What browsers ask with; the last only whether they may. Views need not think of anything else.
METHODS = ["GET", "HEAD", "POST", "OPTIONS"]


class WrongMethodMiddleware:
    """Refuses what no page is made for, and gives a page to whoever reloads an address that only a button opens."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)
        if response.status_code != 405 or response.content:
            return response
        if told := refusals.told(request, 405):
            return told
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
