"""Questions about places, for the coordinators: one by one, in the order they came, and never by place."""

from django import forms
from django.contrib import admin, messages
from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants import letters
from merchants.admin.base import TeamAdmin, Turn, Waiting, Who
from merchants.admin.words_form import WordsForm
from merchants.free_text import clean_sentence
from referrals import actions
from referrals.models import Signal


class SignalForm(WordsForm):
    written = ["words", "answer"]

    asks_now = forms.BooleanField(
        label=_("Write to the place now"),
        help_text=_("A kind letter that puts it as a question; for something lovely one that thanks. With the sentence above."),
        required=False,
    )

    class Meta:
        model = Signal
        fields = ["words", "words_are_read", "answer"]
        widgets = {"words": forms.Textarea(attrs={"rows": 2}), "answer": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.is_answered and "answer" in self.fields:
            self.fields["answer"].help_text = _("Whoever asked gave no name, so only your team reads this. It closes the question.")

    def clean_words(self):
        return clean_sentence(self.cleaned_data["words"])

    def clean_answer(self):
        return clean_sentence(self.cleaned_data["answer"])

    def clean(self):
        typed = super().clean()
        goes_on = typed.get("answer") or typed.get("asks_now") or self.instance.state != Signal.State.NEW
        if goes_on and typed.get("words") and not typed.get("words_are_read"):
            self.add_error("words_are_read", _("Read the sentence first, strike the names in it, and tick this."))
        return typed


@admin.register(Signal)
class SignalAdmin(TeamAdmin):
    chapter_path = "merchant__chapter"
    seen_by = Who.COORDINATORS
    added_by = Who.NOBODY
    form = SignalForm
    list_display = ["reason", "place", "day", "promised_by", "state"]
    list_filter = [("closed_on", admin.EmptyFieldListFilter)]
    list_select_related = ["merchant"]
    # What waits stands first, and of that what was promised soonest. No list is made of one place: not by a column, nor by an address.
    sortable_by = ()
    ordering = [F("closed_on").desc(nulls_first=True), "day", "key"]
    readonly_fields = ["merchant", "organisation", "reason", "day", "promised_by", "state", "closed_on"]
    actions = ["ask_the_place", "close_it"]

    @admin.display(description=_("place"))
    def place(self, signal):
        # Not the column itself: by that one an address could still sort.
        return signal.merchant

    @admin.display(description=_("answer promised by"))
    def promised_by(self, signal):
        return date_format(signal.promised_by)

    def get_fieldsets(self, request, obj=None):
        is_new = obj is not None and obj.state == Signal.State.NEW
        about = ["merchant", "organisation", "reason", "day", "promised_by", "state"]
        told = ["words", "words_are_read", *(["asks_now"] if is_new else []), "answer", "seen"]
        advice = _("Read the sentence, strike the names in it, write to the place or give it a call. Your answer closes the question.")
        return [(None, {"fields": about}), (_("What you do with it"), {"fields": told, "description": advice})]

    def lookup_allowed(self, lookup, value, request):
        return lookup == "closed_on__isempty"

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.cleaned_data["asks_now"] and actions.ask_place(signal=obj):
            self.message_user(request, _written(obj), messages.SUCCESS)
        if obj.answer:
            actions.close_signal(signal=obj)

    def what_waits(self, request):
        waiting = self.rows_for(request.user, Who.COORDINATORS).open().count()
        address = reverse("admin:referrals_signal_changelist") + "?closed_on__isempty=1"
        text = ngettext("%d question about a place waits for an answer", "%d questions about places wait for an answer", waiting) % waiting
        return [Waiting(text, waiting, address, Turn.QUESTIONS)]

    @admin.action(description=_("Ask the place, or thank it for something lovely"), permissions=["decide"])
    def ask_the_place(self, request, queryset):
        self._each(request, queryset, actions.ask_place, _written)

    @admin.action(description=_("Close it: it is settled"), permissions=["decide"])
    def close_it(self, request, queryset):
        self._each(request, queryset, actions.close_signal, lambda signal: _("Closed."))

    def _each(self, request, queryset, act, said):
        for signal in queryset.select_related("merchant"):
            name = {"place": signal.merchant, "question": signal}
            try:
                is_done = act(signal=signal)
            except actions.NotReadYet:
                text = _("%(place)s: open it, read the sentence, strike the names and tick that you did. Then it goes on.") % name
                self.message_user(request, text, messages.WARNING)
            else:
                text = said(signal) if is_done else _("This was done before.")
                if is_done:
                    self.log_change(request, signal, text)
                self.message_user(request, f"{signal.merchant}: {text}", messages.SUCCESS if is_done else messages.INFO)


def _written(signal):
    """Whom the letter about this one reached."""
    if letters.addresses_of(signal.merchant):
        return _("The place was written to.")
    return _("We have no e-mail address of this place, so your team got the letter. Give the place a call.")
