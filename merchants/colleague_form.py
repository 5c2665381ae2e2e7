"""Letting a colleague in, by e-mail address."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ColleagueForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of your colleague"),
        max_length=254,
        error_messages={"invalid": _("This is not an e-mail address. Write it like lut@example.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
