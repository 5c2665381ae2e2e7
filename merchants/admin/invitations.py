"""Invitations: links by which a team asks a place to join. Made here, handed over in any way, taken back with one action."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants import actions
from merchants.models import Invitation, Merchant

from .base import TeamAdmin, Who


def invite(merchant_admin, request, merchants):
    """A link for each of these that was suggested, to copy from the message that follows."""
    mine = merchants.filter(state=Merchant.State.SUGGESTED).select_related("chapter")
    links = [(merchant.name, address_of(actions.invite_place(merchant=merchant))) for merchant in mine]
    for merchant in mine:
        merchant_admin.log_change(request, merchant, _("Invited."))
    if not links:
        merchant_admin.message_user(request, _("Only suggested places can be invited; nothing was made."), messages.WARNING)
        return
    made = format_html_join(" ", "{}: {}", links)
    merchant_admin.message_user(request, format_html(_("Hand this over, for instance by mail: {}"), made), messages.SUCCESS)


def address_of(invitation):
    return settings.SITE_URL + invitation.get_absolute_url()


class InvitationForm(forms.ModelForm):
    class Meta:
        help_texts = {
            "merchant": _("Its form is then filled in as far as we know it. Leave it empty to invite a place that is not on our list."),
            "name": _("Of a place that is not on our list, so that you recognise its invitation."),
        }

    def clean(self):
        cleaned = super().clean()
        merchant = cleaned.get("merchant")
        if merchant and merchant.chapter != cleaned.get("chapter"):
            self.add_error("merchant", _("This place is in another city."))
        return cleaned


@admin.register(Invitation)
class InvitationAdmin(TeamAdmin):
    form = InvitationForm
    chapter_path = "chapter"
    seen_by = added_by = Who.COORDINATORS
    changed_by = Who.NOBODY
    actions = ["take_back"]
    fields = ["chapter", "merchant", "name", "link", "made_on", "last_day", "revoked_on", "used_on"]
    readonly_fields = ["link", "made_on", "last_day", "revoked_on", "used_on"]
    list_display = ["__str__", "chapter", "made_on", "last_day", "still_opens"]
    list_select_related = ["chapter", "merchant"]

    def get_fields(self, request, obj=None):
        return self.fields if obj else ["chapter", "merchant", "name"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "merchant":
            field.queryset = field.queryset.filter(state=Merchant.State.SUGGESTED)
        return field

    def response_add(self, request, obj, post_url_continue=None):
        self.message_user(request, _("Copy the link below and hand it over, for instance by mail."), messages.SUCCESS)
        return redirect("admin:merchants_invitation_change", obj.pk)

    @admin.display(description=_("link"))
    def link(self, invitation):
        return address_of(invitation)

    @admin.display(description=_("still opens"), boolean=True)
    def still_opens(self, invitation):
        return not invitation.closed_on(timezone.localdate())

    @admin.action(description=_("Take these invitations back"), permissions=["decide"])
    def take_back(self, request, queryset):
        taken = actions.take_back(self.rows_for(request.user, Who.COORDINATORS).filter(pk__in=queryset.values("pk")))
        for invitation in taken:
            self.log_change(request, invitation, _("The link was taken back."))
        number = len(taken)
        words = ngettext("%d invitation opens nothing any more.", "%d invitations open nothing any more.", number) % number
        self.message_user(request, words, messages.SUCCESS)
