"""Pages travel compressed, and a page that did not change is compressed once.

Django's own middleware does the work; it takes longer than finding the page again among the finder's answers (referrals/remembering.py).
"""

from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

MOST = 300


class GZipOnceMiddleware(GZipMiddleware):
    def __init__(self, get_response):
        super().__init__(get_response)
        self.done = {}

    def process_response(self, request, response):
        # The mark is made from the content: the same mark is the same page. A page with a cookie is for one person, and not remembered.
        mark = response.get("ETag")
        is_for_all = mark and response.status_code == 200 and not response.streaming and not response.cookies
        if not is_for_all or not re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            return super().process_response(request, response)
        if mark not in self.done or response.has_header("Content-Encoding"):
            return self._remember(mark, super().process_response(request, response))
        patch_vary_headers(response, ("Accept-Encoding",))
        response.content, headers = self.done[mark]
        for name, value in headers.items():
            response[name] = value
        return response

    def _remember(self, mark, response):
        if response.get("Content-Encoding") == "gzip":
            if len(self.done) >= MOST:
                self.done.clear()
            headers = {name: response[name] for name in ("Content-Encoding", "Content-Length", "ETag")}
            self.done[mark] = response.content, headers
        return response
