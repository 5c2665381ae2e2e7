"""The languages people speak at the counters here, called by name in the reader's language. Others are added when somebody asks."""

from functools import cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

LANGUAGES = [
    "nl",
    "fr",
    "en",
    "de",
    "ar",
    "tr",
    "es",
    "it",
    "pt",
    "pl",
    "ro",
    "bg",
    "uk",
    "ru",
    "fa",
    "ps",
    "so",
    "ti",
    "ber",
    "ku",
    "sq",
    "zh",
]
# Spoken at most counters: whoever asks for another one walks an index of the places that speak more than these.
COMMON = ["nl", "fr", "en"]
# Spoken here, and without a name in the tables of the world.
OURS = {"ber": _("Berber languages"), "vgt": _("Flemish Sign Language")}


def name_of_language(code):
    return str(OURS.get(code) or Locale.parse(get_language() or "nl", sep="-").languages.get(code, code))


def own_name_of(code):
    """How those who speak it call it, so that they find it; where the tables do not know that, as the reader calls it."""
    try:
        own = Locale.parse(code).language_name or ""
    except (UnknownLocaleError, ValueError):
        own = ""
    return own[:1].upper() + own[1:] or name_of_language(code)


def choices(also=()):
    """Codes with their names, in the order of the alphabet; `also` are codes somebody filled in elsewhere."""
    codes = dict.fromkeys([*LANGUAGES, *also])
    return sorted(((code, name_of_language(code)) for code in codes), key=lambda pair: pair[1].lower())


@cache
def by_word():
    """{what people write, in small letters: code}: codes themselves, and the names of languages in each of ours."""
    words = {}
    for ours, _name in settings.WHOLE_LANGUAGES:
        with override(ours):
            names = {code: name for code, name in Locale.parse(ours).languages.items() if "_" not in code}
            words |= {str(name).casefold(): code for code, name in (names | OURS).items()}
    return words | {code: code for code in words.values()}
