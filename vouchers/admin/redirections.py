"""Treats one place would like to send to another: the team answers for a place that has no login, as told by phone."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants.admin.base import ReadOnlyAdmin, Turn, Waiting, Who
from vouchers import actions
from vouchers.models import Redirection


def _waiting(number):
    return ngettext("%d place is asked to take over treats", "%d places are asked to take over treats", number) % number


class AnswerFilter(admin.SimpleListFilter):
    title = _("answer")
    parameter_name = "answer"

    def lookups(self, request, model_admin):
        return [("waiting", _("waits for an answer")), ("yes", _("said yes")), ("no", _("said no, or was taken back"))]

    def queryset(self, request, queryset):
        if self.value() == "waiting":
            return queryset.waiting()
        return queryset.filter(accepted=self.value() == "yes") if self.value() else queryset


@admin.register(Redirection)
class RedirectionAdmin(ReadOnlyAdmin):
    chapter_path = "treat__merchant__chapter"
    seen_by = Who.TEAM
    list_display = ["words", "place", "to_merchant", "phone", "asked_on", "accepted"]
    list_filter = [AnswerFilter, ("treat__merchant__chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["treat__kind", "treat__merchant", "to_merchant"]
    fields = ["treat", "to_merchant", "phone", "kind", "quantity", "asked_on", "accepted", "answered_on"]
    readonly_fields = ["phone"]
    actions = ["says_yes", "says_no"]

    def has_call_permission(self, request):
        return Who.TEAM.includes(request.user)

    @admin.display(description=_("place"))
    def place(self, question):
        return question.treat.merchant

    @admin.display(description=_("phone"))
    def phone(self, question):
        return question.to_merchant and (question.to_merchant.contact_phone or question.to_merchant.phone)

    def what_waits(self, request):
        # Who has a login answers by themselves.
        asked = self.rows_for(request.user, Who.TEAM).waiting().filter(to_merchant__people=None).count()
        return [Waiting(_waiting(asked), asked, reverse("admin:vouchers_redirection_changelist") + "?answer=waiting", Turn.BOARDS)]

    @admin.action(description=_("They say yes, by phone"), permissions=["call"])
    def says_yes(self, request, queryset):
        self._answer(request, queryset, actions.take_over, _("Said yes, by phone."))

    @admin.action(description=_("They would rather not"), permissions=["call"])
    def says_no(self, request, queryset):
        self._answer(request, queryset, actions.leave_it, _("Said no, by phone."))

    def _answer(self, request, queryset, answer, words):
        for question in queryset.waiting():
            try:
                answer(question=question)
            except (actions.AlreadyAnswered, actions.NothingWaiting):
                self.message_user(request, _("%(what)s: meanwhile answered, or handed out.") % {"what": question}, messages.WARNING)
            else:
                self.log_change(request, question, words)
                self.message_user(request, f"{question}: {words}", messages.SUCCESS)
