"""What somebody may say that makes it hard."""

from django import forms
from django.utils.translation import gettext_lazy as _

from encounters.models.thresholds import LONGEST
from merchants.free_text import clean_sentence
from merchants.open_forms import NamelessForm


class ThresholdForm(NamelessForm):
    """One sentence, in any language. Who says it is not asked."""

    words = forms.CharField(
        label=_("What makes it hard?"),
        help_text=_("One sentence is enough, in your own language too. No names, please, of anybody."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write what makes it hard, in a few words."),
            "max_length": _("A sentence has at most 300 characters here; this one has %(show_value)d. Make it shorter, please."),
        },
    )

    def clean_words(self):
        return clean_sentence(self.cleaned_data["words"])
