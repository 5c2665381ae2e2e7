"""In which language a page is: its address says so, never the browser and never a cookie. So a page is the same for whoever asks for it."""

from django.conf import settings
from django.utils import translation


class AddressLanguageMiddleware:
    """Django's own looks at the address as well, but lets each page vary by what the browser prefers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
