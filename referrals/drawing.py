"""Drawn once, filled in for each question: how the finder draws its pages and cards.

Drawing takes longer than finding, and what is drawn differs in a few words from question to question. So a template draws once for
every shape, with signs where those words come, and what it drew is kept. A sign holds only what addresses and pages write as it is,
so it comes through every template unchanged; nobody can guess one. What is filled in is escaped, and not looked at again.
"""

import re
import secrets
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from merchants import pictograms

_SIGN = f"0{secrets.token_hex(8)}"
_SIGNS = re.compile(rf"{_SIGN}-([a-zA-Z0-9_]+)-")


def sign(*names):
    """Stands where the words of this name will come."""
    return f"{_SIGN}-{'_'.join(names)}-"


class Open:
    """`{{ open.way }}` in a template: the sign of these words."""

    def __getitem__(self, name):
        return sign(name)


class Drawn:
    """What a template drew, cut at its signs."""

    def __init__(self, template, parts, request=None):
        html = pictograms.without_air(render_to_string(template, {**parts, "open": Open()}, request=request))
        # Text and name in turn.
        self._pieces = _SIGNS.split(html)
        self.names = self._pieces[1::2]
        self.pictograms = frozenset(pictograms.used_in(html))

    def filled(self, words):
        """With these words, by name; escaped, where they are no HTML yet."""
        safe = {name: each if isinstance(each, SafeString) else escape(each) for name, each in words.items()}
        pieces = self._pieces.copy()
        pieces[1::2] = [safe[name] for name in self.names]
        return mark_safe("".join(pieces))  # noqa: S308 - drawn by our own template; what was filled in is escaped
