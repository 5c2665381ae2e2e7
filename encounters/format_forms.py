"""How a team writes down a format, in the languages of the site."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from encounters.models import ActivityFormat
from encounters.models.formats import LONGEST, SHORTEST
from merchants.free_text import clean_sentence

MOST_STEPS, LONGEST_STEP = 12, 120
SENTENCES = {"title": (_("Title"), 120), "about": (_("What one may expect"), 600), "needs": (_("What is needed"), 300)}


class FormatForm(forms.ModelForm):
    minutes = forms.IntegerField(
        label=_("How many minutes it takes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], _("From 15 to 720 minutes.")),
    )

    class Meta:
        model = ActivityFormat
        fields = ["kind", "minutes"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, _language in settings.WHOLE_LANGUAGES:
            for name, (label, longest) in SENTENCES.items():
                area = {} if name == "title" else {"widget": forms.Textarea(attrs={"rows": 3})}
                words = getattr(self.instance, name).get(code, "")
                self.fields[f"{name}_{code}"] = forms.CharField(label=label, max_length=longest, initial=words, required=False, **area)
            self.fields[f"steps_{code}"] = forms.CharField(
                label=_("Step by step, one on each line"),
                initial="\n".join(self.instance.steps.get(code, [])),
                required=False,
                widget=forms.Textarea(attrs={"rows": 5}),
            )

    @property
    def languages(self):
        """For the page: (name of the language, its fields); what is written in is open."""
        for code, language in settings.WHOLE_LANGUAGES:
            fields = [self[f"{name}_{code}"] for name in (*SENTENCES, "steps")]
            yield language, code, fields

    def clean(self):
        typed = super().clean()
        for code, _language in settings.WHOLE_LANGUAGES:
            for name in SENTENCES:
                self._clean_one(f"{name}_{code}", clean_sentence)
            self._clean_one(f"steps_{code}", _clean_steps)
        if not any(typed.get(f"title_{code}") for code, _language in settings.WHOLE_LANGUAGES) and not self.errors:
            self.add_error(f"title_{settings.LANGUAGE_CODE}", _("Give it a title in one language at least."))
        return typed

    def _clean_one(self, name, clean):
        try:
            self.cleaned_data[name] = clean(self.cleaned_data.get(name) or "")
        except ValidationError as error:
            self.add_error(name, error)

    def save(self, commit=True):
        for name in [*SENTENCES, "steps"]:
            said = {code: self.cleaned_data[f"{name}_{code}"] for code, _language in settings.WHOLE_LANGUAGES}
            setattr(self.instance, name, {code: words for code, words in said.items() if words})
        return super().save(commit)


class NoteForm(forms.Form):
    """What is new in the version that comes out."""

    note = forms.CharField(
        label=_("What is new?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One or two sentences for the teams that use it."),
        error_messages={"required": _("Write in a sentence what is new, so that others know whether to look.")},
    )

    def clean_note(self):
        return clean_sentence(self.cleaned_data["note"])


def _clean_steps(typed):
    lines = [clean_sentence(line) for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_STEPS:
        raise ValidationError(_("At most twelve steps: take some together."))
    if any(len(line) > LONGEST_STEP for line in lines):
        raise ValidationError(_("A step is of 120 letters at most. Make it shorter, or two of it."))
    return lines
