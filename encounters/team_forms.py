"""How a team makes a round: its title and languages, and its questions, in each of these languages."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from encounters.actions import MOST_CHOICES
from encounters.actions.rounds import FEWEST_CHOICES
from encounters.kit import PICTOGRAMS
from encounters.models import Question
from encounters.models.words import told
from merchants.free_text import clean_sentence
from merchants.languages import choices as all_languages
from merchants.languages import name_of_language

LONGEST_TITLE, LONGEST_WORDS = 80, 160
EMPTY_ROWS = 3


class SentenceField(forms.CharField):
    def __init__(self, **options):
        super().__init__(required=False, **options)

    def clean(self, value):
        return clean_sentence(super().clean(value))


class RoundSettingsForm(forms.Form):
    closes_on = forms.DateField(
        label=_("Last day to answer by link"),
        help_text=_("Paper can be written down until you close the round. You may leave it empty."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    languages = forms.MultipleChoiceField(
        label=_("In which languages can it be read?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )

    def __init__(self, data=None, *, listening_round):
        super().__init__(data, initial={"closes_on": listening_round.closes_on, "languages": listening_round.languages})
        self.fields["languages"].choices = all_languages(also=listening_round.languages)
        self.titles = [f"title-{code}" for code in listening_round.languages]
        for code, name in listening_round.named_languages:
            self.fields[f"title-{code}"] = SentenceField(
                label=_("Title (%(language)s)") % {"language": name}, max_length=LONGEST_TITLE, initial=listening_round.title.get(code, "")
            )
        self.order_fields([*self.titles, "closes_on", "languages"])
        self.kept = listening_round.title

    def clean(self):
        typed = super().clean()
        if not self.errors and not any(typed[name] for name in self.titles):
            self.add_error(self.titles[0], _("Give it a title in one language at least."))
        return typed

    def clean_languages(self):
        # In the order of the site, then as they come.
        ours = [code for code, _name in settings.LANGUAGES]
        return sorted(self.cleaned_data["languages"], key=lambda code: (code not in ours, ours.index(code) if code in ours else 0, code))

    @property
    def settings(self):
        """What `actions.change_round` wants to know."""
        typed = self.cleaned_data
        title = self.kept | {name.removeprefix("title-"): typed[name] for name in self.titles}
        return {"title": title, "languages": typed["languages"], "closes_on": typed["closes_on"]}


class QuestionForm(forms.Form):
    """A question in each language of its round, and up to twelve things to tick; a row without words is no choice."""

    kind = forms.ChoiceField(label=_("How is it answered?"), choices=Question.Kind, widget=forms.RadioSelect)
    is_split = forms.BooleanField(
        label=_("Tell the answers to the other questions apart by this one"),
        help_text=_("Such as a language or a part of town. Only shown where every group has five answers or more."),
        required=False,
    )

    def __init__(self, data=None, *, question):
        super().__init__(data, initial={"kind": question.kind, "is_split": question.is_split})
        self.languages = question.listening_round.languages
        for code in self.languages:
            self.fields[f"words-{code}"] = self._sentence(code, question.words, _("The question (%(language)s)"))
        there = list(question.choices.all())
        self.kept = {"words": question.words} | {f"choice-{number}": choice.words for number, choice in enumerate(there)}
        icons = [(icon, str(told(words))) for icon, words in PICTOGRAMS.items()]
        icons += [(choice.icon, choice.icon) for choice in there if choice.icon not in PICTOGRAMS]
        self.numbers = range(min(MOST_CHOICES, len(there) + EMPTY_ROWS))
        for number in self.numbers:
            choice = there[number] if number < len(there) else None
            label = _("Pictogram of choice %(number)d") % {"number": number + 1}
            pictogram = forms.ChoiceField(label=label, choices=icons, initial=choice and choice.icon, required=False)
            pictogram.is_one_of_two = True  # One is always chosen.
            self.fields[f"icon-{number}"] = pictogram
            for code in self.languages:
                words = choice.words if choice else {}
                self.fields[f"choice-{number}-{code}"] = self._sentence(code, words, _("Choice (%(language)s)"))

    def _sentence(self, code, words, label):
        return SentenceField(label=label % {"language": name_of_language(code)}, max_length=LONGEST_WORDS, initial=words.get(code, ""))

    @property
    def heads(self):
        return [self["kind"], *(self[f"words-{code}"] for code in self.languages), self["is_split"]]

    @property
    def rows(self):
        """For the page: each choice as (its pictogram, its words in each language)."""
        return [(self[f"icon-{number}"], [self[f"choice-{number}-{code}"] for code in self.languages]) for number in self.numbers]

    def clean(self):
        typed = super().clean()
        if self.errors:
            return typed
        if not any(self._words("words").values()):
            self.add_error(f"words-{self.languages[0]}", _("Write the question in one language at least."))
        if typed["kind"] != Question.Kind.WORDS and len(self._choices()) < FEWEST_CHOICES:
            self.add_error(None, _("Give at least two things to tick, or let people answer in own words."))
        if typed["is_split"] and typed["kind"] != Question.Kind.ONE:
            self.add_error("is_split", _("Only a question with one answer can tell the others apart."))
        return typed

    def _words(self, name):
        """With those in languages the round does not have yet, as long as they still say the same."""
        typed, kept = {code: self.cleaned_data[f"{name}-{code}"] for code in self.languages}, self.kept.get(name, {})
        is_as_it_was = all(kept.get(code, "") == words for code, words in typed.items())
        return kept | typed if is_as_it_was else typed

    def _choices(self):
        rows = [(self.cleaned_data[f"icon-{number}"] or "circle", self._words(f"choice-{number}")) for number in self.numbers]
        return [(icon, words) for icon, words in rows if any(words.values())]

    @property
    def changes(self):
        """What `actions.change_question` wants to know."""
        typed = self.cleaned_data
        return {"kind": typed["kind"], "words": self._words("words"), "is_split": typed["is_split"], "choices": self._choices()}
