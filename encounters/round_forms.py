"""What a round asks: as somebody answers it on a phone, and as a volunteer types a stack of paper forms."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from encounters.models.answers import LONGEST
from merchants.free_text import clean_sentence
from merchants.open_forms import NamelessForm

TOO_LONG = _("At most 300 characters fit here; these are %(show_value)d. Make it shorter, please.")


class WordsField(forms.CharField):
    def __init__(self, **options):
        super().__init__(max_length=LONGEST, required=False, error_messages={"max_length": TOO_LONG}, **options)

    def clean(self, value):
        return clean_sentence(super().clean(value))


class LettersField(forms.CharField):
    """The letters beside the boxes that are ticked on paper: "a", or "ac". Becomes the keys of these choices."""

    def __init__(self, *, question):
        self.by_letter, self.is_one = {choice.letter: choice.pk for choice in question.choices.all()}, question.is_one
        super().__init__(required=False, max_length=40, error_messages={"max_length": _("These are too many letters.")})

    def clean(self, value):
        letters = list(dict.fromkeys(sign for sign in super().clean(value).lower() if sign not in " ,.;"))
        if strange := [letter for letter in letters if letter not in self.by_letter]:
            last = list(self.by_letter)[-1]
            raise ValidationError(
                _("“%(letter)s” is no box here: they go from a to %(last)s."), params={"letter": strange[0], "last": last}
            )
        if self.is_one and len(letters) > 1:
            raise ValidationError(_("Here only one box counts. Is it not clear on paper? Leave it empty."))
        return [self.by_letter[letter] for letter in letters]


class RoundForm(NamelessForm):
    """One field for each question, called after its place in the row."""

    nothing = _("Tick at least one thing, or write a few words.")

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[question.field] = WordsField() if question.is_words else self.field_for(question)

    def clean(self):
        typed = super().clean()
        if not self.errors and not any(typed.get(question.field) for question in self.questions):
            self.add_error(None, self.nothing)
        return typed

    @property
    def answered(self):
        """What `actions.answer` wants to know."""
        typed = self.cleaned_data
        ticked = [pk for question in self.questions if not question.is_words for pk in self.ticked_at(question)]
        words = {question.pk: typed[question.field] for question in self.questions if question.is_words}
        return {"key": typed["key"], "ticked": ticked, "words": words}

    def ticked_at(self, question):
        return self.cleaned_data[question.field]


class AnswerForm(RoundForm):
    """With pictograms to tap."""

    def field_for(self, question):
        kind = forms.ChoiceField if question.is_one else forms.MultipleChoiceField
        return kind(choices=[(str(choice.pk), str(choice)) for choice in question.choices.all()], required=False)

    def ticked_at(self, question):
        chosen = self.cleaned_data[question.field]
        return [int(pk) for pk in ([chosen] if question.is_one else chosen) if pk]

    def rows(self, language):
        """For the page: (question, its words, its field, [(choice, its words, whether it is ticked)])."""
        for question in self.questions:
            field = self[question.field]
            ticked = {str(each) for each in (field.value() if isinstance(field.value(), list) else [field.value()])}
            choices = [(choice, choice.told_in(language), str(choice.pk) in ticked) for choice in question.choices.all()]
            yield question, question.told_in(language), field, choices


class PaperForm(RoundForm):
    """From paper, in letters: the hands stay on the keys."""

    nothing = _("This form is empty. Lay it aside, or type what stands on it.")

    def field_for(self, question):
        return LettersField(question=question)

    def rows(self):
        """For the page: (question, its field, [choices])."""
        for question in self.questions:
            field = self[question.field]
            field.field.widget.attrs |= {"autocomplete": "off", "autocapitalize": "none"}
            yield question, field, list(question.choices.all())
