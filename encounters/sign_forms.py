"""By what one likes to be known, who does not give a name; and with how many one comes."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from encounters.models.sign_ups import MOST_TOGETHER
from encounters.models.signs import ANIMALS, COLOURS, LONGEST_WORD
from merchants.free_text import clean_sentence
from merchants.open_forms import NamelessForm
from referrals.models import SettingAside


class SignForm(NamelessForm):
    """`suggested` are (colour, animal); a word of one's own wins over the sign that is ticked."""

    sign = forms.CharField(required=False)
    word = forms.CharField(
        label=_("Or a word of your own"),
        help_text=_("Not your name, please. Something you like, such as a flower or a dish."),
        max_length=LONGEST_WORD,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("A word has at most %(limit_value)d letters here. Choose a shorter one, please.")},
    )

    def __init__(self, *args, suggested, **kwargs):
        super().__init__(*args, **kwargs)
        self.suggested = suggested

    @property
    def signs(self):
        """What one may tick: value, colour, icon and words of each."""
        ticked = self.data.get("sign") or (f"{'-'.join(self.suggested[0])}" if self.suggested and not self.is_bound else "")
        pairs = list(self.suggested)
        if ticked and _pair(ticked) and _pair(ticked) not in pairs:
            pairs = [_pair(ticked), *pairs]
        return [_shown(colour, animal, ticked) for colour, animal in pairs]

    def clean_word(self):
        word = clean_sentence(self.cleaned_data["word"])
        if any(sign.isdigit() for sign in word):
            raise ValidationError(_("Choose a word without numbers, please: nothing that tells who you are."), code="digits")
        return word

    def clean(self):
        said = super().clean()
        pair = _pair(said.get("sign", ""))
        if not said.get("word") and not pair and "word" not in self.errors:
            self.add_error("sign", _("Tap one of the signs, or write a word of your own."))
        return said

    def said(self):
        """What an action wants to know: the key of this form, and the sign."""
        word = self.cleaned_data["word"]
        colour, animal = ("", "") if word else _pair(self.cleaned_data["sign"])
        return {"key": self.cleaned_data["key"], "colour": colour, "animal": animal, "word": word}


class SignUpForm(SignForm):
    """A sign, and with how many."""

    number = forms.TypedChoiceField(
        choices=[(number, str(number)) for number in range(1, MOST_TOGETHER + 1)],
        coerce=int,
        initial=1,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Tap a number from one to four. Are you with more? Then just come, everybody is welcome.")
        ),
    )

    @property
    def numbers(self):
        chosen = str(self.data.get("number") or 1)
        return [(number, number == chosen) for number in map(str, range(1, MOST_TOGETHER + 1))]

    def said(self):
        return super().said() | {"number": self.cleaned_data["number"]}


def _pair(text):
    """(colour, animal) of a sign that was ticked, or None."""
    colour, _dash, animal = text.partition("-")
    return (colour, animal) if colour in dict(COLOURS) and animal in dict(ANIMALS) else None


def _shown(colour, animal, ticked):
    value = f"{colour}-{animal}"
    return {
        "value": value,
        "colour": colour,
        "icon": SettingAside.Sign(animal).icon,
        "words": f"{dict(ANIMALS)[animal]}, {dict(COLOURS)[colour]}",
        "is_ticked": value == ticked,
    }
