"""How each language says a date. Code and templates write it the way Dutch does ("l j F Y"); here the others make it their own.

Months and days of the week come from Django, some with a capital where a sentence has none.
"""

import re
from functools import cache

from django.template.defaultfilters import date as djangos_filter
from django.utils.formats import date_format as djangos
from django.utils.translation import get_language

# Of a language: what is written otherwise, one after the other.
_WRITTEN = {
    "bg": [("l j", "l, j")],
    "de": [("j F", "j. F"), ("l j", "l, j")],
    "es": [("j F", r"j \d\e F"), ("F Y", r"F \d\e Y"), ("l j", "l, j")],
    "pl": [("j F", "j E"), ("l j", "l, j")],
    "pt": [("j F", r"j \d\e F"), ("F Y", r"F \d\e Y"), ("l j", "l, j")],
    "ro": [("l j", "l, j")],
    "tr": [("l j F Y", "j F Y l"), ("l j F", "j F l")],
    "uk": [("j F", "j E"), ("l j", "l, j")],
}
_IN_SMALL_LETTERS = {"bg", "es", "pl", "pt", "ro", "uk"}


def date_format(value, form):
    """This moment or day in the reader's language; `form` is a format string of Django's, as Dutch would have it."""
    return _in_small_letters(djangos(value, written(form, get_language())), form)


def date(value, form=None):
    """The filter `date` of templates, which says nothing of what is no date."""
    return _in_small_letters(djangos_filter(value, form and written(form, get_language())), form or "")


@cache
def written(form, language):
    for dutch, own in _WRITTEN.get(language, []):
        form = form.replace(dutch, own)
    return form


def _in_small_letters(text, form):
    """What machines read has no names of days or months in it, and keeps its capitals."""
    is_said = re.search("[DEFMNbl]", form)
    return text.lower().replace("'", "’") if is_said and get_language() in _IN_SMALL_LETTERS else text
