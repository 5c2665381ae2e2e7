"""What a program is told where something went wrong: the form it asked for or one sentence, never a page.

It shows by the address, for often there is no view to ask, or it broke. What a view for machines refuses itself it says itself. Where the
site is away the door before it has only its pages, for everybody (see Caddyfile).
"""

import re

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from referrals.open_data.views import METHODS, refusal

OF_PROGRAMS = re.compile(r"(/[a-z]{2})?/(open/.+|oembed/|healthz|readyz|robots\.txt|.+\.(ics|csv|atom|xml|json|geojson))")
IN_JSON = re.compile(r"(/[a-z]{2})?/(open/hsds/.*|oembed/|.+\.(json|geojson))")
# Words that stand on the pages for the same.
TOLD = {
    400: ("BadRequest", _("That came across garbled")),
    403: ("Forbidden", _("This page is for a team")),
    404: ("NotFound", _("This page is not here")),
    405: ("MethodNotAllowed", _("This can only be read.")),
    413: ("ContentTooLarge", _("That is more than fits")),
    429: ("TooManyRequests", _("A lot arrived at once. Wait a minute and try again: nothing is lost.")),
    500: ("InternalServerError", _("Something broke on our side")),
    503: (
        "ServiceUnavailable",
        _("It is not your doing, and what was saved is still there. Please try again in a few minutes."),
    ),
}


def told(request, status):
    """The answer of this status for a program; None where a person asks."""
    if not OF_PROGRAMS.fullmatch(request.path_info):
        return None
    code, sentence = TOLD[status]
    answer = refusal(status, code, str(sentence)) if IN_JSON.fullmatch(request.path_info) else _sentence(status, sentence)
    if status == 405:
        answer["Allow"] = ", ".join(METHODS)
    return answer


def _sentence(status, sentence):
    headers = {"Access-Control-Allow-Origin": "*"}  # Also a program in a page of another site may read why.
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8", headers=headers)
