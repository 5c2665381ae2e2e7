"""Pages travel compressed, and a page that did not change is compressed once.

What is the same for everybody comes as small as it can be made in a moment: in brotli, which every browser of these years asks for, else in
gzip. It holds no secret, so its length may tell of it. The rest is Django's own work, which adds bytes of random length.
"""

import gzip
import re
from functools import partial

import brotli
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

# So many pages in one process, none larger than that (in bytes, compressed).
MOST, LARGEST = 300, 30_000
WORDS = ("text/", "application/json", "application/geo+json", "application/javascript", "application/xml", "image/svg+xml")
# What makes it small, by the name browsers know it under: the first one they take.
CODINGS = {"br": partial(brotli.compress, quality=6), "gzip": partial(gzip.compress, compresslevel=9, mtime=0)}


class CompressOnceMiddleware(GZipMiddleware):
    def __init__(self, get_response):
        super().__init__(get_response)
        self.done = {}

    def process_response(self, request, response):
        if not response.get("Content-Type", "").startswith(WORDS):
            return response  # A picture is as small as it gets.
        coding = _coding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        # The mark is made from the content: the same mark is the same page. What somebody sees who is logged in is not remembered.
        mark = response.get("ETag")
        is_for_all = mark and response.status_code == 200 and not (response.streaming or response.cookies or request.COOKIES)
        if not (coding and is_for_all) or response.has_header("Content-Encoding"):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        response.content = self._small(mark, coding, response.content)
        response["Content-Length"] = str(len(response.content))
        response["Content-Encoding"] = coding
        # Other bytes of the same page.
        response["ETag"] = f"W/{mark.removeprefix('W/')}"
        return response

    def _small(self, mark, coding, page):
        # Asked once: another thread may forget everything in between.
        small = self.done.get((mark, coding))
        if small is None:
            small = CODINGS[coding](page)
            if len(small) <= LARGEST:
                if len(self.done) >= MOST:
                    self.done.clear()
                self.done[mark, coding] = small
        return small


def _coding(accepted):
    """The first that this browser takes; `br;q=0` says never."""
    return next((name for name in CODINGS if re.search(rf"\b{name}\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))", accepted)), None)
