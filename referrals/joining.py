"""The door for an organisation that would like to point the way: a short form, among the others at /doe-mee/."""

from django import forms
from django.utils.translation import gettext_lazy as _

from merchants.door_forms import CityField, DoorForm
from merchants.views.doors import Door
from referrals.actions import ask_to_point_the_way


class OrganisationForm(DoorForm):
    organisation = forms.CharField(
        label=_("Name of your organisation"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    chapter = CityField()
    asked_first = ["organisation", "chapter"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["message"].label = _("Whom do you meet, and what would help them?")


ORGANISATION = Door(
    "organisation", _("Your organisation points the way"), "signpost", OrganisationForm, room="referrals", answer=ask_to_point_the_way
)
