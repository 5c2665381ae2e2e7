"""What the smaller doors ask: who you are, where, and a sentence or two. Each answers whose team reads it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from merchants import where
from merchants.models import Chapter
from merchants.open_forms import OpenForm


class DoorForm(OpenForm):
    contact_name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    contact_email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("An e-mail address or a phone number: one of the two is enough. Only the team sees it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        required=False,
    )
    contact_phone = forms.CharField(
        label=_("Your phone number"), max_length=40, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}), required=False
    )
    message = forms.CharField(label=_("In a sentence or two"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), required=False)
    asked_first = ()

    def asked(self):
        return [self[name] for name in (*self.asked_first, "contact_name", "contact_email", "contact_phone", "message")]

    def team(self):
        """The city whose team reads this, or None: then the network does."""
        return self.cleaned_data["chapter"]

    def told(self):
        """What `actions.ring` wants to know."""
        answers = {name: value for name, value in self.cleaned_data.items() if name not in {"nickname", "chapter"}}
        return answers | {"chapter": self.team()}


class CityField(forms.ModelChoiceField):
    def __init__(self):
        super().__init__(Chapter.objects.at_work(), label=_("Which city?"), empty_label=_("Choose a city"))


class HelpForm(DoorForm):
    chapter = CityField()
    asked_first = ["chapter"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["message"].label = _("What would you like to do, and when do you have time?")


class TownForm(DoorForm):
    town = forms.CharField(
        label=_("Your town, or its postcode"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )
    asked_first = ["town"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["message"].label = _("What moves you to begin, and who joins you?")

    def team(self):
        """Where a team is at work already, it is glad of company."""
        town = where.key(self.cleaned_data["town"])
        return next(
            (chapter for chapter in Chapter.objects.at_work() if where.key(chapter.name) == town or town in chapter.postcodes), None
        )
