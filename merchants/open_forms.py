"""What every form has in common that the street may send: a key so that twice is once, a trap for machines, mostly a way to answer."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from merchants.keys import fresh_key, read_key

FEWEST_DIGITS = 8


def check_phone(typed):
    """The phone number as it was typed; refuses what nobody can dial."""
    if typed and sum(sign.isdigit() for sign in typed) < FEWEST_DIGITS:
        raise ValidationError(_("This phone number is too short. Write it with its area, like 09 123 45 67."), code="phone")
    return typed


class NamelessForm(forms.Form):
    """Sent by whoever, and nobody needs to know by whom."""

    nickname = forms.CharField(label=_("Leave this empty"), required=False)
    key = forms.Field(widget=forms.HiddenInput, required=False, initial=fresh_key)

    def clean_key(self):
        return read_key(self.cleaned_data["key"]) or fresh_key()

    def clean(self):
        typed = super().clean()
        if typed.get("nickname"):
            self._empty_the_trap()
        return typed

    def _empty_the_trap(self):
        """Machines fill in every field; so does a helpful browser now and then. Nothing is lost, and sending again is enough."""
        self.data = self.data.copy()
        self.data["nickname"] = ""
        self.add_error(None, _("Something was filled in that should stay empty. We emptied it: please send once more."))


class OpenForm(NamelessForm):
    """Sent by somebody who wants an answer."""

    def clean_contact_phone(self):
        return check_phone(self.cleaned_data["contact_phone"])

    def clean(self):
        typed = super().clean()
        if (
            not typed.get("contact_email")
            and not typed.get("contact_phone")
            and not {"contact_email", "contact_phone"} & self.errors.keys()
        ):
            self.add_error("contact_email", _("Give us an e-mail address or a phone number, so that we can answer you."))
        return typed
