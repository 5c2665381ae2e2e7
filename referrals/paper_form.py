"""What an organisation orders on paper. A lot of it is asked twice."""

import re

from django import forms
from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merchants.keys import fresh_key, read_key
from merchants.languages import name_of_language
from referrals.models import PaperOrder
from referrals.models.paper_orders import MOST_ORDERED

A_LOT = 200


class NumberField(forms.IntegerField):
    """Also "1.000" and "1 000", the way people write a thousand."""

    widget = forms.TextInput

    def to_python(self, value):
        typed = str(value or "").strip()
        if re.fullmatch(r"\d{1,3}([.,\s’']\d{3})+", typed):
            typed = re.sub(r"\D", "", typed)
        return super().to_python(typed)


class PaperForm(forms.Form):
    key = forms.Field(widget=forms.HiddenInput, required=False, initial=fresh_key)
    what = forms.ChoiceField(label=gettext_lazy("What would you like?"), choices=PaperOrder.What.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=gettext_lazy("Second language on the cards"),
        help_text=gettext_lazy("Beside Dutch. City maps have none."),
        required=False,
    )
    number = NumberField(
        label=gettext_lazy("How many?"),
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "min_value": gettext_lazy("Write how many, for example 50."),
            "invalid": gettext_lazy("Write how many, for example 50."),
        },
    )
    sure = forms.BooleanField(label=gettext_lazy("Yes, that many"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        self.fields["language"].choices = [("", _("only Dutch")), *((code, name_of_language(code)) for code in others)]
        self.asks_again = bool(self.data.get("sure"))

    def clean_key(self):
        return read_key(self.cleaned_data["key"]) or fresh_key()

    def clean_number(self):
        number = self.cleaned_data["number"]
        if number > MOST_ORDERED:
            words = {"number": _grouped(number), "most": _grouped(MOST_ORDERED)}
            raise forms.ValidationError(_("That is a lot of paper. Really %(number)s? An order holds at most %(most)s.") % words)
        return number

    def clean(self):
        given = super().clean()
        if given.get("number", 0) > A_LOT and not given["sure"]:
            self.asks_again = True
            self.add_error("sure", _("That is a lot of paper. Really %(number)s? Then tick this.") % {"number": _grouped(given["number"])})
        return given

    def order(self):
        """What `actions.order_paper` wants to know."""
        given = {name: self.cleaned_data[name] for name in ("key", "what", "number", "language")}
        return given if given["what"] == PaperOrder.What.ASK_CARDS else given | {"language": ""}

    @property
    def shown(self):
        return [self[name] for name in ("what", "language", "number", "sure") if name != "sure" or self.asks_again]


def _grouped(number):
    """10000 as its reader writes it; of a longer one nobody reads the end."""
    return number_format(number, force_grouping=True) if number < 10**9 else _("so many")
