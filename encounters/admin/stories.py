"""Stories, for the coordinators: read, names struck, shown or not. Whoever told one can take it back meanwhile."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from encounters import actions
from encounters.models import Story
from encounters.story_forms import refuse_code
from merchants.admin.base import TeamAdmin, Turn, Waiting, Who
from merchants.admin.words_form import WordsForm
from merchants.free_text import clean_sentence, clean_text

State = Story.State
STEPS = {"": _("Leave it as it is"), "show": _("I read it, no names: show it"), "keep_back": _("Do not show it: it is erased")}
WORDS = ["title", "words", "pseudonym"]


class StoryForm(WordsForm):
    written = WORDS

    step = forms.ChoiceField(label=_("What now?"), choices=STEPS.items(), required=False, widget=forms.RadioSelect, initial="")

    class Meta:
        model = Story
        fields = WORDS
        widgets = {"words": forms.Textarea(attrs={"rows": 16})}
        help_texts = {
            "words": _("Strike names, and what tells who somebody is. The rest stays as it was told: it is their story."),
            "pseudonym": _("Does it look like a real name? Then empty it."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "words" in self.fields:
            self.fields["words"].required = True

    def clean_title(self):
        return refuse_code(clean_sentence(self.cleaned_data["title"]))

    def clean_words(self):
        return refuse_code(clean_text(self.cleaned_data["words"]))

    def clean_pseudonym(self):
        return refuse_code(clean_sentence(self.cleaned_data["pseudonym"]))


@admin.register(Story)
class StoryAdmin(TeamAdmin):
    form = StoryForm
    chapter_path = "chapter"
    seen_by = Who.COORDINATORS
    added_by = Who.NOBODY
    list_display = ["what_it_says", "chapter", "state", "told_in_month"]
    list_filter = ["state", ("chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["chapter"]
    sortable_by = ()
    ordering = ["-state", "key"]  # What waits stands first.
    readonly_fields = ["chapter", "language", "state", "told_in_month", "consent"]
    actions = ["show_them", "keep_them_back"]

    @admin.display(description=_("story"))
    def what_it_says(self, story):
        return story.title or Truncator(story.words).words(12) or "–"

    @admin.display(description=_("told in"))
    def told_in_month(self, story):
        return date_format(story.told_in, "F Y")

    def get_fieldsets(self, request, obj=None):
        about = (None, {"fields": self.readonly_fields})
        if obj is None or obj.is_kept_back:
            return [about]
        return [about, (_("In words without names"), {"fields": [*WORDS, "seen", "step"]})]

    def save_model(self, request, obj, form, change):
        """What was taken back, or erased by another coordinator meanwhile, stays gone."""
        changed = {name: getattr(obj, name) for name in WORDS if name in form.changed_data}
        step = {"show": actions.show_story, "keep_back": actions.keep_story_back}.get(form.cleaned_data.get("step"))
        if changed:
            actions.reword_story(story=obj, **changed)
        if step:
            step(story=obj)

    def log_change(self, request, obj, message):
        """Nothing is written about a story that is not there any more."""
        return super().log_change(request, obj, message) if Story.objects.filter(pk=obj.pk).exists() else None

    def response_change(self, request, obj):
        if Story.objects.filter(pk=obj.pk).exists():
            return super().response_change(request, obj)
        self.message_user(
            request, _("Whoever told this story took it back meanwhile. It is gone, and nothing was changed."), messages.WARNING
        )
        return redirect("admin:encounters_story_changelist")

    def what_waits(self, request):
        number = self.rows_for(request.user, Who.COORDINATORS).to_read().count()
        text = ngettext("%d story to read", "%d stories to read", number) % number
        return [Waiting(text, number, reverse("admin:encounters_story_changelist") + "?state__exact=to_read", Turn.WORDS)]

    @admin.action(description=_("I read these, no names in them: show them"), permissions=["decide"])
    def show_them(self, request, queryset):
        self._each(request, queryset.to_read(), actions.show_story)

    @admin.action(description=_("Do not show these: they are erased"), permissions=["decide"])
    def keep_them_back(self, request, queryset):
        self._each(request, queryset, actions.keep_story_back)

    def _each(self, request, stories, act):
        done = [each for each in stories if act(story=each)]
        for each in done:
            self.log_change(request, each, _("Read."))
        text = ngettext("%d story is done.", "%d stories are done.", len(done)) % len(done)
        self.message_user(request, text, messages.SUCCESS)
