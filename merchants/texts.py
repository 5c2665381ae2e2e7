"""What a city may say in words of its own: letters and pieces of pages, what each is for, and what is filled in where a name stands in
{braces}.

A text is plain words. No code runs in it: the names in braces are filled in once, and what is filled in is never read again. Every room
registers its own letters, in its `letter_texts.py`, and this room the pieces of pages, in `page_texts.py`. The words they begin with stand
in templates/letters/ and templates/texts/, one file each.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.conf import settings
from django.db.models import TextChoices
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

IN_BRACES = re.compile(r"\{\s*([a-z_]+)\s*\}")
TEXTS = {}


class Reader(TextChoices):
    PLACE = "place", gettext_lazy("To places")
    GIVER = "giver", gettext_lazy("To whoever treats")
    POINTER = "pointer", gettext_lazy("To organisations")
    TEAM = "team", gettext_lazy("To your own team")
    PAGE = "page", gettext_lazy("On pages, and below letters")
    LOGIN = "login", gettext_lazy("To whoever comes in")


class Words(NamedTuple):
    subject: str
    body: str

    def filled_in(self, values):
        return Words(*(IN_BRACES.sub(lambda found: str(values[found[1]]), part) for part in self))


@dataclass(frozen=True)
class Placeholder:
    """A name in braces: what it stands for, and what could stand there. `must_stay`: without it the letter would not do its work."""

    name: str
    means: Promise
    example: str | Promise
    must_stay: bool = False

    @property
    def must(self):
        return replace(self, must_stay=True)

    @property
    def written(self):
        return f"{{{self.name}}}"


@dataclass(frozen=True)
class Text:
    """`values(**context)` gives what is filled in, by name of placeholder; perhaps more than this letter asks for.

    `is_same_everywhere`: no city changes it, because it is of the network or keeps watch over whoever could change it.
    `is_of_network`: HQ changes it, for all cities at once.
    """

    name: str
    about: Promise
    reader: Reader
    placeholders: tuple
    values: Callable
    is_same_everywhere: bool = False
    is_of_network: bool = False

    def may_be_said_by(self, chapter):
        """Whether this city, or for None the network, may say it in its own words."""
        return self.is_of_network if chapter is None else not (self.is_same_everywhere or self.is_of_network)

    def shipped(self, language):
        """The Words it begins with in this language, with the names in braces."""
        braces = {placeholder.name: placeholder.written for placeholder in self.placeholders}
        with translation.override(language):
            words = render_to_string(f"{'letters' if self.is_letter else 'texts'}/{self.name}.txt", braces).strip()
        subject, _end, body = words.partition("\n") if self.is_letter else ("", "", words)
        return Words(subject, body.strip())

    @property
    def is_letter(self):
        return self.reader != Reader.PAGE

    @property
    def is_signed(self):
        """Whether the city's own closing words stand below it."""
        return self.reader in {Reader.PLACE, Reader.GIVER, Reader.POINTER} and not self.is_same_everywhere

    def example(self, words):
        """These words as somebody might get them, with links that lead to this site."""
        examples = {each.name: str(each.example).replace("https://enchante.example", settings.SITE_URL) for each in self.placeholders}
        return words.filled_in(examples)

    def troubles(self, words):
        """What is wrong with these words, a sentence each; nothing when they can be sent."""
        known = {placeholder.name for placeholder in self.placeholders}
        for name in dict.fromkeys(IN_BRACES.findall("\n".join(words))):
            if name not in known:
                yield _("Nothing is filled in for %(name)s. Take it out, or choose a name from the list.") % {"name": f"{{{name}}}"}
        if re.search(r"[{}]", IN_BRACES.sub("", "\n".join(words))):
            yield _("Braces are only for the names in the list, such as %(name)s.") % {"name": self.placeholders[0].written}
        inside = IN_BRACES.findall(words.body)
        for lost in self.placeholders:
            if lost.must_stay and lost.name not in inside:
                yield _("%(name)s has to stay in the text: %(means)s.") % {"name": lost.written, "means": lost.means}


def register(name, about, reader, *placeholders, **how):
    """Tell of a letter; its words stand in templates/letters/<name>.txt, the subject on the first line. Of a piece of a page likewise.

    `how` are the other fields of Text; of these `values` has to be there.
    """
    TEXTS[name] = Text(name, about, reader, placeholders, **how)


def address(name, *args, query=""):
    """The whole address of a page, for a link in a letter."""
    return settings.SITE_URL + reverse(name, args=args) + query
