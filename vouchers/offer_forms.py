"""What somebody who looks after a place may type about the treats one can give there."""

from django import forms
from django.utils.translation import gettext_lazy as _

from merchants.money import VatRate
from vouchers.actions import Terms
from vouchers.models import Treat, TreatKind


class TermsForm(forms.ModelForm):
    """The price of a treat that is there. `seen` is what the page showed when it was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Treat
        fields = ["price", "vat_rate", "is_offered"]
        labels = {"price": _("Price, VAT included"), "vat_rate": _("VAT"), "is_offered": _("One can give this now")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = written(Terms.of(self.instance))

    def clean_seen(self):
        return read(self.cleaned_data["seen"])

    def _post_clean(self):
        """What was typed is written down by an action, not put on the row."""

    @property
    def wanted(self):
        return Terms(*(self.cleaned_data[name] for name in Terms._fields))

    def once_more(self, now):
        """The same form for somebody whose colleague was quicker: what was typed stays, and the next try is meant."""
        form = TermsForm(self.data.copy() | {self.add_prefix("seen"): written(now)}, instance=self.instance, prefix=self.prefix)
        form.full_clean()
        return form


class OfferForm(forms.ModelForm):
    """A kind of treat that was not offered here yet."""

    class Meta:
        model = Treat
        fields = ["kind", "price", "vat_rate"]
        labels = {"kind": _("What can one give?"), "price": _("Price, VAT included"), "vat_rate": _("VAT")}

    def __init__(self, *args, merchant, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = TreatKind.objects.current().exclude(treats__in=merchant.treats.offered())
        self.fields["kind"].empty_label = _("Choose")
        self.fields["kind"].error_messages["invalid_choice"] = _("This is on your board already, or it does not exist. Choose another.")
        self.initial["vat_rate"] = VatRate.MEALS

    def _post_clean(self):
        """What was typed is written down by an action, not put on a row."""


def written(terms):
    return "-".join(str(int(value)) for value in terms)


def read(text):
    """The Terms that `written` wrote, or None."""
    try:
        price, vat_rate, is_offered = map(int, text.split("-"))
    except ValueError:
        return None
    return Terms(price, vat_rate, bool(is_offered))
