"""The pictograms of the one drawn family (lucide): where one is shown a page only points at its lines, which stand on it once.

A list of twenty places shows the same few pictograms a hundred times.
"""

import re
from functools import lru_cache

from django.utils.safestring import mark_safe
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

# A pictogram somebody mistyped in the catalogue must not break the page.
UNKNOWN = "circle-dot"
_POINTERS = re.compile(r'<use href="#i-([^"]+)"/>')


@lru_cache(maxsize=512)
def pointer(name):
    """A pictogram where it is shown."""
    shown = name if lines(name) else UNKNOWN
    return mark_safe(f'<svg class="icon" aria-hidden="true"><use href="#i-{shown}"/></svg>')  # noqa: S308 - our own names


@lru_cache(maxsize=512)
def lines(name):
    """The lines of a pictogram, to point at; nothing where there is no such pictogram."""
    try:
        drawing = lucide(name)
    except IconDoesNotExist:
        return ""
    # Only its lines are kept: how they are drawn stands once in the stylesheet.
    inside = re.sub(r"\s*\n\s*|</svg>\s*$", "", drawing[drawing.index(">") + 1 :]).replace(" />", "/>")
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{inside}</symbol>'


def drawing(name):
    """A pictogram whole, for pages that do not gather lines."""
    inside = lines(name).replace("<symbol ", "<svg ", 1).replace("</symbol>", "</svg>")
    return mark_safe(re.sub(r' id="[^"]*"', ' class="icon" width="24" height="24" aria-hidden="true"', inside, count=1))  # noqa: S308 - our own drawings


def all_lines(names):
    return mark_safe("".join(map(lines, names)))  # noqa: S308 - our own drawings


def used_in(html):
    """The names of those that it points at, each once."""
    return dict.fromkeys(_POINTERS.findall(html))


def without_air(html):
    """Without the air between tags; never that between words."""
    return re.sub(r">\n\s*<", ">\n<", html)
