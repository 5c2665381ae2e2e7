"""A sentence as somebody reads it: in their language where there are words for it, else in one there are words for."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language
from modeltranslation.utils import resolution_order

from merchants.languages import name_of_language

_RIGHT_TO_LEFT = {"ar", "fa", "ps", "ur", "he", "ku"}


@dataclass(frozen=True)
class Told:
    """A sentence, and the language it is in."""

    words: str
    language: str

    def __str__(self):
        return self.words

    @property
    def is_foreign(self):
        return self.language != get_language()

    @property
    def language_name(self):
        return name_of_language(self.language)

    @property
    def direction(self):
        return "rtl" if self.language in _RIGHT_TO_LEFT else "ltr"


def told(words, *languages):
    """What these words ({language: sentence}) say in the first of these languages they have, else in one the reader may know; or None."""
    _readers_own, *next_best = resolution_order(get_language())
    ours = [code for code, _name in settings.LANGUAGES]
    for language in [*languages, *next_best, *ours, *words]:
        if words.get(language):
            return Told(words[language], language)
    return None
