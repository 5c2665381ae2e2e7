"""The tile server that a visitor may ask for, by name, where the installation has one."""

from urllib.parse import urlsplit

from django.conf import settings


def server():
    return {"url": settings.TILE_URL, "credit": settings.TILE_ATTRIBUTION, "host": urlsplit(settings.TILE_URL).hostname}
