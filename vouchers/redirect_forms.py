"""What somebody may choose who sends idle treats on."""

from django import forms
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from merchants.keys import fresh_key
from merchants.models import Merchant
from vouchers.forms import WholeNumberField
from vouchers.models import TreatKind

# Partner houses, then the nearest places: among more one does not choose.
CHOICES = 40


class RedirectForm(forms.Form):
    """So many of one treat, to another place, as another kind here, or their money to the pot of the city."""

    quantity = WholeNumberField(label=_("How many?"), min_value=1, max_value=999)
    to = forms.ModelChoiceField(Merchant.objects.none(), label=_("To which place?"), required=False, empty_label=_("Choose"))
    kind = forms.ModelChoiceField(TreatKind.objects.none(), label=_("Or as something else here"), required=False, empty_label=_("Choose"))
    pot = forms.BooleanField(label=_("Or to the pot of your city"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=fresh_key)

    def __init__(self, *args, treat, goals, kinds, for_pot, **kwargs):
        super().__init__(*args, prefix=str(treat.pk), initial={"quantity": treat.waiting}, **kwargs)
        self.treat = treat
        if for_pot:
            self.fields["pot"].help_text = _("Up to %(number)d: what was paid for them on the site then goes there, and not to you.") % {
                "number": for_pot
            }
        else:
            del self.fields["pot"]
        self.fields["to"].queryset, self.fields["kind"].queryset = goals, kinds.exclude(pk=treat.kind_id)
        self.fields["quantity"].widget.attrs["inputmode"] = "numeric"
        for name, choices in (("to", goals), ("kind", kinds)):
            # Every treat on the page offers the same; they are asked for once.
            self.fields[name].is_one_of_two = True  # Neither is optional by itself.
            self.fields[name].choices = [("", _("Choose")), *((each.pk, str(each)) for each in choices if each != treat.kind)]

    def clean(self):
        typed = super().clean()
        if not self.errors and sum(map(bool, [typed["to"], typed["kind"], typed.get("pot")])) != 1:
            self.add_error("to", _("Choose one: a place, something else here, or the pot where it stands below."))
        return typed


def goals_of(merchant):
    """Where a place may ask to send treats: partner houses of its city, then the nearest places."""
    # Who has no login is asked by the team, by phone.
    here = Merchant.objects.listed().filter(chapter=merchant.chapter_id).exclude(pk=merchant.pk)
    house_first = Case(When(kind=Merchant.Kind.HOUSE, then=Value(0)), default=Value(1))
    chosen = here.nearest(merchant.lat, merchant.lng).annotate(house=house_first).order_by("house", "apart", "id")[:CHOICES]
    return Merchant.objects.filter(pk__in=[each.pk for each in chosen]).annotate(house=house_first).order_by("house", "name", "id")
