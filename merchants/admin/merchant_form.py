"""What a team may type about a place."""

from django import forms
from django.utils.translation import gettext_lazy as _

from merchants import hours
from merchants.models import Merchant, MerchantPerson

from .on_earth import OnEarthForm
from .person_form import PersonForm

# Where a place may go once it had its answer: it stops or begins anew, or we look at it once more.
WAYS = {
    Merchant.State.ACTIVE: [Merchant.State.ACTIVE, Merchant.State.CLOSED, Merchant.State.LEFT],
    Merchant.State.CLOSED: [Merchant.State.CLOSED, Merchant.State.ACTIVE],
    Merchant.State.LEFT: [Merchant.State.LEFT, Merchant.State.ACTIVE],
    Merchant.State.DECLINED: [Merchant.State.DECLINED, Merchant.State.APPLIED],
}


def repaired(typed):
    """Hours as we keep them, from hours as people type them."""
    try:
        return hours.repair(typed)
    except hours.HoursNotUnderstood as error:
        raise forms.ValidationError(str(error)) from None


class ServiceOfferForm(forms.ModelForm):
    class Meta:
        widgets = {"opening_hours": forms.TextInput(attrs={"size": 24})}
        help_texts = {"opening_hours": _("Only where they differ from those of the place, for instance: Mo-Su 09:00-18:00.")}

    def clean_opening_hours(self):
        return repaired(self.cleaned_data["opening_hours"])


class MerchantForm(OnEarthForm):
    class Meta:
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "opening_hours": forms.Textarea(attrs={"rows": 3}),
            "quiet_hours": forms.Textarea(attrs={"rows": 2}),
            "note_for_referrers": forms.Textarea(attrs={"rows": 2}),
            "remark": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "opening_hours": _("For instance: Mo-Fr 08:00-17:00; Sa 09:00-12:00; PH off; 24/12 08:00-12:00. Empty means: ask first."),
            "quiet_hours": _("When it is calm here, for instance: Mo-Fr 14:00-16:00. Empty means: we do not know."),
            "languages": _("Two letters each, with commas between: nl, fr, en"),
            "lat": _("Empty: the middle of the neighbourhood or the city."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"lat", "lng"} & self.fields.keys():
            self.fields[name].required = False
        if "state" in self.fields:
            self.fields["state"].choices = [(state, state.label) for state in WAYS.get(self.instance.state, [])]

    def clean_opening_hours(self):
        return repaired(self.cleaned_data["opening_hours"])

    def clean_quiet_hours(self):
        return repaired(self.cleaned_data["quiet_hours"])

    def clean(self):
        cleaned = super().clean()
        chapter = cleaned.get("chapter", getattr(self.instance, "chapter", None))
        neighbourhood = cleaned.get("neighbourhood")
        if neighbourhood and neighbourhood.chapter != chapter:
            self.add_error("neighbourhood", _("This neighbourhood is in another city."))
        middle = neighbourhood or chapter
        if middle and {"lat", "lng"} <= cleaned.keys() and None in {cleaned["lat"], cleaned["lng"]}:
            cleaned.update(lat=middle.lat, lng=middle.lng)
        return cleaned


class MerchantPersonForm(PersonForm):
    class Meta:
        model = MerchantPerson
        fields = []

    def tied_to(self):
        return self.instance.merchant

    def others(self):
        return MerchantPerson.objects.filter(merchant_id=self.instance.merchant_id)
