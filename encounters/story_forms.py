"""What one may tell who tells a story, and that one agrees that others read it."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from encounters.models.stories import CONSENT, CONSENTS, LONGEST, LONGEST_PSEUDONYM, LONGEST_TITLE
from merchants.free_text import clean_sentence, clean_text
from merchants.languages import choices as all_languages
from merchants.models import Chapter
from merchants.open_forms import NamelessForm

# What a browser would take for a tag; "I <3 soup" is none.
MARKUP = re.compile(r"<\s*[/!?]?\s*[a-z]", re.I)
TOO_LONG = _("At most %(limit_value)d characters fit here; these are %(show_value)d. Make it shorter, please.")


def refuse_code(words):
    """The same words. It would be shown as it stands, never run; but nobody wants to read it."""
    if MARKUP.search(words):
        raise ValidationError(_("There is code in what you wrote, such as <b>. Leave it out, please: plain words are enough."), code="code")
    return words


class StoryField(forms.CharField):
    """Browsers count the end of a line as one character, and send two."""

    widget = forms.Textarea(attrs={"rows": 12, "dir": "auto"})

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def clean(self, value):
        return refuse_code(clean_text(super().clean(value)))


class ShortField(forms.CharField):
    def __init__(self, **options):
        widget = forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"})
        super().__init__(required=False, widget=widget, error_messages={"max_length": TOO_LONG}, **options)

    def clean(self, value):
        return refuse_code(clean_sentence(super().clean(value)))


class StoryForm(NamelessForm):
    """Who tells it is not asked."""

    city = forms.ModelChoiceField(
        Chapter.objects.order_by("name"),
        to_field_name="slug",
        label=_("In which city was it?"),
        empty_label=_("Choose a city"),
        error_messages={"required": _("Choose the city where it was."), "invalid_choice": _("Choose one of these cities.")},
    )
    words = StoryField(
        label=_("Your story"),
        help_text=_(
            "Some sentences, or a page (2,000 letters), in any language. Leave out names, also of others, and what tells who they are."
        ),
        max_length=LONGEST,
        error_messages={"required": _("Write your story here. A few sentences are enough."), "max_length": TOO_LONG},
    )
    title = ShortField(label=_("A title"), max_length=LONGEST_TITLE)
    pseudonym = ShortField(
        label=_("A name you make up"),
        help_text=_("It stands below your story. Not your real name, please."),
        max_length=LONGEST_PSEUDONYM,
    )
    language = forms.ChoiceField(
        label=_("In which language did you write it?"), error_messages={"invalid_choice": _("Choose one of these languages.")}
    )
    consent = forms.BooleanField(
        label=CONSENTS[CONSENT], error_messages={"required": _("Tick this if others may read your story. Without it we cannot show it.")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = all_languages()
        self.fields["language"].initial = get_language()

    @property
    def told(self):
        """What `actions.tell_story` wants to know."""
        typed = self.cleaned_data
        words = {name: typed[name] for name in ("words", "title", "pseudonym", "language")}
        return {"chapter": typed["city"], "token": typed["key"], **words}
