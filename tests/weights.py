"""What a page costs on its way to a phone, counted as a server sends it."""

from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders

from enchante.lean_files import LEAN, with_what_it_builds_on


def is_inside_another(request):
    """Whether this sheet only comes by itself because nothing was collected for this run: else another has it inside."""
    return request.resource_type == "stylesheet" and request.headers.get("referer", "").endswith(".css")


def weight(request):
    """The bytes of the body of what was asked for.

    A page comes as we send it ourselves, so no proxy has to (enchante/compressing.py), with its sheet inside; scripts as they are collected
    for a server (enchante/lean_files.py) and compressed by WhiteNoise; all in brotli, which every browser of these years asks for.
    """
    path = urlsplit(request.url).path
    if path.startswith(settings.STATIC_URL):
        return _collected(path.removeprefix(settings.STATIC_URL))
    assert request.response().header_value("content-encoding") in {"br", "gzip"}, path
    return request.sizes()["responseBodySize"]


@lru_cache
def _collected(name):
    text = with_what_it_builds_on(_text(name), _text)
    return len(brotli.compress(LEAN[name[name.rfind(".") :]](text).encode()))


def _text(name):
    return Path(finders.find(name)).read_text("utf-8")
