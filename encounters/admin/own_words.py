"""What people wrote in a round, for the coordinators: read, names struck, shown or not."""

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from encounters import actions
from encounters.models import OwnWords
from merchants.admin.base import TeamAdmin, Turn, Waiting, Who
from merchants.admin.words_form import WordsForm
from merchants.free_text import clean_sentence

State = OwnWords.State
STEPS = {"": _("Leave it as it is"), "show": _("I read it, no names: show it"), "strike": _("Do not show it: it is erased")}


class OwnWordsForm(WordsForm):
    step = forms.ChoiceField(label=_("What now?"), choices=STEPS.items(), required=False, widget=forms.RadioSelect, initial="")

    class Meta:
        model = OwnWords
        fields = ["words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"words": _("Strike names, and what tells who somebody is. The rest may stay as it was said.")}

    def clean_words(self):
        return clean_sentence(self.cleaned_data["words"])


@admin.register(OwnWords)
class OwnWordsAdmin(TeamAdmin):
    form = OwnWordsForm
    chapter_path = "question__listening_round__chapter"
    seen_by = Who.COORDINATORS
    added_by = Who.NOBODY
    list_display = ["what_it_says", "listening_round", "question", "state"]
    list_filter = ["state"]
    list_select_related = ["question__listening_round"]
    sortable_by = ()
    ordering = ["-state", "key"]  # What waits stands first.
    readonly_fields = ["listening_round", "question", "language", "state"]
    actions = ["show_them", "strike_them"]

    @admin.display(description=_("words"))
    def what_it_says(self, own_words):
        return own_words.words or "–"

    @admin.display(description=_("listening round"))
    def listening_round(self, own_words):
        return own_words.question.listening_round

    def get_fieldsets(self, request, obj=None):
        about = (None, {"fields": ["listening_round", "question", "language", "state"]})
        if obj is None or obj.state == State.STRUCK:
            return [about]
        return [about, (_("In words without names"), {"fields": ["words", "seen", "step"]})]

    def save_model(self, request, obj, form, change):
        if "words" in form.changed_data:
            # What another coordinator struck meanwhile stays gone.
            OwnWords.objects.filter(pk=obj.pk).exclude(state=State.STRUCK).update(words=obj.words)
        if step := form.cleaned_data.get("step"):
            {"show": actions.show_words, "strike": actions.strike_words}[step](own_words=obj)

    def what_waits(self, request):
        number = self.rows_for(request.user, Who.COORDINATORS).to_read().count()
        text = ngettext("%d sentence of a listening round to read", "%d sentences of listening rounds to read", number) % number
        return [Waiting(text, number, reverse("admin:encounters_ownwords_changelist") + "?state__exact=to_read", Turn.WORDS)]

    @admin.action(description=_("I read these, no names in them: show them"), permissions=["decide"])
    def show_them(self, request, queryset):
        self._each(request, queryset.to_read(), actions.show_words)

    @admin.action(description=_("Do not show these: they are erased"), permissions=["decide"])
    def strike_them(self, request, queryset):
        self._each(request, queryset, actions.strike_words)

    def _each(self, request, rows, act):
        done = [each for each in rows if act(own_words=each)]
        for each in done:
            self.log_change(request, each, _("Read."))
        text = ngettext("%d sentence is done.", "%d sentences are done.", len(done)) % len(done)
        self.message_user(request, text, messages.SUCCESS)
