"""What somebody may tell who found something different at a place: what, in one tap, and perhaps a sentence."""

from django import forms
from django.utils.translation import gettext_lazy as _

from merchants.free_text import clean_sentence
from merchants.open_forms import NamelessForm
from referrals.models import Organisation, Signal

LONGEST_WORDS = Signal._meta.get_field("words").max_length


class SignalForm(NamelessForm):
    """Who tells it is not asked. Whoever has a login may say where the answer should come: to an organisation, to themselves or nowhere."""

    ME = "me"

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
    answer_to = forms.ChoiceField(
        label=_("Who reads the answer?"),
        help_text=_("The team does not see that it was you."),
        required=False,
        error_messages={"invalid_choice": _("Choose who reads the answer.")},
    )
    reason = forms.ChoiceField(
        choices=Signal.Reason, error_messages=dict.fromkeys(["required", "invalid_choice"], _("Tap what was different."))
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.organisations = {str(each.pk): each for each in Organisation.objects.of(user)} if user.is_authenticated else {}
        if user.is_authenticated:
            mine = [(self.ME, _("I do, under “My questions”")), ("", _("Nobody: then nothing tells that it was me"))]
            field = self.fields["answer_to"]
            field.choices = [*((key, each.name) for key, each in self.organisations.items()), *mine]
            if self.organisations:
                field.help_text = _("The team does not see that it was you. Your colleagues read the answer of your organisation too.")
            field.is_one_of_two = True  # "Nobody" is a choice like the others.
            self.initial["answer_to"] = field.choices[0][0]
        else:
            del self.fields["answer_to"]

    @property
    def asked(self):
        return [self[name] for name in ("words", "answer_to") if name in self.fields]

    def clean_words(self):
        return clean_sentence(self.cleaned_data["words"])

    def told(self):
        """What `actions.send_signal` wants to know."""
        told, answer_to = self.cleaned_data, self.cleaned_data.get("answer_to")
        by_whom = {"organisation": self.organisations.get(answer_to), "asked_by": self.user if answer_to == self.ME else None}
        return {name: told[name] for name in ("key", "reason", "words")} | by_whom
