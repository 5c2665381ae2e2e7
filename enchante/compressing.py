"""Pages travel compressed, and a page that did not change is compressed once.

Django's own middleware does the work; it takes longer than finding the page again among the finder's answers (referrals/remembering.py).
"""

from gzip import compress

from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

# So many pages in one process, none larger than that (in bytes, compressed).
MOST, LARGEST = 300, 30_000
WORDS = ("text/", "application/json", "application/geo+json", "application/javascript", "application/xml", "image/svg+xml")


class GZipOnceMiddleware(GZipMiddleware):
    def __init__(self, get_response):
        super().__init__(get_response)
        self.done = {}

    def process_response(self, request, response):
        if not response.get("Content-Type", "").startswith(WORDS):
            return response  # A picture is as small as it gets.
        # The mark is made from the content: the same mark is the same page. What somebody sees who is logged in is not remembered.
        mark = response.get("ETag")
        is_for_all = mark and response.status_code == 200 and not (response.streaming or response.cookies or request.COOKIES)
        if not is_for_all or not re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            return super().process_response(request, response)
        # Asked once: another thread may forget everything in between.
        kept = self.done.get(mark)
        if kept is None or response.has_header("Content-Encoding"):
            return self._remember(mark, self._as_small_as_it_gets(request, response))
        patch_vary_headers(response, ("Accept-Encoding",))
        response.content, headers = kept
        for name, value in headers.items():
            response[name] = value
        return response

    def _as_small_as_it_gets(self, request, response):
        """A page that is the same for all holds no secret, so its length may tell of it: it needs no bytes of random length."""
        page, response = response.content, super().process_response(request, response)
        if response.get("Content-Encoding") == "gzip":
            response.content = compress(page, 9, mtime=0)
            response["Content-Length"] = str(len(response.content))
        return response

    def _remember(self, mark, response):
        if response.get("Content-Encoding") == "gzip" and len(response.content) <= LARGEST:
            if len(self.done) >= MOST:
                self.done.clear()
            headers = {name: response[name] for name in ("Content-Encoding", "Content-Length", "ETag")}
            self.done[mark] = response.content, headers
        return response
