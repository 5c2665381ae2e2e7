"""Paper that places ask for: whoever of the team brings it says so, and the place sees it."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants.actions import send_paper
from merchants.models import PaperRequest

from .base import ReadOnlyAdmin, Waiting, Who


class PaperAdmin(ReadOnlyAdmin):
    """Rows that wait until somebody of the team says that they are on their way."""

    seen_by = Who.TEAM
    list_filter = [("sent_on", admin.EmptyFieldListFilter), "what"]
    ordering = ["-sent_on", "asked_on", "pk"]  # What waits stands first.
    actions = ["on_its_way"]

    def said(self, number):
        """That so many are on their way."""
        raise NotImplementedError

    def has_send_permission(self, request):
        return Who.TEAM.includes(request.user)

    @admin.action(description=_("It is on its way"), permissions=["send"])
    def on_its_way(self, request, queryset):
        sent = send_paper(queryset)
        for paper in sent:
            self.log_change(request, paper, _("On its way."))
        self.message_user(request, self.said(len(sent)), messages.SUCCESS)


@admin.register(PaperRequest)
class PaperRequestAdmin(PaperAdmin):
    chapter_path = "merchant__chapter"
    list_display = ["merchant", "what", "address", "asked_on", "sent_on"]
    list_select_related = ["merchant"]
    fields = ["merchant", "address", "what", "asked_on", "sent_on"]
    readonly_fields = ["address"]

    @admin.display(description=_("where to"))
    def address(self, request):
        return request.merchant.address

    def said(self, number):
        return ngettext("%d request is on its way. The place sees it.", "%d requests are on their way. The places see it.", number) % number

    def what_waits(self, request):
        places = self.rows_for(request.user, Who.TEAM).waiting().values("merchant").distinct().count()
        text = ngettext("%d place asks for paper", "%d places ask for paper", places) % places
        return [Waiting(text, places, reverse("admin:merchants_paperrequest_changelist") + "?sent_on__isempty=1")]
