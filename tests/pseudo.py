"""A language in which every translated string stands between marks, so that what was never translated catches the eye.

The marks go around what a translation itself says, not around what is filled in: half a sentence put in from elsewhere stays bare.
A string that the language does not hold, of ours, of Django or of allauth, stays bare as well.
"""

import ast
import gc
import re
from contextlib import contextmanager
from functools import _lru_cache_wrapper
from html.parser import HTMLParser
from unittest import mock

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import models
from django.utils.translation.trans_real import DjangoTranslation

FILLED_IN = re.compile(r"(<[^>]*>|%\(\w+\)[\w.]+|%[sd%]|\{[^}]*\}|,(?=\S)|\n)")
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
LETTER = re.compile(r"[^\W\d_]")
# Addresses of pages and mail, account numbers, keys and codes of many signs, and names in braces.
ADDRESS = re.compile(
    r"""\S*(?://|@|www\.)\S*|127\.0\.0\.1\S*|\b[\w-]+(?:\.[\w-]+)*\.(?:be|org|com|eu|example|ics|csv|pdf|atom)\b\S*
    |\bBE\d\d(?:\ ?\d{4}){3}\b|(?<!\S)/\S+|\bBE\ …|\bRUN-\w+|\{\w+\}|\b[A-Z0-9]{4}[ -][A-Z0-9]{4}\b|\b(?=\w*\d)[\w-]{12,}\b""",
    re.VERBOSE,
)

# What a person reads beside the text: of every element, and of some.
ATTRIBUTES = {"alt", "title", "aria-label", "placeholder"}
SILENT = {"script", "style", "template"}


def marked(text):
    parts = FILLED_IN.split(text)
    return "".join(f"⟦{part}⟧" if place % 2 == 0 and LETTER.search(part) else part for place, part in enumerate(parts))


@contextmanager
def spoken():
    """Everything translated is marked. What was kept ready in the language before is forgotten, and afterwards again."""
    one, many = DjangoTranslation.gettext, DjangoTranslation.ngettext

    def gettext(self, message):
        return marked(one(self, message)) if message and message in self._catalog else one(self, message)

    def ngettext(self, singular, plural, number):
        return marked(many(self, singular, plural, number)) if (singular, self.plural(number)) in self._catalog else singular

    _forget()
    with mock.patch.multiple(DjangoTranslation, gettext=gettext, ngettext=ngettext):
        yield
    _forget()


def _forget():
    cache.clear()
    for function in gc.get_objects():
        if type(function) is _lru_cache_wrapper and _is_ours(function.__module__):
            function.cache_clear()


def _is_ours(module):
    return module.partition(".")[0] in {"enchante", "merchants", "vouchers", "referrals", "encounters"}


class Reader(HTMLParser):
    """Every piece of text a page shows or says aloud."""

    def __init__(self, html):
        super().__init__()
        self.pieces, self.silent = [], 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.silent += tag in SILENT
        self.pieces += [given[name] or "" for name in given.keys() & ATTRIBUTES]
        if tag == "input" and given.get("type") in {"submit", "button", "reset"}:
            self.pieces.append(given.get("value", ""))
        if tag == "optgroup":
            self.pieces.append(given.get("label", ""))
        if tag == "meta" and given.get("name") == "description":
            self.pieces.append(given["content"])

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT

    def handle_data(self, text):
        if not self.silent:
            self.pieces.append(text)


def bare(html, data):
    """The pieces of a page with letters that are neither translated nor data."""
    return sorted({left for left in (_left(piece, data) for piece in Reader(html).pieces) if LETTER.search(left)})


def _left(piece, data):
    while MARKED.search(piece):
        piece = MARKED.sub(" ", piece)
    piece = ADDRESS.sub(" ", " ".join(piece.split())).strip()
    return " ".join((data.sub(" ", piece) if LETTER.search(piece) else piece).split())


def data(*known):
    """What counts as data: what people wrote in the database, the rows and kits we ship, and what the caller knows."""
    values = {*known, *_of_database(), *_of_code()}
    lines = {" ".join(line.split()) for value in values for line in [value, *value.splitlines()]}
    longest_first = sorted((line for line in lines if LETTER.search(line)), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.I)


def _of_database():
    """What stands in fields without a fixed choice: the words of people, and the names of things."""
    for model in apps.get_models():
        if _is_ours(model.__module__):
            fields = [field.attname for field in model._meta.concrete_fields if _is_of_words(field)]
            for row in model._default_manager.values_list(*fields) if fields else []:
                yield from _strings(row)


def _is_of_words(field):
    typed = (models.CharField, models.TextField, models.JSONField)
    return isinstance(field, typed) and not field.choices and not isinstance(field, models.SlugField)


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


# Rows for every installation, in code: in each language, side by side.
SHIPPED = """merchants/catalogue.py vouchers/catalogue.py referrals/catalogue.py encounters/catalogue.py encounters/kit.py
    encounters/kit_words.py encounters/circle_kit.py encounters/evaluation_kit.py encounters/format_kit.py"""


def _of_code():
    for name in SHIPPED.split():
        for node in ast.walk(ast.parse((settings.BASE_DIR / name).read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
