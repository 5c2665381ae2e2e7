"""The picture that goes along where somebody shares the address of a place or a city: its own pictograms, and nobody on it.

It holds no words, so it is the same in every language, and needs no letters of the machine.
"""

import re
from functools import lru_cache
from math import ceil

import resvg_py
from django.http import HttpResponse

from merchants import pictograms

WIDTH, HEIGHT = 1200, 630
MOST, IN_A_ROW = 8, 4
SIZE, BETWEEN = 150, 70
PAPER, INK, ACCENT = "#faf5ec", "#fff6e6", "#a6381a"
# An open door, where nobody knows yet what is offered.
OPEN_DOOR = "door-open"
_AWNING = "".join(
    f'<path d="M{left} 0h100v40a50 50 0 0 1-100 0z" fill="{ACCENT if left % 200 else INK}"/>' for left in range(0, WIDTH, 100)
)


# Other sites show it, a day long.
SHARED = {"Cache-Control": "public, max-age=86400", "Cross-Origin-Resource-Policy": "cross-origin"}


def answer(icons):
    return HttpResponse(of(icons), content_type="image/png", headers=SHARED)


def of(icons):
    """A PNG with these pictograms."""
    return _drawn(tuple(dict.fromkeys(icons))[:MOST] or (OPEN_DOOR,))


# Many places offer the same.
@lru_cache(maxsize=128)
def _drawn(icons):
    # Rows of like length: six stand three by three.
    wide = ceil(len(icons) / ceil(len(icons) / IN_A_ROW))
    rows = [icons[start : start + wide] for start in range(0, len(icons), wide)]
    top = (HEIGHT + 90 - len(rows) * SIZE - (len(rows) - 1) * BETWEEN) / 2
    drawn = "".join(_row(row, top + number * (SIZE + BETWEEN)) for number, row in enumerate(rows))
    return resvg_py.svg_to_bytes(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"><rect width="100%" height="100%" fill="{PAPER}"/>'
        f'{_AWNING}<g fill="none" stroke="{ACCENT}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{drawn}</g></svg>',
        skip_system_fonts=True,
    )


def _row(icons, top):
    left = (WIDTH - len(icons) * SIZE - (len(icons) - 1) * BETWEEN) / 2
    return "".join(
        f'<g transform="translate({left + number * (SIZE + BETWEEN)} {top}) scale({SIZE / 24})">{_lines(icon)}</g>'
        for number, icon in enumerate(icons)
    )


def _lines(icon):
    symbol = pictograms.lines(icon) or pictograms.lines(pictograms.UNKNOWN)
    return re.sub(r"</?symbol[^>]*>", "", symbol)
