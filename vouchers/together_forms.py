"""What a company, club or school types when it treats: who asks, where the request may go, and how many of what."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from merchants.keys import fresh_key
from merchants.money import euro
from merchants.open_forms import OpenForm
from vouchers import radar
from vouchers.actions import Giver
from vouchers.forms import QUANTITY, WholeNumberField
from vouchers.models import TreatKind
from vouchers.models.purchases import MOST_LINES, MOST_ON_REQUEST, MOST_PER_LINE


class KindField(forms.ModelChoiceField):
    def label_from_instance(self, kind):
        return kind.plural


class TogetherForm(OpenForm):
    """Asked in two steps on one address: what one types, and then what it comes to. All of it is read again at each."""

    organisation = forms.CharField(
        label=_("Name of your company, club or school"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    contact_email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The payment request goes there, and later the receipt. We erase the address 30 days after you paid."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This does not look like an e-mail address. Write it like an@voorbeeld.be.")},
    )
    kind = KindField(
        label=_("What would you like to give?"),
        queryset=TreatKind.objects.none(),
        to_field_name="slug",
        empty_label=_("Choose what"),
        error_messages={"invalid_choice": _("This is not sold through the site here now. Choose something else.")},
    )
    number = WholeNumberField(label=_("How many?"), min_value=1, max_value=MOST_LINES * MOST_PER_LINE)

    def __init__(self, data=None, *, chapter, day, **kwargs):
        super().__init__(data, **kwargs)
        self.chapter, self.day = chapter, day
        self.fields["kind"].queryset = radar.kinds_sold(chapter, day)
        self.fields["number"].widget.attrs |= {"inputmode": "numeric"}

    @property
    def asked(self):
        return [self[name] for name in ("organisation", "kind", "number", "contact_email")]

    @property
    def giver(self):
        return Giver(language=get_language(), email=self.cleaned_data["contact_email"])

    @property
    def quantities(self):
        return {treat.pk: number for treat, number in self.spread.items()}

    @property
    def total(self):
        return sum(treat.price * number for treat, number in self.spread.items())

    @property
    def rows(self):
        """[(treat, how many, what they cost)], by the names of the places: where least hangs is nobody's business."""
        chosen = sorted(self.spread.items(), key=lambda each: (each[0].merchant.name, each[0].pk))
        return [(treat, number, treat.price * number) for treat, number in chosen]

    @property
    def total_shown(self):
        """The cents that stood on the page beside this very spread, or None."""
        typed = self.data.get("totaal", "")
        return int(typed) if self._shown and re.fullmatch(r"\d{1,6}", typed, re.A) else None

    @cached_property
    def spread(self):
        """{treat: how many}: as the page showed it, as long as that is still on sale; else worked out anew."""
        return self._shown or radar.spread(self._treats, self.cleaned_data["number"])

    @cached_property
    def _treats(self):
        return list(radar.scarcest(chapter=self.chapter, day=self.day, kind=self.cleaned_data["kind"]))

    @cached_property
    def _shown(self):
        typed = {treat: self.data.get(f"{QUANTITY}{treat.pk}", "") for treat in self._treats}
        shown = {treat: int(number) for treat, number in typed.items() if re.fullmatch(r"[1-9]\d?", number, re.A)}
        is_whole = sum(shown.values()) == self.cleaned_data["number"] and len(shown) <= MOST_LINES
        return shown if is_whole and max(shown.values()) <= MOST_PER_LINE else None

    def clean(self):
        typed = super().clean()
        if not self.errors:
            self._check_that_it_fits()
        return typed

    def renew_key(self):
        """So that what is pressed next is something new."""
        self.data = self.data.copy()
        self.data["key"] = str(fresh_key())

    def _check_that_it_fits(self):
        try:
            total = self.total
        except radar.NoRoom as room:
            sentence = _("The places that take part sell at most %(most)d of these in one go. Take fewer, or ask a second time.")
            return self.add_error("number", ValidationError(sentence, code="room", params={"most": room.most}))
        if total > MOST_ON_REQUEST:
            limits = {"total": euro(total), "most": euro(MOST_ON_REQUEST)}
            sentence = _("That comes to %(total)s, and in one go at most %(most)s goes. Take fewer, or ask a second time.")
            self.add_error("number", ValidationError(sentence, code="much", params=limits))
