"""What people may type when they treat someone, and what staff may tap at the counter."""

import re

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from merchants.free_text import given_away
from merchants.keys import read_key
from merchants.money import EuroFormField
from vouchers import shown_bons, taps
from vouchers.actions import LEAST_GIFT, MOST_COUNTED, Giver, Shown
from vouchers.models import offers_behind_counter, tapped
from vouchers.models.bons import CODE_LENGTH, LETTERS
from vouchers.models.purchases import MOST_ONLINE, MOST_PER_LINE

QUANTITY, PRICE = "aantal-", "prijs-"


class WholeNumberField(forms.IntegerField):
    """A whole number within limits, with one sentence for whatever else was typed."""

    def __init__(self, *, min_value, max_value, **kwargs):
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)
        limits = {"low": min_value, "high": max_value}
        # Said anew each time: a field is made once, and read in every language.
        sentence = lazy(lambda: gettext("Write a whole number from %(low)d to %(high)d.") % limits, str)()
        self.error_messages |= {"invalid": sentence, "required": sentence}
        self.validators = []

    def validate(self, value):
        super().validate(value)
        if value is not None and not self.min_value <= value <= self.max_value:
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class PayForm(forms.Form):
    """What every form asks that ends at the bank: where a receipt may go, and the key of its button."""

    email = forms.EmailField(
        label=_("Your e-mail address, for a receipt"),
        help_text=_("You may leave it empty: the receipt also stands on the next page. We erase the address after 30 days."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This does not look like an e-mail address. Write it like an@voorbeeld.be, or leave it empty.")},
    )

    @property
    def giver(self):
        typed = self.cleaned_data
        return Giver(language=get_language(), email=typed["email"], wants_news=typed.get("wants_news", False))

    @property
    def tone(self):
        """Of the sentence on top: a question where nobody made a slip."""
        return "ask" if self.has_error(NON_FIELD_ERRORS, code="ask") else "problem"

    def clean(self):
        self.cleaned_data["key"] = read_key(self.data.get("key"))
        self.check_choice()
        if not self.errors and not self.cleaned_data["key"]:
            raise ValidationError(_("Something got lost on the way to us. Have a look, and press again."), code="ask")

    def check_choice(self):
        """What has to fit together before the key is asked for."""


class PotForm(PayForm):
    """A gift to the pot of a city."""

    field_order = ["amount", "email"]

    amount = EuroFormField(label=_("How much?"), help_text=_("From € 1 to € 500."), min_value=LEAST_GIFT, max_value=MOST_ONLINE)


class ChoiceForm(PayForm):
    """How many of each treat of one place."""

    def __init__(self, data=None, *, treats, **kwargs):
        super().__init__(data, **kwargs)
        self.treats = treats
        for treat in treats:
            number = WholeNumberField(min_value=0, max_value=MOST_PER_LINE, required=False, label=treat.name)
            number.widget.attrs |= {"inputmode": "numeric", "data-price": treat.price}
            self.fields[f"{QUANTITY}{treat.pk}"] = number

    @property
    def rows(self):
        """Each treat with its field."""
        return [(treat, self[f"{QUANTITY}{treat.pk}"]) for treat in self.treats]

    @property
    def quantities(self):
        """How many were chosen, by treat id; what is not a number counts for nothing."""
        values = self.cleaned_data if self.is_bound else self.initial
        return {treat.pk: number for treat in self.treats if (number := values.get(f"{QUANTITY}{treat.pk}"))}

    @property
    def total(self):
        """In cents, at the prices of now."""
        quantities = self.quantities
        return sum(treat.price * quantities.get(treat.pk, 0) for treat in self.treats)

    @property
    def shown(self):
        """The prices and the total that stood on the page."""
        prices = {treat.pk: _number(self.data.get(f"{PRICE}{treat.pk}")) for treat in self.treats}
        return Shown(prices, _number(self.data.get("totaal")))

    def check_choice(self):
        if self._chosen_elsewhere():
            raise ValidationError(_("Something you chose is not offered here any more. The rest is as you left it."), code="gone")
        if not self.errors and not self.quantities:
            raise ValidationError(self.nothing_chosen, code="none")

    def _chosen_elsewhere(self):
        return any(name.startswith(QUANTITY) and name not in self.fields and self.data[name] not in {"", "0"} for name in self.data)


class GiveForm(ChoiceForm):
    """Treats for the board of one place, and a kind word with them."""

    nothing_chosen = _("Choose at least one: write a number beside what you would like to give.")

    word = forms.CharField(
        label=_("A kind word with it"),
        help_text=_("Somebody of the team reads it first, then it hangs on the board. Leave out names, also your own."),
        max_length=140,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("A kind word has at most 140 characters; this one has %(show_value)d. Make it shorter, please.")},
    )
    wants_news = forms.BooleanField(
        label=_("Write me once, when treats like mine were enjoyed"),
        help_text=_("Never about a person or a day. For this we keep the address until that letter went, at most a year."),
        required=False,
    )

    def clean_word(self):
        word = " ".join(self.cleaned_data["word"].split())
        if what := given_away(word):
            raise ValidationError(what.label, code=what)
        return word

    def check_choice(self):
        if self.cleaned_data.get("wants_news") and not self.cleaned_data.get("email") and "email" not in self.errors:
            self.add_error("email", _("To write to you we need an e-mail address. Or take the tick away below."))
        super().check_choice()


