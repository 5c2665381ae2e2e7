"""Somebody with cookies, who trusts what Caddy signs by itself for localhost and nothing else."""

import http.cookiejar
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request

from tests.compose.machine import WORK, container, did

SITE = "https://localhost"
SIGNS = "/data/caddy/pki/authorities/local/root.crt"


class Stay(urllib.request.HTTPRedirectHandler):
    """Tells where it leads, and does not go."""

    def redirect_request(self, *arguments):
        return None


class Browser:
    def __init__(self):
        did("docker", "cp", f"{container('caddy')['Id']}:{SIGNS}", str(WORK / "root.crt"))
        self.cookies = http.cookiejar.CookieJar()
        tls = urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=WORK / "root.crt"))
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), tls, urllib.request.HTTPCookieProcessor(self.cookies), Stay
        )

    def ask(self, path, body=None):
        """(status, headers, page)"""
        url = path if "://" in path else SITE + path
        try:
            answer = self.opener.open(urllib.request.Request(url, body, {"Referer": url}), timeout=60)  # noqa: S310 - our own
        except urllib.error.HTTPError as error:
            answer = error
        return answer.status, answer.headers, answer.read().decode(errors="replace")

    def send(self, path, **typed):
        """Fill in the form of this page, with its token."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask(path)[2])[1]
        return self.ask(path, urllib.parse.urlencode(typed | {"csrfmiddlewaretoken": token}).encode())


def ready():
    return Browser().ask("/readyz")[2].startswith("ready")
