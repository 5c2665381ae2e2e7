"""Organisations that point the way, and their people."""

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants.admin.base import TeamAdmin, TeamInline, Turn, Waiting, Who
from merchants.admin.person_form import PersonForm, PersonFormSet
from referrals import actions
from referrals.models import Organisation, Referrer


class ReferrerForm(PersonForm):
    class Meta:
        model = Referrer
        fields = []

    def tied_to(self):
        return self.instance.organisation

    def others(self):
        return Referrer.objects.filter(organisation_id=self.instance.organisation_id)


class ReferrerInline(TeamInline):
    model = Referrer
    form = ReferrerForm
    formset = PersonFormSet
    seen_by = Who.COORDINATORS

    def get_extra(self, request, obj=None, **kwargs):
        """A row for the first person is there at once."""
        return int(not obj or not obj.referrers.exists())


class OrganisationForm(forms.ModelForm):
    """One that waits is welcomed together with its first person, in one save."""

    welcome = forms.BooleanField(
        label=_("Welcome this organisation"),
        help_text=_("Its pages open for the people below. They get a letter that tells them where to log in."),
        required=False,
    )


@admin.register(Organisation)
class OrganisationAdmin(TeamAdmin):
    chapter_path = "chapter"
    seen_by = deleted_by = Who.COORDINATORS
    form = OrganisationForm
    list_display = ["name", "chapter", "approved_on"]
    list_filter = [("approved_on", admin.EmptyFieldListFilter), ("chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["chapter"]
    search_fields = ["name"]
    inlines = [ReferrerInline]
    actions = ["welcome"]

    def get_fields(self, request, obj=None):
        return ["chapter", "name", "approved_on" if obj and obj.approved_on else "welcome"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        # Before the people on this page are let in: the letter with their login says it all.
        if form.cleaned_data.get("welcome"):
            actions.welcome(organisation=obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.cleaned_data.get("welcome") and not form.instance.referrers.exists():
            text = _("Nobody can log in for %(organisation)s yet: add somebody’s e-mail address here, and they get a letter.")
            self.message_user(request, text % {"organisation": form.instance}, messages.WARNING)

    def get_deleted_objects(self, objs, request):
        """Its people, lists and orders go along with it; nobody needs a right to take those away by themselves."""
        shown, counted, _missing_rights, protected = super().get_deleted_objects(objs, request)
        return shown, counted, set(), protected

    @admin.action(description=_("Welcome these organisations"), permissions=["decide"])
    def welcome(self, request, queryset):
        new = [organisation for organisation in queryset if actions.welcome(organisation=organisation)]
        for organisation in new:
            self.log_change(request, organisation, _("Welcomed."))
        text = ngettext("%d organisation is welcome from now on.", "%d organisations are welcome from now on.", len(new))
        self.message_user(request, text % len(new), messages.SUCCESS)

    def what_waits(self, request):
        new = self.rows_for(request.user, Who.COORDINATORS).filter(approved_on=None).count()
        address = reverse("admin:referrals_organisation_changelist") + "?approved_on__isempty=1"
        text = ngettext("%d organisation would like to point the way", "%d organisations would like to point the way", new) % new
        return [Waiting(text, new, address, Turn.ORGANISATIONS)]
