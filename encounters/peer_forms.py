"""What a peer tells of themselves: how they like to be called, what they speak, when and where they go along."""

from django import forms
from django.utils.translation import gettext_lazy as _

from encounters.models import Peer, PeerHours
from merchants import languages
from merchants.forms import Picks
from merchants.free_text import clean_sentence
from merchants.models import Merchant


class PeerForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(label=_("Languages you speak"), required=False, widget=Picks)

    class Meta:
        model = Peer
        fields = ["called", "languages"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = languages.choices(also=self.instance.languages)

    def clean_called(self):
        return clean_sentence(self.cleaned_data["called"])


class HoursForm(forms.ModelForm):
    """One stretch of every week."""

    class Meta:
        model = PeerHours
        fields = ["weekday", "begins", "ends"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Without the empty line: whoever only chooses a day offers an afternoon.
        for name, first in {"weekday": 1, "begins": 14 * 60, "ends": 16 * 60}.items():
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label,
                choices=[each for each in self.fields[name].choices if each[0] != ""],
                coerce=int,
                initial=first,
            )


class KnowPlaceForm(forms.Form):
    """One more place of the own city, by neighbourhood."""

    place = forms.ModelChoiceField(Merchant.objects.none(), label=_("Place"), to_field_name="slug")

    def __init__(self, *args, peer, **kwargs):
        super().__init__(*args, **kwargs)
        known = [place.pk for place in peer.places.all()] if peer.pk else []
        there = peer.chapter.merchants.listed().by_neighbourhood()
        self.fields["place"].queryset = there
        groups = {}
        for place in there.exclude(pk__in=known):
            groups.setdefault(str(place.neighbourhood or _("Elsewhere in the city")), []).append((place.slug, place.name))
        self.fields["place"].choices = [("", _("Choose a place")), *groups.items()]
        self.fields["place"].error_messages = dict.fromkeys(["required", "invalid_choice"], _("Choose a place from the list, please."))
