"""A sentence may say anything but who somebody is and where to find them. A person reads it too, before anyone else does."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

HIDDEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
# Phones write a longer dash by themselves, and some write a point in the middle.
SEPARATOR = r"[\s./()+_·•‐‑‒–—-]{0,3}"
LINK = re.compile(r"https?:|www\.|\b[\w-]{2,}\.(?:be|brussels|com|eu|fr|gent|info|io|me|net|nl|org|vlaanderen)\b", re.I)
MAIL = re.compile(r"\S@\S|\b(?:at|apenstaartje)\s+\S+\s+(?:dot|punt|point)\s", re.I)
IBAN = re.compile(r"\b[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,7}(?:\s?[a-z0-9]{1,3})?\b", re.I)
# Nine digits make a Belgian phone number, eleven a national one. A day with its hour (12/05/2026) stays below.
NUMBER = re.compile(rf"\d(?:{SEPARATOR}\d){{8,}}")


class GivenAway(models.TextChoices):
    """What a text gives away; the label says how to mend it."""

    IBAN = "iban", _("There is an account number in what you wrote. Leave it out, please.")
    MAIL = "mail", _("There is a mail address in what you wrote. Leave it out, please.")
    LINK = "link", _("There is a link in what you wrote. Leave it out, please: a sentence is enough.")
    NUMBER = "number", _("There is a phone number or another long number in what you wrote. Leave it out, please.")


def given_away(text):
    """What this text gives away (a GivenAway), or None."""
    plain = HIDDEN.sub("", unicodedata.normalize("NFKC", text))
    for what, pattern in [(GivenAway.IBAN, IBAN), (GivenAway.MAIL, MAIL), (GivenAway.LINK, LINK), (GivenAway.NUMBER, NUMBER)]:
        if pattern.search(plain):
            return what
    return None


def clean_sentence(typed):
    """The same on one line. Raises ValidationError where it gives somebody away."""
    words = " ".join(typed.split())
    if what := given_away(words):
        raise ValidationError(what.label, code=what)
    return words


def clean_text(typed):
    """The same in paragraphs, a line left empty between them. Raises ValidationError where it gives somebody away."""
    lines = [" ".join(line.split()) for line in typed.splitlines()]
    words = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    clean_sentence(words)
    return words
