"""In which language a page is: its address says so, never the browser and never a cookie. So a page is the same for whoever asks for it."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils import translation

from enchante import guest_pages

CAME_FROM = "uit"


class AddressLanguageMiddleware:
    """Django's own looks at the address as well, but lets each page vary by what the browser prefers.

    A language that has only the pages for guests leads to English for all others, so that nobody meets half a page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def process_view(self, request, view, args, kwargs):
        if request.LANGUAGE_CODE in dict(settings.WHOLE_LANGUAGES) or guest_pages.is_one(request.resolver_match):
            return None
        english = in_language("en", request.get_full_path())
        # A program reads no sentence about it, and refuses what it did not ask.
        return _InEnglish(english if getattr(view, "is_for_machines", False) else _told_from(english, request.LANGUAGE_CODE))


class _InEnglish(HttpResponseRedirect):
    """What was sent comes along: the browser sends it once more."""

    status_code = 307


def _told_from(address, language):
    """The address says from which language somebody came, for the page to say so in that one."""
    return f"{address}{'&' if '?' in address else '?'}{CAME_FROM}={language}"


def came_from(request):
    """The language of guests that led here, where there is no such page."""
    language = request.GET.get(CAME_FROM)
    return language if language in dict(settings.GUEST_LANGUAGES) and translation.get_language() == "en" else None


def in_language(language, address):
    """The same address in another language: they differ in its first part alone (see enchante/urls.py)."""
    path, mark, question = address.partition("?")
    if translation.get_language_from_path(path):
        # Two slashes would lead to another site.
        path = "/" + path[1:].partition("/")[2].lstrip("/")
    return ("" if language == settings.LANGUAGE_CODE else f"/{language}") + path + mark + question
