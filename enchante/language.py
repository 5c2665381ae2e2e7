"""In which language a page is: its address says so, never the browser and never a cookie. So a page is the same for whoever asks for it."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils import translation

from enchante import guest_pages


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
        is_whole = request.LANGUAGE_CODE in dict(settings.WHOLE_LANGUAGES)
        return None if is_whole or guest_pages.is_one(request.resolver_match) else _InEnglish(in_language("en", request.get_full_path()))


class _InEnglish(HttpResponseRedirect):
    """What was sent comes along: the browser sends it once more."""

    status_code = 307


def in_language(language, address):
    """The same address in another language: they differ in its first part alone (see enchante/urls.py)."""
    path, mark, question = address.partition("?")
    if translation.get_language_from_path(path):
        # Two slashes would lead to another site.
        path = "/" + path[1:].partition("/")[2].lstrip("/")
    return ("" if language == settings.LANGUAGE_CODE else f"/{language}") + path + mark + question
