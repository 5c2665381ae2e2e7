"""Questions for cards and notes of the circle, for the coordinators: read, names struck, answered, shown or not."""

from django import forms
from django.contrib import admin, messages
from django.db.models import F
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from encounters import actions
from encounters.models import CardWish, CircleNote, LearningCard
from encounters.models.circle import number_of
from merchants.admin.base import TeamAdmin, Turn, Waiting, Who
from merchants.free_text import clean_sentence

State = CircleNote.State
STEPS = {"": _("Leave it as it is"), "show": _("I read it, no names: show it"), "keep_back": _("Do not show it: it is erased")}


class WishForm(forms.ModelForm):
    answer = forms.ModelChoiceField(
        LearningCard.objects.none(),
        label=_("A card that is there answers it"),
        help_text=_("All places of your city see that it came from a question; of whom, nobody knows."),
        required=False,
    )
    aside = forms.BooleanField(label=_("Lay it aside, without a card"), required=False)

    class Meta:
        model = CardWish
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "answer" in self.fields:
            self.fields["answer"].queryset = LearningCard.objects.seen_in(self.instance.chapter_id)

    def clean(self):
        typed = super().clean()
        if typed.get("answer") and typed.get("aside"):
            self.add_error("aside", _("Choose one of both: a card, or aside."))
        return typed


class NotesAdmin(TeamAdmin):
    """Words of merchants: made on the pages of their place, read here."""

    chapter_path = "chapter"
    seen_by = Who.COORDINATORS
    added_by = Who.NOBODY
    list_select_related = ["chapter"]
    sortable_by = ()

    @admin.display(description=_("words"))
    def what_it_says(self, row):
        return row.words or "–"


@admin.register(CardWish)
class CardWishAdmin(NotesAdmin):
    form = WishForm
    list_display = ["what_it_says", "chapter", "card"]
    list_filter = [("settled_in", admin.EmptyFieldListFilter)]
    list_select_related = ["chapter", "card"]
    ordering = [F("settled_in").desc(nulls_first=True), "told_in", "key"]  # What waits stands first.
    readonly_fields = ["chapter", "what_it_says", "language", "card", "make_a_card"]
    actions = ["lay_aside"]

    @admin.display(description=_("or write a new card"))
    def make_a_card(self, wish):
        here = {"stad": wish.chapter.slug, "wens": wish.pk}
        kinds = [(reverse("encounters:team-card-new", query={"soort": kind.value, **here}), kind.label) for kind in LearningCard.Kind]
        (first, one), (second, other) = kinds
        return format_html('<a href="{}">{}</a> · <a href="{}">{}</a>', first, one, second, other)

    def get_fieldsets(self, request, obj=None):
        about = (None, {"fields": ["chapter", "what_it_says", "language"]})
        if obj is None or obj.is_settled:
            return [(None, {"fields": ["chapter", "card"]})]
        return [about, (_("What now?"), {"fields": ["answer", "make_a_card", "aside"]})]

    def save_model(self, request, obj, form, change):
        if card := form.cleaned_data.get("answer"):
            actions.answer_wish(wish=obj, card=card)
        elif form.cleaned_data.get("aside"):
            actions.lay_aside_wish(wish=obj)

    def what_waits(self, request):
        number = self.rows_for(request.user, Who.COORDINATORS).to_read().count()
        text = ngettext("%d question of a merchant for a card", "%d questions of merchants for cards", number) % number
        return [Waiting(text, number, reverse("admin:encounters_cardwish_changelist") + "?settled_in__isempty=1", Turn.WORDS)]

    @admin.action(description=_("Lay these aside, without a card"), permissions=["decide"])
    def lay_aside(self, request, queryset):
        done = [wish for wish in queryset if actions.lay_aside_wish(wish=wish)]
        text = ngettext("%d question is laid aside.", "%d questions are laid aside.", len(done)) % len(done)
        self.message_user(request, text, messages.SUCCESS)


class NoteForm(forms.ModelForm):
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
class CircleNoteAdmin(NotesAdmin):
    form = NoteForm
    list_display = ["what_it_says", "kind", "chapter", "in_quarter", "state"]
    list_filter = ["state", "kind"]
    ordering = ["-state", "-quarter", "key"]  # What waits stands first.
    readonly_fields = ["chapter", "kind", "what_was_asked", "in_quarter", "language", "state"]
    actions = ["show_them", "keep_them_back"]

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
        return [about, (_("In words without names"), {"fields": ["words", "signed", "step"]})]

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
