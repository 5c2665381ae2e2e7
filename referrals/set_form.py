"""What a list of an organisation is called: a need and a neighbourhood, both picked, so that no name slips in."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merchants.models import Neighbourhood
from referrals.models import FavouriteSet


class SetForm(forms.Form):
    need = forms.ChoiceField(
        label=gettext_lazy("What is this list for?"), choices=[("", gettext_lazy("Choose")), *FavouriteSet.Need.choices]
    )
    neighbourhood = forms.ModelChoiceField(
        Neighbourhood.objects.none(), label=gettext_lazy("Neighbourhood"), empty_label=gettext_lazy("the whole city"), required=False
    )

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["neighbourhood"].queryset = Neighbourhood.objects.filter(chapter=organisation.chapter_id).order_by("name")


class KeepForm(SetForm):
    replace = forms.BooleanField(label=gettext_lazy("Put these places in its stead"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asks_to_replace = bool(self.data.get("replace"))

    def ask_to_replace(self):
        self.asks_to_replace = True
        self.add_error(
            "replace", _("You keep another list with this name already. Tick this if the new one takes its place, or choose another name.")
        )

    @property
    def shown(self):
        return [self[name] for name in self.fields if name != "replace" or self.asks_to_replace]
