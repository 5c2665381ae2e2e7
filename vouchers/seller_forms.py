"""What somebody who looks after a place may type about who sells there."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vouchers.actions import Selling
from vouchers.ibans import read_iban
from vouchers.models import Seller


def read_company_number(text):
    """The ten digits of a Belgian company number, or None when it is not one: its last two are 97 less the rest of the first eight."""
    digits = re.sub(r"[\s./-]|^\s*BE", "", text, flags=re.I)
    if re.fullmatch(r"\d{9}", digits, re.A):
        digits = f"0{digits}"
    if not re.fullmatch(r"[01]\d{9}", digits, re.A) or 97 - int(digits[:8]) % 97 != int(digits[8:]):
        return None
    return digits


class IbanField(forms.CharField):
    """An account number, with or without spaces."""

    def __init__(self, **kwargs):
        super().__init__(max_length=42, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return ""
        if iban := read_iban(typed):
            return iban
        raise ValidationError(
            _("This is not an account number that banks know. Copy it once more, such as BE71 0961 2345 6769."), code="iban"
        )


class SellerForm(forms.Form):
    """Who sells here, and where the money goes."""

    legal_name = forms.CharField(
        label=_("Name of the enterprise"), max_length=120, help_text=_("As it stands on your invoices. It stands on the receipt.")
    )
    company_number = forms.CharField(label=_("Company number"), max_length=20, help_text=_("Such as 0123.456.749."))
    vat_regime = forms.ChoiceField(label=_("VAT"), choices=Seller.VatRegime, widget=forms.RadioSelect, initial=Seller.VatRegime.RATES)
    iban = IbanField(
        label=_("Account number (IBAN)"), required=False, help_text=_("We pay what people give here to this account. It may come later.")
    )
    account_holder = forms.CharField(
        label=_("In the name of"), max_length=70, required=False, help_text=_("As the bank writes it. Empty: the name of the enterprise.")
    )

    def __init__(self, data=None, *, seller=None):
        super().__init__(data, initial=Selling.of(seller)._asdict() if seller else None)

    def clean_company_number(self):
        if number := read_company_number(self.cleaned_data["company_number"]):
            return number
        raise ValidationError(_("This is not a Belgian company number: it has ten digits, such as 0123.456.749."), code="number")

    def clean(self):
        typed = super().clean()
        if typed.get("account_holder") and not typed.get("iban") and "iban" not in self.errors:
            self.add_error("iban", _("Fill in the account number too, or leave the name beside it empty."))
        if typed.get("iban") and not typed.get("account_holder"):
            typed["account_holder"] = typed.get("legal_name", "")[:70]
        return typed

    @property
    def selling(self):
        return Selling(**self.cleaned_data)
