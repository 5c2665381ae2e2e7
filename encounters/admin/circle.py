"""What merchants write to their circle, for the coordinators: read, names struck, shown or not."""

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from encounters import actions
from encounters.models import CircleNote
from encounters.models.circle import number_of
from merchants.admin.base import TeamAdmin, Turn, Waiting, Who
from merchants.admin.words_form import WordsForm
from merchants.free_text import clean_sentence

State = CircleNote.State
STEPS = {"": _("Leave it as it is"), "show": _("I read it, no names: show it"), "keep_back": _("Do not show it: it is erased")}


class NoteForm(WordsForm):
    written = ["words", "signed"]

    step = forms.ChoiceField(label=_("What now?"), choices=STEPS.items(), required=False, widget=forms.RadioSelect, initial="")

    class Meta:
        model = CircleNote
        fields = ["words", "signed"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"words": _("Strike names of people, and what tells who somebody is. The rest may stay as it was said.")}

    def clean_words(self):
        words = clean_sentence(self.cleaned_data["words"])
        if not words:
            raise forms.ValidationError(_("Leave some words, or choose not to show it."))
        return words

    def clean_signed(self):
        # A place may be taken off; nobody signs for one.
        signed = self.cleaned_data["signed"].strip()
        if signed not in ("", self.initial.get("signed")):
            raise forms.ValidationError(_("Only the place itself signs. You may leave its name as it is, or empty it."))
        return signed


@admin.register(CircleNote)
class CircleNoteAdmin(TeamAdmin):
    form = NoteForm
    chapter_path = "chapter"
    seen_by = Who.COORDINATORS
    added_by = Who.NOBODY
    list_select_related = ["chapter"]
    sortable_by = ()
    list_display = ["what_it_says", "kind", "chapter", "in_quarter", "state"]
    list_filter = ["state", "kind"]
    ordering = ["-state", "-quarter", "key"]  # What waits stands first.
    readonly_fields = ["chapter", "kind", "what_was_asked", "in_quarter", "language", "state"]
    actions = ["show_them", "keep_them_back"]

    def lookup_allowed(self, lookup, value, request):
        # Nor by whose name stands below it: what a place wrote is nobody's to count.
        return lookup in {"state__exact", "kind__exact"}

    @admin.display(description=_("words"))
    def what_it_says(self, note):
        return note.words or "–"

    @admin.display(description=_("quarter"))
    def in_quarter(self, note):
        return f"{number_of(note.quarter)}/{note.quarter.year}"

    @admin.display(description=_("question"))
    def what_was_asked(self, note):
        if not note.question:
            return "–"
        asked = actions.asked_in(note.chapter, note.quarter)[note.question - 1]
        return asked.get(note.language) or next(iter(asked.values()))

    def get_fieldsets(self, request, obj=None):
        about = (None, {"fields": ["chapter", "kind", "what_was_asked", "in_quarter", "language", "state"]})
        if obj is None or obj.state == State.KEPT_BACK:
            return [about]
        return [about, (_("In words without names"), {"fields": ["words", "signed", "seen", "step"]})]

    def save_model(self, request, obj, form, change):
        # What another coordinator kept back meanwhile stays gone.
        changed = {name: getattr(obj, name) for name in ("words", "signed") if name in form.changed_data}
        if changed:
            CircleNote.objects.filter(pk=obj.pk).exclude(state=State.KEPT_BACK).update(**changed)
        if step := form.cleaned_data.get("step"):
            {"show": actions.show_note, "keep_back": actions.keep_note_back}[step](note=obj)

    def what_waits(self, request):
        number = self.rows_for(request.user, Who.COORDINATORS).to_read().count()
        text = ngettext("%d note of the circle to read", "%d notes of the circle to read", number) % number
        return [Waiting(text, number, reverse("admin:encounters_circlenote_changelist") + "?state__exact=to_read", Turn.WORDS)]

    @admin.action(description=_("I read these, no names in them: show them"), permissions=["decide"])
    def show_them(self, request, queryset):
        self._each(request, queryset.to_read(), actions.show_note)

    @admin.action(description=_("Do not show these: they are erased"), permissions=["decide"])
    def keep_them_back(self, request, queryset):
        self._each(request, queryset, actions.keep_note_back)

    def _each(self, request, rows, act):
        done = [each for each in rows if act(note=each)]
        for each in done:
            self.log_change(request, each, _("Read."))
        text = ngettext("%d note is done.", "%d notes are done.", len(done)) % len(done)
        self.message_user(request, text, messages.SUCCESS)
