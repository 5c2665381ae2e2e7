"""Words that somebody wrote, read by two of a team at once: names that one of them struck never come back from the page of the other."""

from django import forms
from django.utils.translation import gettext_lazy as _

from merchants.actions.changing import mark


class Mark(forms.CharField):
    """By which a page knows the words again that it showed."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class WordsForm(forms.ModelForm):
    """For rows with words of others (`written`). Whoever saves has seen the words that stand there now; else they are shown first."""

    written = ["words"]

    seen = Mark(required=False, label="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = {name: getattr(self.instance, name) or "" for name in self.written if name in self.fields}
        self.initial["seen"] = self._mark()

    def clean(self):
        typed = super().clean()
        # Nothing to compare with, where the page showed no words to change.
        if self.now and typed.get("seen") and typed["seen"] != self._mark():
            self._show_what_stands()
        return typed

    def _mark(self):
        return mark("\n".join(self.now.values()))

    def _show_what_stands(self):
        yours = " / ".join(self.data[name] for name in self.now if self.data.get(name, "") not in ("", self.now[name]))
        self.data = self.data.copy()
        self.data.update({"seen": self._mark(), **self.now})
        error = _("Somebody of the team changed these words while your page was open. Read them as they stand now, and choose again.")
        self.add_error(None, [error, *([_("This is what you had: %(words)s") % {"words": yours}] if yours else [])])
