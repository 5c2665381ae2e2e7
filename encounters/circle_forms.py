"""What a merchant may write to the circle of their city; and what a coordinator asks it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from encounters.card_forms import SentenceField
from encounters.circle_kit import LANGUAGES
from encounters.models.circle import LONGEST_NOTE, QUESTIONS
from merchants.languages import name_of_language
from merchants.open_forms import NamelessForm

LONGEST_QUESTION = 120


class SignedForm(NamelessForm):
    """Nobody is named, unless they want their place to be."""

    signs = forms.BooleanField(
        label=_("Sign with the name of my place"),
        help_text=_("Without a tick nobody sees who wrote it, the team neither."),
        required=False,
    )

    def __init__(self, data=None, *, place):
        super().__init__(data)
        self.place = place

    @property
    def signed(self):
        return self.place.name if self.cleaned_data["signs"] else ""


class AnswersForm(SignedForm):
    """Three short questions; each may be skipped."""

    def __init__(self, data=None, *, place, questions):
        super().__init__(data, place=place)
        for number, question in enumerate(questions, start=1):
            self.fields[self._name(number)] = SentenceField(
                label=question, max_length=LONGEST_NOTE, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    @staticmethod
    def _name(number):
        return f"antwoord-{number}"

    @property
    def asked(self):
        return [self[self._name(number)] for number in range(1, QUESTIONS + 1)]

    @property
    def answers(self):
        """{number of the question: words}, of those that were answered."""
        typed = {number: self.cleaned_data.get(self._name(number)) for number in range(1, QUESTIONS + 1)}
        return {number: words for number, words in typed.items() if words}

    def clean(self):
        typed = super().clean()
        if not self.errors and not self.answers:
            self.add_error(None, _("Answer one of the three at least. The others you may skip."))
        return typed


class NoteForm(SignedForm):
    words = SentenceField(
        label=_("In your own words"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a sentence or two first.")},
    )


class CircleQuestionsForm(forms.Form):
    """The three questions of a quarter, in each language of the site."""

    def __init__(self, data=None, *, questions):
        super().__init__(data)
        for number in range(1, QUESTIONS + 1):
            for code in LANGUAGES:
                label = _("Question %(number)d (%(language)s)") % {"number": number, "language": name_of_language(code)}
                begun = questions[number - 1].get(code, "")
                self.fields[f"{number}-{code}"] = SentenceField(
                    label=label, max_length=LONGEST_QUESTION, initial=begun, required=False, widget=forms.Textarea(attrs={"rows": 2})
                )

    def clean(self):
        typed = super().clean()
        for number in range(1, QUESTIONS + 1):
            names = [f"{number}-{code}" for code in LANGUAGES]
            if not any(name in self.errors or typed.get(name) for name in names):
                self.add_error(names[0], _("Write this question in one language at least."))
        return typed

    @property
    def questions(self):
        typed = self.cleaned_data
        return [{code: typed[f"{number}-{code}"] for code in LANGUAGES if typed[f"{number}-{code}"]} for number in range(1, QUESTIONS + 1)]
