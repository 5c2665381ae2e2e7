"""Organisations that point the way, and their people."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants.admin.base import TeamAdmin, TeamInline, Turn, Waiting, Who
from merchants.admin.person_form import PersonForm, PersonFormSet
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


@admin.register(Organisation)
class OrganisationAdmin(TeamAdmin):
    chapter_path = "chapter"
    seen_by = deleted_by = Who.COORDINATORS
    list_display = ["name", "chapter", "approved_on"]
    list_filter = [("approved_on", admin.EmptyFieldListFilter), ("chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["chapter"]
    search_fields = ["name"]
    inlines = [ReferrerInline]
    actions = ["welcome"]

    @admin.action(description=_("Welcome these organisations"), permissions=["decide"])
    def welcome(self, request, queryset):
        new = list(queryset.filter(approved_on=None))
        for organisation in new:
            organisation.approved_on = timezone.localdate()
            organisation.save(update_fields=["approved_on"])
            self.log_change(request, organisation, _("Welcomed."))
        text = ngettext("%d organisation is welcome from now on.", "%d organisations are welcome from now on.", len(new))
        self.message_user(request, text % len(new), messages.SUCCESS)

    def what_waits(self, request):
        new = self.rows_for(request.user, Who.COORDINATORS).filter(approved_on=None).count()
        address = reverse("admin:referrals_organisation_changelist") + "?approved_on__isempty=1"
        text = ngettext("%d organisation would like to point the way", "%d organisations would like to point the way", new) % new
        return [Waiting(text, new, address, Turn.ORGANISATIONS)]
