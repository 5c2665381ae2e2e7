"""How a team writes a card, in one language at a time; and how a merchant asks for one."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from encounters.models import LearningCard
from encounters.models.cards import (
    FEWEST_PARTS,
    LONGEST_FOUND,
    LONGEST_SAY,
    LONGEST_SITUATION,
    LONGEST_TITLE,
    LONGEST_WISH,
    MOST_PARTS,
)
from encounters.models.words import told
from merchants.free_text import clean_sentence
from merchants.languages import name_of_language
from merchants.open_forms import NamelessForm

# What a card can be drawn with, and how each is called in a list.
PICTOGRAMS = {
    "message-circle": _("a chat"),
    "door-open": _("an open door"),
    "coffee": _("a coffee"),
    "clock": _("a clock"),
    "wallet": _("a wallet"),
    "users": _("people together"),
    "armchair": _("a chair"),
    "languages": _("languages"),
    "life-buoy": _("a life buoy"),
    "footprints": _("footprints"),
    "map-pin": _("a spot on the map"),
    "heart-handshake": _("a handshake"),
    "smile": _("a smile"),
    "sun": _("the sun"),
}
TOO_LONG = _("At most %(limit_value)d characters fit here; this has %(show_value)d. Make it shorter, please.")

TOO_FEW_CHOICES = _("Give two choices at least: with one there is nothing to think about.")
TOO_FEW_SENTENCES = _("Give two sentences at least, so that everybody finds one that fits.")


class SentenceField(forms.CharField):
    """One line that gives nobody away."""

    def __init__(self, **options):
        super().__init__(error_messages={"max_length": TOO_LONG, **options.pop("error_messages", {})}, **options)

    def clean(self, value):
        return clean_sentence(super().clean(value))


def languages_of(card):
    """In which a card can be written: the site's, and those it has already, as (code, name, whether it has words in it)."""
    there = card.words if card else {}
    codes = [*(code for code, _name in settings.WHOLE_LANGUAGES), *there]
    return [(code, name_of_language(code), code in there) for code in dict.fromkeys(codes)]


class CardForm(NamelessForm):
    """A card in one language. `begun` are its words there so far; without any, those it begins with."""

    audience = forms.ChoiceField(label=_("For whom is it?"), choices=LearningCard.Audience, widget=forms.RadioSelect)
    icon = forms.ChoiceField(label=_("Pictogram"), choices=PICTOGRAMS.items())

    def __init__(self, data=None, *, kind, language, card=None, begun=None):
        begun = begun or {}
        super().__init__(data, initial={"audience": card.audience if card else "both", "icon": card.icon if card else "message-circle"})
        self.kind, self.is_shoes = kind, kind == LearningCard.Kind.SHOES
        self.fields["audience"].is_one_of_two = self.fields["icon"].is_one_of_two = True  # One is always chosen.
        if card and card.icon not in PICTOGRAMS:
            self.fields["icon"].choices = [(card.icon, card.icon), *PICTOGRAMS.items()]
        named = {"language": name_of_language(language)}
        self.fields["title"] = SentenceField(
            label=_("Title (%(language)s)") % named,
            max_length=LONGEST_TITLE,
            initial=begun.get("title", ""),
            error_messages={"required": _("Give the card a title.")},
        )
        self.fields["situation"] = SentenceField(
            label=_("The situation (%(language)s)") % named,
            help_text=_("What happens, seen from the door. Never what is wrong with somebody."),
            max_length=LONGEST_SITUATION,
            widget=forms.Textarea(attrs={"rows": 4}),
            initial=begun.get("situation", ""),
            error_messages={"required": _("Tell the situation in a few sentences.")},
        )
        there = begun.get("parts", [])
        for number in range(MOST_PARTS):
            part = there[number] if number < len(there) else {}
            say = _("Choice %(number)d") if self.is_shoes else _("Sentence %(number)d")
            self._optional(f"say-{number}", say % {"number": number + 1}, LONGEST_SAY, part.get("say", ""))
            if self.is_shoes:
                found = _("What others found with choice %(number)d") % {"number": number + 1}
                self._optional(f"found-{number}", found, LONGEST_FOUND, part.get("found", ""))

    def _optional(self, name, label, longest, initial):
        widget = forms.Textarea(attrs={"rows": 2})
        self.fields[name] = SentenceField(label=label, max_length=longest, initial=initial, required=False, widget=widget)
        # Two of them are needed, whichever: the first two do not say that they may stay empty.
        self.fields[name].is_one_of_two = int(name[-1]) < FEWEST_PARTS

    @property
    def heads(self):
        return [self[name] for name in ("title", "situation", "audience", "icon")]

    @property
    def rows(self):
        """For the page: the fields of each choice or sentence together."""
        names = ("say", "found") if self.is_shoes else ("say",)
        return [[self[f"{name}-{number}"] for name in names] for number in range(MOST_PARTS)]

    def clean(self):
        typed = super().clean()
        for number in range(MOST_PARTS if self.is_shoes else 0):
            say, found = typed.get(f"say-{number}"), typed.get(f"found-{number}")
            if say and found == "":
                self.add_error(f"found-{number}", _("Tell in a sentence what others found with it."))
            if found and say == "":
                self.add_error(f"say-{number}", _("Write the choice this belongs to, or empty both."))
        if not self.errors and len(self._parts()) < FEWEST_PARTS:
            self.add_error(None, TOO_FEW_CHOICES if self.is_shoes else TOO_FEW_SENTENCES)
        return typed

    def _parts(self):
        typed = self.cleaned_data
        pairs = [{"say": typed[f"say-{number}"], "found": typed.get(f"found-{number}", "")} for number in range(MOST_PARTS)]
        return [pair for pair in pairs if pair["say"]]

    @property
    def words(self):
        return {"title": self.cleaned_data["title"], "situation": self.cleaned_data["situation"], "parts": self._parts()}

    @property
    def about(self):
        return {"audience": self.cleaned_data["audience"], "icon": self.cleaned_data["icon"]}


class WishForm(NamelessForm):
    """What a merchant would like a card about."""

    words = SentenceField(
        label=_("What would you like a card about?"),
        help_text=_("A moment at your counter, in a sentence or two. No names, please, of anybody."),
        max_length=LONGEST_WISH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write in a few words what the card could be about.")},
    )


def begin_with(card, language):
    """What a form begins with: the words of the card in this language, else nothing; another's are read beside it."""
    return card.words.get(language) or {}


def read_beside(card, language):
    """The words of the card in another language, to translate from; None where it has its own."""
    return None if language in card.words else told(card.words)
