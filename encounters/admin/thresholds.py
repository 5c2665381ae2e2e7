"""Thresholds, for the coordinators: read, put in words without names, shown, told together, made easier."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Case, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from encounters import actions
from encounters.models import Threshold
from merchants.actions import NoAddress, ask_whether_true
from merchants.admin.base import TeamAdmin, Turn, Waiting, Who
from merchants.admin.words_form import WordsForm
from merchants.free_text import clean_sentence

State = Threshold.State
# What each step does, in the words of the page.
STEPS = {
    "": _("Leave it as it is"),
    "show": _("I read it, no names: show it"),
    "ease": _("It became easier, by what stands above"),
    "keep_back": _("Do not show it"),
}
WAITS_FIRST = Case(When(state=State.TO_READ, then=0), When(state=State.SHOWN, then=1), default=2).asc()
SHORT, DOING = ([f"{name}_{language}" for language, _name in settings.WHOLE_LANGUAGES] for name in ("short", "doing"))
# Only what a team writes; the rest moves by its own steps.
COLUMNS = ["said", *SHORT, *DOING, "service", "merchant"]


class ThresholdForm(WordsForm):
    written = ["said", *SHORT, *DOING]

    step = forms.ChoiceField(label=_("What now?"), choices=STEPS.items(), required=False, widget=forms.RadioSelect, initial="")
    asks_now = forms.BooleanField(
        label=_("Ask this place now whether its hours are still true"),
        help_text=_("It gets the letter of the half-yearly check, and nothing of what was said here."),
        required=False,
    )
    same_as = forms.ModelChoiceField(
        Threshold.objects.none(),
        label=_("Or: it says the same as"),
        help_text=_("The two are told together, and their numbers add up."),
        required=False,
    )

    class Meta:
        model = Threshold
        fields = ["chapter", *COLUMNS]
        widgets = {"said": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "said": _(
                "Strike names. Does it say “he is” or “she is”? Then write what makes it hard: “the line is long”, not “she is slow”."
            ),
            "merchant": _("Only your team sees about which place it is."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "same_as" in self.fields:
            there = Threshold.objects.filter(chapter=self.instance.chapter_id, state=State.SHOWN).exclude(pk=self.instance.pk)
            self.fields["same_as"].queryset = there
            self.fields["same_as"].label_from_instance = lambda other: other.told.words

    def clean_said(self):
        return clean_sentence(self.cleaned_data["said"])

    def clean(self):
        typed = super().clean()
        for name in typed.keys() & {*SHORT, *DOING}:
            try:
                typed[name] = clean_sentence(typed[name] or "")
            except ValidationError as error:
                self.add_error(name, error)
        if typed.get("step") == "ease" and not any(typed.get(name) for name in DOING):
            self.add_error("step", _("Write first what was done: whoever said it reads that."))
        if typed.get("asks_now") and not (typed.get("merchant") and typed["merchant"].is_listed):
            self.add_error("asks_now", _("Choose first a place that stands on the map."))
        if typed.get("step") and typed.get("same_as"):
            self.add_error("same_as", _("Choose one of both: a next step, or the one it says the same as."))
        return typed


@admin.register(Threshold)
class ThresholdAdmin(TeamAdmin, TranslationAdmin):
    form = ThresholdForm
    chapter_path = "chapter"
    seen_by = Who.COORDINATORS
    list_display = ["what_it_says", "chapter", "state", "told_in_month", "is_something_done"]
    list_filter = ["state", ("chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["chapter"]
    # What waits stands first. No list is sorted by how many know it, or made of one place.
    sortable_by = ()
    ordering = [WAITS_FIRST, "-told_in", "key"]
    autocomplete_fields = ["merchant"]
    actions = ["show_them", "keep_them_back"]

    def lookup_allowed(self, lookup, value, request):
        return lookup in {"state__exact", "chapter__id__exact"}

    @admin.display(description=_("what makes it hard"))
    def what_it_says(self, threshold):
        return threshold.told.words

    @admin.display(description=_("told in"))
    def told_in_month(self, threshold):
        return date_format(threshold.told_in, "F Y")

    @admin.display(description=_("something is done"), boolean=True)
    def is_something_done(self, threshold):
        return bool(threshold.told_doing)

    @admin.display(description=_("others who know it"))
    def known(self, threshold):
        return _("at least %d") % threshold.known_by if threshold.known_by else _("fewer than five")

    def get_fieldsets(self, request, obj=None):
        words = (_("In words without names"), {"fields": ["said", *SHORT, "seen", "service", "merchant", *(["asks_now"] if obj else [])]})
        doing = (_("What is being done"), {"fields": DOING})
        if obj is None:
            return [(None, {"fields": ["chapter"]}), words, doing]
        is_open = obj.state != State.MERGED
        about = ["chapter", "state", "language", "told_in_month", "known", *(["merged_into"] if not is_open else [])]
        return [(None, {"fields": about}), words, doing, *([(_("What now?"), {"fields": ["step", "same_as"]})] if is_open else [])]

    def get_readonly_fields(self, request, obj=None):
        return [*(["chapter"] if obj else []), "state", "language", "told_in_month", "known", "merged_into"]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.language, obj.state = get_language(), State.SHOWN
            return obj.save()
        # Never the number, nor the state: others move those while this page lies open.
        obj.save(update_fields=COLUMNS)
        self._go_on(request, obj, form.cleaned_data)
        if form.cleaned_data.get("asks_now"):
            self.message_user(request, *_asked(obj.merchant))

    def _go_on(self, request, threshold, typed):
        try:
            if other := typed.get("same_as"):
                actions.merge(threshold=threshold, into=other)
            elif step := typed.get("step"):
                {"show": actions.show_threshold, "ease": actions.ease, "keep_back": actions.keep_back}[step](threshold=threshold)
        except (actions.SettledAlready, actions.NotOnThePage):
            text = _("One of both was told together with another meanwhile. Your words are kept; please look again.")
            self.message_user(request, text, messages.WARNING)

    def what_waits(self, request):
        number = self.rows_for(request.user, Who.COORDINATORS).to_read().count()
        text = ngettext("%d threshold to read", "%d thresholds to read", number) % number
        address = reverse("admin:encounters_threshold_changelist") + "?state__exact=to_read"
        return [Waiting(text, number, address, Turn.WORDS)]

    @admin.action(description=_("I read these, no names in them: show them"), permissions=["decide"])
    def show_them(self, request, queryset):
        self._each(request, queryset.to_read(), actions.show_threshold)

    @admin.action(description=_("Do not show these"), permissions=["decide"])
    def keep_them_back(self, request, queryset):
        self._each(request, queryset.exclude(state=State.MERGED), actions.keep_back)

    def _each(self, request, thresholds, act):
        done = [threshold for threshold in thresholds if self._is_done(act, threshold)]
        for threshold in done:
            self.log_change(request, threshold, _("Read."))
        text = ngettext("%d threshold is done.", "%d thresholds are done.", len(done)) % len(done)
        self.message_user(request, text, messages.SUCCESS)

    @staticmethod
    def _is_done(act, threshold):
        """Not where it was told together with another one while the list lay open: then it is settled."""
        try:
            act(threshold=threshold)
        except actions.SettledAlready:
            return False
        return True


def _asked(merchant):
    """What came of asking this place, and how to say it."""
    name = {"place": merchant}
    try:
        is_written_to = ask_whether_true(merchant=merchant)
    except NoAddress:
        return _("%(place)s has no e-mail address; give it a call.") % name, messages.WARNING
    text = _("%(place)s gets a letter that asks whether all is still true.") if is_written_to else _("%(place)s was asked today already.")
    return text % name, messages.SUCCESS if is_written_to else messages.INFO
