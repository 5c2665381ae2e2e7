"""Paper that organisations order: whoever of the team sends it says so, and they see it."""

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants.admin.base import Turn, Waiting, Who
from merchants.admin.papers import PaperAdmin
from referrals.models import PaperOrder


@admin.register(PaperOrder)
class PaperOrderAdmin(PaperAdmin):
    chapter_path = "organisation__chapter"
    list_display = ["organisation", "ordered", "asked_on", "sent_on"]
    list_select_related = ["organisation"]
    fields = ["organisation", "what", "number", "language", "asked_on", "sent_on"]

    @admin.display(description=_("what"))
    def ordered(self, order):
        return order.words

    def said(self, number):
        return ngettext("%d order is on its way. They see it.", "%d orders are on their way. They see it.", number) % number

    def what_waits(self, request):
        number = self.rows_for(request.user, Who.TEAM).waiting().values("organisation").distinct().count()
        text = ngettext("%d organisation orders paper", "%d organisations order paper", number) % number
        return [Waiting(text, number, reverse("admin:referrals_paperorder_changelist") + "?sent_on__isempty=1", Turn.PAPER)]
