"""What somebody may tell who found something different at a place: what, in one tap, and perhaps a sentence."""

from django import forms
from django.utils.translation import gettext_lazy as _

from merchants.free_text import clean_sentence
from merchants.open_forms import NamelessForm
from referrals.models import Organisation, Signal

LONGEST_WORDS = Signal._meta.get_field("words").max_length


class SignalForm(NamelessForm):
    """Who tells it is not asked. Whoever points the way may say for which organisation, which then sees the answer."""

    words = forms.CharField(
        label=_("In a sentence"),
        help_text=_("No names, please, of anybody. Somebody of the team reads it first, and strikes them where they slipped in."),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "max_length": _("A sentence has at most 300 characters here; this one has %(show_value)d. Make it shorter, please.")
        },
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("For which organisation?"),
        help_text=_("Then the answer stands with the questions of your organisation, for your colleagues too."),
        required=False,
    )
    reason = forms.ChoiceField(
        choices=Signal.Reason, error_messages=dict.fromkeys(["required", "invalid_choice"], _("Tap what was different."))
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = list(organisations)
        if self.organisations:
            self.fields["organisation"].queryset = organisations
            self.fields["organisation"].choices = [("", _("For myself")), *((each.pk, each.name) for each in self.organisations)]
            self.fields["organisation"].is_one_of_two = True  # "For myself" is a choice like the others.
            self.initial["organisation"] = self.organisations[0].pk
        else:
            del self.fields["organisation"]

    @property
    def asked(self):
        return [self[name] for name in ("words", "organisation") if name in self.fields]

    def clean_words(self):
        return clean_sentence(self.cleaned_data["words"])

    def told(self):
        """What `actions.send_signal` wants to know."""
        return {name: value for name, value in self.cleaned_data.items() if name != "nickname"}
