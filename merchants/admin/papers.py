"""Paper that places ask for: whoever of the team brings it says so, and the place sees it."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants.actions import send_paper
from merchants.models import PaperRequest

from .base import ReadOnlyAdmin, Waiting, Who


def _asked_for(number):
    return ngettext("%d place asks for paper", "%d places ask for paper", number) % number


def _sent(number):
    return ngettext("%d request is on its way. The place sees it.", "%d requests are on their way. The places see it.", number) % number


@admin.register(PaperRequest)
class PaperRequestAdmin(ReadOnlyAdmin):
    chapter_path = "merchant__chapter"
    seen_by = Who.TEAM
    list_display = ["merchant", "what", "address", "asked_on", "sent_on"]
    list_filter = [("sent_on", admin.EmptyFieldListFilter), "what"]
    list_select_related = ["merchant"]
    fields = ["merchant", "address", "what", "asked_on", "sent_on"]
    readonly_fields = ["address"]
    ordering = ["-sent_on", "asked_on", "pk"]  # What waits stands first.
    actions = ["on_its_way"]

    @admin.display(description=_("where to"))
    def address(self, request):
        return request.merchant.address

    def has_send_permission(self, request):
        return Who.TEAM.includes(request.user)

    def what_waits(self, request):
        places = self.rows_for(request.user, Who.TEAM).waiting().values("merchant").distinct().count()
        return [Waiting(_asked_for(places), places, reverse("admin:merchants_paperrequest_changelist") + "?sent_on__isempty=1")]

    @admin.action(description=_("It is on its way"), permissions=["send"])
    def on_its_way(self, request, queryset):
        sent = send_paper(queryset)
        for paper in sent:
            self.log_change(request, paper, _("On its way."))
        self.message_user(request, _sent(len(sent)), messages.SUCCESS)
