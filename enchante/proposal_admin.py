"""Proposals for the catalogue: a team makes them, HQ answers on the same page."""

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationAdmin

from enchante import proposing
from merchants.admin.base import TeamAdmin, Turn, Waiting, Who
from merchants.admin.pictogram_form import PicksPictogram
from merchants.models import Chapter, Proposal

NAMES, WORDS = ([f"{name}_{code}" for code in proposing.LANGUAGES] for name in ("name", "words"))
ANSWERED = _("Somebody answered this already.")


def _asked(number):
    return ngettext("%d proposal for the catalogue", "%d proposals for the catalogue", number) % number


class ProposalForm(forms.ModelForm):
    instead = forms.ChoiceField(label=capfirst(_("there already as")), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            rows = proposing.rows_for(self.instance)
            self.fields["instead"].choices = [("", _("Choose one")), *((str(row.pk), row.name) for row in rows)]

    def clean(self):
        cleaned = super().clean()
        words = {name: cleaned.get(name) or "" for name in WORDS if name in self.fields}
        longest = Proposal.LONGEST_PLURAL
        if cleaned.get("of", self.instance.of) == Proposal.Of.TREAT_KIND:
            for name in [name for name, text in words.items() if len(text) > longest]:
                self.add_error(name, _("The name of several has at most %(longest)d letters.") % {"longest": longest})
        if not self.errors and self._waits(cleaned):
            self.add_error("name_nl", _("Your team proposed this already; it waits for an answer."))
        if "_instead" in self.data and not cleaned.get("instead"):
            self.add_error("instead", _("Choose which one it is."))
        return cleaned

    def _waits(self, cleaned):
        """Whether this city asks for the same already. Locks the city: who asks for it at this moment waits here."""
        chapter = Chapter.objects.select_for_update(no_key=True).get(pk=(cleaned.get("chapter") or self.instance.chapter).pk)
        same = Proposal.objects.waiting().filter(of=cleaned.get("of", self.instance.of), name_nl__iexact=cleaned["name_nl"])
        return same.filter(chapter=chapter).exclude(pk=self.instance.pk).exists()


@admin.register(Proposal)
class ProposalAdmin(PicksPictogram, TeamAdmin, TranslationAdmin):
    form = ProposalForm
    chapter_path = "chapter"
    seen_by = deleted_by = Who.COORDINATORS
    list_display = ["name", "of", "chapter", "asked_on", "state"]
    list_filter = ["state", "of", ("chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["chapter"]
    search_fields = ["name"]
    change_form_template = "admin/proposal_form.html"
    made = ["chapter", "of", *NAMES, *WORDS, "icon", "osm_tag", "why"]

    def get_fields(self, request, obj=None):
        if obj is None:
            return self.made
        if obj.state == Proposal.State.WAITING and Who.HQ.includes(request.user):
            return [*self.made, "answer", "instead"]
        return [*self.made, "asked_on", "state", "became", "answer", "answered_on"]

    def get_fieldsets(self, request, obj=None):
        # modeltranslation asks the form, which has them all.
        return [(None, {"fields": self.get_fields(request, obj)})]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        return ["chapter", "of", "asked_on", "state", "became", "answered_on", *([] if Who.HQ.includes(request.user) else ["answer"])]

    def _is_answered(self, obj):
        return obj is not None and obj.state != Proposal.State.WAITING

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not self._is_answered(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not self._is_answered(obj)

    def save_model(self, request, obj, form, change):
        # All columns of words: modeltranslation keeps one more beside those of the languages. What HQ answered meanwhile stays.
        names = [field.name for field in obj._meta.concrete_fields if field.name not in {"id", "state", "answered_on", "became"}]
        obj.save(update_fields=names if change else None)

    def what_waits(self, request):
        waiting = Proposal.objects.waiting().count() if Who.HQ.includes(request.user) else 0
        url = reverse("admin:merchants_proposal_changelist") + "?state__exact=waiting"
        return [Waiting(_asked(waiting), waiting, url, Turn.QUESTIONS)]

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["may_answer"] = bool(obj) and not self._is_answered(obj) and Who.HQ.includes(request.user)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def response_change(self, request, obj):
        answers = {"_accept": self._accept, "_instead": self._instead, "_decline": self._decline}
        for button, answer in answers.items():
            if button in request.POST and Who.HQ.includes(request.user):
                try:
                    answer(request, obj)
                except proposing.AlreadyAnswered:
                    self.message_user(request, ANSWERED, messages.WARNING)
                return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)

    def _accept(self, request, proposal):
        try:
            row = proposing.accept(proposal=proposal)
        except proposing.CalledSo as there:
            sentence = _("“%(name)s” stands in the catalogue already. Better say that it is there.")
            return self.message_user(request, sentence % {"name": there.row.name}, messages.WARNING)
        self.log_change(request, proposal, _("Taken up in the catalogue."))
        sentence = _("“%(name)s” stands in the catalogue; the team gets a letter.")
        return self.message_user(request, sentence % {"name": row.name}, messages.SUCCESS)

    def _instead(self, request, proposal):
        row = proposing.rows_for(proposal).get(pk=request.POST["instead"])
        proposing.use_instead(proposal=proposal, row=row)
        self.log_change(request, proposal, _("Was there already."))
        self.message_user(request, _("The team gets a letter: use “%(name)s”.") % {"name": row.name}, messages.SUCCESS)

    def _decline(self, request, proposal):
        proposing.decline(proposal=proposal)
        self.log_change(request, proposal, _("Not now."))
        self.message_user(request, _("The team gets a letter: not now."), messages.SUCCESS)
