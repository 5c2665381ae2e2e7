"""From "gsm opladen en iets warms in Ledeberg" to a question in an address. Nothing of what was typed is kept, and what was not
understood is told.
"""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from itertools import dropwhile

from django.conf import settings
from django.utils.translation import override

from merchants import where
from merchants.languages import LANGUAGES, name_of_language
from merchants.where import plain

from .also import KNOWN
from .need_words import BETWEEN, NEAR, WORDS
from .wishes import ANYTHING, YES

KINDS = ("dienst", "traktatie")
LONGEST_PHRASE = 4
PASSED_OVER = frozenset(plain(word) for word in f"{BETWEEN} {NEAR}".split())
# Endings of several and of small ones, in three languages.
ENDINGS = ["s", "en", "n", "e", "es", "x", "je", "jes", "tje", "tjes", "ing", "ed"]
# A slip of the finger in a long word is forgiven; a short one may mean anything.
LONG_ENOUGH, ALIKE = 5, 0.86


@dataclass
class Understood:
    """Pairs for an address, each once; and the words that were not understood, as they were typed."""

    pairs: list[tuple[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def add(self, name, value):
        if (name, value) not in self.pairs:
            self.pairs.append((name, value))


def understand(text, known, *, also_where=True):
    """The Understood of what somebody wrote in their own words; `known` is the Directory. At most one query.

    Without `also_where` no place is looked for: another field names one.
    """
    understood, words, names = Understood(), _words(text), _names(known)
    if also_where:
        words, place = _without_place(words, names, known)
        if place:
            understood.add("bij", place)
    _read(words, names, understood)
    return understood


def _words(text):
    """[(as typed, plain)]: a piece with an apostrophe is more than one plain word."""
    pieces = re.findall(r"[^\s,;.!?()/+&-]+", text[: where.LONGEST])
    return [(piece, word) for piece in pieces for word in plain(piece).split()]


def _read(words, names, understood):
    """Take the longest phrase that says something, from left to right."""
    while words:
        length = next((n for n in range(min(LONGEST_PHRASE, len(words)), 0, -1) if _phrase(words[:n]) in names), 0)
        if length:
            understood.add(*names[_phrase(words[:length])])
        elif words[0][1] not in PASSED_OVER:
            _read_one(words[0], names, understood)
        words = words[length or 1 :]


def _read_one(word, names, understood):
    typed, plain_word = word
    alike = get_close_matches(plain_word, names, n=1, cutoff=ALIKE) if len(plain_word) >= LONG_ENOUGH else []
    if alike:
        understood.add(*names[alike[0]])
    elif typed not in understood.left:
        understood.left.append(typed)


def _without_place(words, names, known):
    """(the words without the place named at their end, that place as it was typed or "")."""
    for at in range(len(words) - 1, 0, -1):
        if words[at - 1][0].lower() in NEAR.split():
            rest = list(dropwhile(lambda word: word[1] in PASSED_OVER, words[at:]))
            named = " ".join(dict.fromkeys(typed for typed, _plain in rest))
            if rest and rest[0][1] not in names and where.hear(named, known.network).where:
                return words[: at - 1], named
            break
    return words, ""


def _phrase(words):
    return " ".join(word for _typed, word in words)


# The names: as they are written before what they may end in, the network's own before those of everyday.


def _names(known):
    there = {("dienst", slug) for slug in known.choices.services} | {("traktatie", slug) for slug in known.choices.treats}
    everyday = ((phrase, (name, known.choices.now(name, value))) for phrase, (name, value) in _everyday())
    exact = {phrase: meaning for phrase, meaning in everyday if meaning[0] not in KINDS or meaning in there or meaning[1] == ANYTHING}
    exact |= dict(_own(known))
    endings = {spelled: meaning for phrase, meaning in exact.items() for spelled in _with_endings(phrase)}
    return endings | exact


def _own(known):
    """What this network calls its services and treats, in every language."""
    for name, rows in zip(KINDS, (known.services, known.treats), strict=True):
        for row in rows:
            for column, words in row.items():
                if words and column.startswith(("name", "plural")):
                    yield plain(words), (name, known.choices.now(name, row["slug"]))


@lru_cache(maxsize=1)
def _everyday():
    """[(phrase, meaning)], the languages people speak included."""
    everyday = WORDS | {(also.name, YES): also.everyday for also in KNOWN.values()}
    phrases = [(phrase, meaning) for meaning, lines in everyday.items() for phrase in re.split(r"[,\n]", lines)]
    for code in LANGUAGES:
        for language, _name in settings.WHOLE_LANGUAGES:
            with override(language):
                phrases.append((name_of_language(code), ("taal", code)))
    return [(plain(phrase), meaning) for phrase, meaning in phrases if phrase.strip()]


def _with_endings(phrase):
    """ "tas" is said of "tassen" as well."""
    if len(phrase) > 2:
        yield from (phrase + ending for ending in ENDINGS)
        yield phrase + phrase[-1] + "en"