class BonForm(ChoiceForm):
    """Ordinary vouchers of one place, for whoever buys them."""

    nothing_chosen = _("Choose at least one: write a number beside what you would like to have.")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["email"].label = _("Your e-mail address, for the receipt and the way back to your vouchers")
        self.fields["email"].help_text = _(
            "You may leave it empty, and print or keep the next page instead. We erase the address after 30 days."
        )


class TapForm(forms.Form):
    """One tap at the counter that this secret link opens."""

    treat = forms.IntegerField()
    key = forms.UUIDField()

    def __init__(self, data=None, *, token, **kwargs):
        super().__init__(data, **kwargs)
        self.token = token

    def clean_treat(self):
        if treat := tapped(self.token, self.cleaned_data["treat"]):
            return treat
        raise ValidationError("not here")


class RecountForm(TapForm):
    """What really hangs there."""

    count = WholeNumberField(min_value=0, max_value=MOST_COUNTED, label=_("How many hang there now?"))


class UndoForm(TapForm):
    """The last tap, taken back. `said` becomes None when that was too long ago."""

    said = forms.CharField()

    def clean_said(self):
        return taps.read(self.cleaned_data["said"])


class CodeForm(forms.Form):
    """The code of an ordinary voucher, as somebody reads it from a slip."""

    code = forms.CharField(
        label=_("The code on the slip"),
        help_text=_("Eight letters and figures, like ABCD 2345."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "maxlength": 40}),
        error_messages={"required": _("Type the code that stands on the slip.")},
    )

    def clean_code(self):
        code = re.sub(r"[\s.-]", "", self.cleaned_data["code"]).upper()
        if len(code) != CODE_LENGTH or not set(code) <= set(LETTERS):
            raise ValidationError(
                _("A code has eight letters and figures. There is no O, I or L in it, and no 0 or 1. Have another look at the slip."),
                code="slip",
            )
        return code

    def refuse(self, sentence, code):
        self.add_error("code", ValidationError(sentence, code=code))


class BonTapForm(forms.Form):
    """One tap on the voucher that is shown at the counter of this place."""

    what = forms.ChoiceField(choices=[("use", ""), ("undo", "")])
    bon = forms.CharField()
    key = forms.UUIDField()
    although_over = forms.BooleanField(required=False)

    def __init__(self, data=None, *, merchant, **kwargs):
        super().__init__(data, **kwargs)
        self.merchant = merchant

    def clean_bon(self):
        if shown := shown_bons.read(self.cleaned_data["bon"], self.merchant):
            return shown.bon
        raise ValidationError("unknown")


class TallyForm(forms.Form):
    """A free service of the place whose counter this secret link opens, given once more or once less."""

    offer = forms.ModelChoiceField(queryset=None)
    key = forms.UUIDField()

    def __init__(self, data=None, *, token, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["offer"].queryset = offers_behind_counter(token)


def _number(text):
    return int(text) if re.fullmatch(r"\d{1,6}", text or "", re.A) else None
