"""What a program is told where nothing is, or where it sends what can only be read: the form it asked for or one sentence, never a page.

It shows by the address, for where nothing is there is no view to ask. What a view for machines refuses itself it says itself.
"""

import re

from django.http import HttpResponse
from django.utils.translation import gettext as _

from referrals.open_data.views import METHODS, refusal

OF_PROGRAMS = re.compile(r"(/[a-z]{2})?/(open/.+|oembed/|.+\.(ics|csv|atom|xml|json|geojson))")
IN_JSON = re.compile(r".+\.(json|geojson)|.*/oembed/")


def nothing_here(request):
    """The answer 404 for a program; None where a person asks."""
    return _refusal(request, 404, "NotFound", _("This page is not here"))


def only_read(request):
    """The answer 405 for a program; None where a person asks."""
    if told := _refusal(request, 405, "MethodNotAllowed", _("This can only be read.")):
        told["Allow"] = ", ".join(METHODS)
    return told


def _refusal(request, status, code, sentence):
    if not OF_PROGRAMS.fullmatch(request.path_info):
        return None
    if IN_JSON.fullmatch(request.path_info):
        return refusal(status, code, sentence)
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
