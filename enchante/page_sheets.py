"""How pages look: the common sheet and one of the page's own.

On the street both stand inside the page: a slow phone waits once, not twice, before it can paint. Whoever is logged in comes back to page
after page and keeps them beside it. Our headers name the very sheet that may stand in this page, by its hash; any other is refused.
"""

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256

from django.conf import settings

from enchante.lean_files import lean_css, with_what_it_builds_on

COMMON = "enchante.css"
# Within so many bytes a page has named its sheet.
HEAD = 6_000
INSIDE = re.compile(rb'<style data-sheet="([\w-]+\.css)">')


def sheets_of(name):
    """The names of the sheets of a page with this one of its own, which may be the common one."""
    return list(dict.fromkeys([COMMON, name]))


def text(name):
    """The common sheet, and this one with what it builds on, as they are sent."""
    return _sheet(name)[0]


def policy(name):
    """What a Content-Security-Policy says to let this sheet stand in a page."""
    return _sheet(name)[1]


def _sheet(name):
    return _made(name) if settings.DEBUG else _kept(name)


def _made(name):
    made = "".join(lean_css(with_what_it_builds_on(_read(each), _read)) for each in sheets_of(name))
    return made, f"'sha256-{b64encode(sha256(made.encode()).digest()).decode()}'"


_kept = lru_cache(_made)


def _read(name):
    return (settings.BASE_DIR / f"static/{name}").read_text("utf-8")


class SheetInsideMiddleware:
    """Lets the policy name the sheet that stands in an answer. Where nothing is new a browser keeps what it has (enchante/headers.py)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        if is_page and (found := INSIDE.search(response.content, 0, HEAD)):
            # What the decorator `csp_update` leaves on an answer.
            response._csp_update = {"style-src": ["'self'", policy(found[1].decode())]}
        return response
