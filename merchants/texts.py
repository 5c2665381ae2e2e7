"""What a city may say in words of its own: letters and pieces of pages, what each is for, and what is filled in where a name stands in
{braces}.

A text is plain words. No code runs in it: the names in braces are filled in once, and what is filled in is never read again. Every room
registers its own letters, in its `letter_texts.py`, and this room the pieces of pages, in `page_texts.py`. The words they begin with stand
in templates/letters/ and templates/texts/, one file each.

A letter that keeps watch tells of what somebody of the city may have done. There {what_happened} stands for fixed words of the network,
from templates/watching/: a city writes around them, and cannot soften, hide or lose them.
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
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

IN_BRACES = re.compile(r"\{\s*([a-z_]+)\s*\}")
TEXTS = {}
WHAT_HAPPENED = "what_happened"
# On a line of its own, and in sight: one short line may greet above it.
IN_SIGHT = re.compile(rf"([^\n]{{1,120}}\n+)?\{{\s*{WHAT_HAPPENED}\s*\}}(\n|$)")


class Reader(TextChoices):
    PLACE = "place", gettext_lazy("To places")
    GIVER = "giver", gettext_lazy("To whoever treats")
    POINTER = "pointer", gettext_lazy("To organisations")
    TEAM = "team", gettext_lazy("To your own team")
    PAGE = "page", gettext_lazy("On pages, and below letters")
    LOGIN = "login", gettext_lazy("To whoever comes in")


def fill_in(words, values):
    return IN_BRACES.sub(lambda found: str(values[found[1]]), words)


class Words(NamedTuple):
    subject: str
    body: str

    def filled_in(self, values):
        return Words(*(fill_in(part, values) for part in self))


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

    `is_of_city`: every city may say it in its own words. `is_of_network`: HQ may, for every city that does not.
    `is_read_by_guests`: it stands on a page for guests, in all their languages.
    """

    name: str
    about: Promise
    reader: Reader
    placeholders: tuple
    values: Callable
    is_of_city: bool = True
    is_of_network: bool = False
    is_read_by_guests: bool = False

    def may_be_said_by(self, chapter):
        """Whether this city, or for None the network, may say it in its own words."""
        return self.is_of_network if chapter is None else self.is_of_city

    def shipped(self, language):
        """The Words it begins with in this language, with the names in braces."""
        with translation.override(language):
            words = _with_braces(f"{'letters' if self.is_letter else 'texts'}/{self.name}.txt", self.placeholders)
        subject, _end, body = words.partition("\n") if self.is_letter else ("", "", words)
        return Words(subject, body.strip())

    @property
    def languages(self):
        """(code, name) of each language it can be said in."""
        return settings.LANGUAGES if self.is_read_by_guests else settings.WHOLE_LANGUAGES

    @property
    def is_letter(self):
        return self.reader != Reader.PAGE

    @property
    def is_signed(self):
        """Whether the city's own closing words stand below it."""
        return self.reader in {Reader.PLACE, Reader.GIVER, Reader.POINTER}

    @property
    def keeps_watch(self):
        """Whether its subject, and what happened, are told in fixed words."""
        return any(placeholder.name == WHAT_HAPPENED for placeholder in self.placeholders)

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
        if WHAT_HAPPENED in inside and not IN_SIGHT.match("\n".join(words.body.strip().splitlines())):
            yield _("%(name)s has to stand on a line of its own, with one short line above it at most.") % {"name": f"{{{WHAT_HAPPENED}}}"}


def register(name, about, reader, *placeholders, **how):
    """Tell of a letter; its words stand in templates/letters/<name>.txt, the subject on the first line. Of a piece of a page likewise.

    `how` are the other fields of Text; of these `values` has to be there.
    """
    TEXTS[name] = Text(name, about, reader, placeholders, **how)


def register_watching(name, about, reader, *placeholders, facts=(), values, **how):
    """Tell of a letter that keeps watch; its fixed words stand in templates/watching/<name>.txt.

    `facts` are the Placeholders that only the fixed words fill in, beside those of the letter itself.
    """
    told = [*placeholders, *facts]

    def fixed(values):
        # One line each: a name of more lines would push the rest out of sight.
        return fill_in(_with_braces(f"watching/{name}.txt", told), {key: " ".join(str(value).split()) for key, value in values.items()})

    def filled(**context):
        of_letter = values(**context)
        return of_letter | {WHAT_HAPPENED: fixed(of_letter)}

    example = lazy(lambda: fixed({each.name: each.example for each in told}), str)()
    happened = Placeholder(WHAT_HAPPENED, gettext_lazy("what happened and what to do, in fixed words of the network"), example).must
    register(name, about, reader, *placeholders, happened, values=filled, **how)


def _with_braces(template, placeholders):
    """What it says in the language of now, with the names in braces."""
    return render_to_string(template, {placeholder.name: placeholder.written for placeholder in placeholders}).strip()


def address(name, *args, query=""):
    """The whole address of a page, for a link in a letter."""
    return settings.SITE_URL + reverse(name, args=args) + query
