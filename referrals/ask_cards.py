"""Cards that ask for you: a pictogram and one sentence, in one language or two, to show without a word.

Eight alike or eight different on a sheet, in an address that holds nothing but what is asked. They carry no name, number or code.
"""

from dataclasses import dataclass
from itertools import cycle, islice

from django.conf import settings
from django.utils.translation import get_language, get_language_info, gettext_lazy, override
from django.utils.translation import gettext as _

from .reading import NAMES, read
from .wishes import ANYTHING

ON_A_SHEET = 8
# Letters in all: more are printed smaller.
LONG = 90
OF_A_CARD = {"dienst", "traktatie", "taal"}

# How one asks for a treat. A city's own kinds are asked for in one general sentence.
TREATS = {
    ANYTHING: gettext_lazy("Is there something that waits?"),
    "koffie": gettext_lazy("Is there a coffee that waits?"),
    "drankje": gettext_lazy("Is there a drink that waits?"),
    "soep": gettext_lazy("Is there soup that waits?"),
    "maaltijd": gettext_lazy("Is there a meal that waits?"),
    "frietjes": gettext_lazy("Is there a portion of fries that waits?"),
    "brood": gettext_lazy("Is there a loaf of bread that waits?"),
    "knipbeurt": gettext_lazy("Is there a haircut that waits?"),
    "ticket": gettext_lazy("Is there a ticket that waits?"),
    "overnachting": gettext_lazy("Is there an overnight stay that waits?"),
    "cadeau": gettext_lazy("Is there a present that waits?"),
}


@dataclass(frozen=True)
class Sentence:
    words: str
    language: str

    @property
    def direction(self):
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"


@dataclass(frozen=True)
class Card:
    icon: str
    sentences: tuple[Sentence, ...]

    @property
    def is_long(self):
        """Whether its words need smaller letters."""
        return sum(len(sentence.words) for sentence in self.sentences) > LONG


@dataclass(frozen=True)
class Sheet:
    """Eight cards; what was chosen for them, as (name, slug); and what of the question was left out, in sentences."""

    cards: list[Card]
    chosen: list[tuple[str, str]]
    second: str
    left_out: list[str]


def sheet(params, known, now):
    """The Sheet that an address asks for (`dienst` and `traktatie` repeatable, `taal`); without any of them, a mix."""
    asked = params.copy()
    strange = [name for name in params if name in NAMES - OF_A_CARD and any(params.getlist(name))]
    for name in strange:
        del asked[name]
    wishes = read(asked, directory=known, now=now)
    left_out = [*(_("We did not understand “%(text)s”.") % {"text": name} for name in strange), *wishes.strange, *wishes.notes]
    second, trouble = _second(wishes.language)
    chosen = [*(("dienst", choice.slug) for choice in wishes.services), *(("traktatie", choice.slug) for choice in wishes.treats)]
    chosen += [("traktatie", ANYTHING)] if wishes.anything else []
    if len(chosen) > ON_A_SHEET:
        left_out.append(_("A sheet holds eight cards. We kept the first eight."))
        chosen = chosen[:ON_A_SHEET]
    languages = [get_language(), *([second] if second else [])]
    cards = [_card(*ask, known, languages) for ask in chosen or _mix(known.choices)]
    return Sheet(list(islice(cycle(cards), ON_A_SHEET)), chosen, second, left_out + trouble)


def _second(language):
    """(the second language of the cards, or "", and what to say about it)."""
    if not language or language == get_language():
        return "", []
    if language not in dict(settings.LANGUAGES):
        return "", [_("There are no cards in that language yet. You see them in one language.")]
    return language, []


def _mix(choices):
    """A coffee, and what places offer most."""
    return [("traktatie", "koffie" if "koffie" in choices.treats else ANYTHING), *(("dienst", slug) for slug in choices.services)][
        :ON_A_SHEET
    ]


def _card(name, slug, known, languages):
    sentences = []
    for language in languages:
        with override(language):
            sentences.append(Sentence(_question(name, slug, known.choices), language))
    # A sentence nobody translated yet stands there once.
    if len({sentence.words for sentence in sentences}) == 1:
        sentences = sentences[:1]
    return Card(_icon(name, slug, known.choices), tuple(sentences))


def _icon(name, slug, choices):
    if slug == ANYTHING:
        return "gift"
    return (choices.services if name == "dienst" else choices.treats)[slug].icon


def _question(name, slug, choices):
    if name == "dienst":
        service = choices.services[slug]
        return service.question or _("May I ask for this here? (%(service)s)") % {"service": service.name}
    if slug in TREATS:
        return str(TREATS[slug])
    return _("Is there something that waits? (%(treat)s)") % {"treat": choices.treats[slug].name}
