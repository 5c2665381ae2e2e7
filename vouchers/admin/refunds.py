"""Giving money back from the page of a payment: a coordinator chooses how many of each; nobody types an amount that was not paid."""

import logging

from django import forms
from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants.admin.base import ReadOnlyAdmin, Turn, Waiting, Who
from merchants.keys import fresh_key
from merchants.money import EuroFormField, euro
from vouchers import actions
from vouchers.forms import WholeNumberField
from vouchers.models import Cost, Refund
from vouchers.models.payments import BY_HAND

log = logging.getLogger(__name__)


def _to_transfer(number):
    return ngettext("%d refund to transfer by hand", "%d refunds to transfer by hand", number) % number


def _transferred(number):
    return ngettext("%d refund is noted as given back.", "%d refunds are noted as given back.", number) % number


STAYS = {
    actions.NothingWaiting: _("So many do not hang any more, or the pot does not hold that much: it was enjoyed already."),
    actions.MoreThanPaid: _("That is more than is left of what was paid, or nothing at all."),
    actions.NotPaid: _("Nothing was paid here that could go back."),
}


class GiveBackForm(forms.Form):
    """How many of each line of one payment go back, or how much of a gift to the pot."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=fresh_key)

    def __init__(self, data=None, *, payment):
        super().__init__(data)
        left, self.left_in_pot = actions.what_is_left(payment)
        self.lines = [line for line in payment.purchase.bought_lines() if line.pk in left]
        for line in self.lines:
            label = f"{line.treat.kind} – {line.treat.merchant} ({euro(line.unit_price)})"
            number = WholeNumberField(min_value=0, max_value=left[line.pk], required=False, label=label, initial=left[line.pk])
            self.fields[f"line-{line.pk}"] = number
        if self.left_in_pot:
            self.fields["from_pot"] = EuroFormField(
                label=_("from the pot"), min_value=1, max_value=self.left_in_pot, initial=self.left_in_pot
            )

    @property
    def chosen(self):
        numbers = {line.pk: self.cleaned_data.get(f"line-{line.pk}") for line in self.lines}
        return {"quantities": {pk: number for pk, number in numbers.items() if number}, "from_pot": self.cleaned_data.get("from_pot") or 0}


class GivesBack:
    """For the admin of payments: a page on which one is given back, in whole or in part."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.give_back)
        return [path("<int:pk>/teruggeven/", view, name="vouchers_payment_give_back"), *super().get_urls()]

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["may_give_back"] = bool(obj and obj.is_paid and obj.left > 0 and obj.gateway != "pot")
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def give_back(self, request, pk):
        payment = self.rows_for(request.user, Who.COORDINATORS).select_related("purchase").filter(pk=pk, status="paid").first()
        if payment is None or payment.gateway == "pot":
            raise Http404
        form = GiveBackForm(request.POST or None, payment=payment)
        if form.is_valid() and (refund := self._write_down(request, payment, form)):
            self._ask_the_bank(request, refund)
            return redirect(reverse("admin:vouchers_payment_change", args=[pk]))
        context = self.admin_site.each_context(request) | {"form": form, "payment": payment, "title": _("Give back"), "opts": self.opts}
        return render(request, "admin/vouchers/payment/give_back.html", context)

    def _write_down(self, request, payment, form):
        try:
            refund = actions.give_back(payment=payment, key=form.cleaned_data["key"], by=request.user, **form.chosen)
        except tuple(STAYS) as stays:
            return form.add_error(None, STAYS[type(stays)])
        self.log_change(request, payment, _("Gave back %(amount)s.") % {"amount": euro(refund.amount)})
        return refund

    def _ask_the_bank(self, request, refund):
        amount = {"amount": euro(refund.amount)}
        if refund.payment.gateway in BY_HAND:
            self.message_user(
                request, _("Now transfer %(amount)s by hand, and mark it as given back afterwards.") % amount, messages.WARNING
            )
            return
        # It asks first how things stand: pressed again after hours, the bank may know of it already.
        actions.reconcile_all([refund.payment])
        refund.refresh_from_db()
        if refund.state == Refund.State.FAILED:
            self.message_user(request, _("The bank refused. What was taken off hangs again."), messages.ERROR)
        else:
            self.message_user(request, _("%(amount)s goes back to whoever paid.") % amount, messages.SUCCESS)


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    chapter_path = "payment__purchase__chapter"
    list_display = ["asked_on", "amount_in_euro", "state", "payment", "asked_by"]
    list_filter = ["state", ("payment__purchase__chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["payment", "asked_by"]
    fields = ["payment", "amount_in_euro", "state", "provider_id", "asked_by", "asked_on"]
    readonly_fields = ["amount_in_euro"]
    actions = ["mark_given_back"]

    @admin.display(description=_("amount"), ordering="amount")
    def amount_in_euro(self, refund):
        return euro(refund.amount)

    def what_waits(self, request):
        by_hand = self.rows_for(request.user, Who.COORDINATORS).filter(payment__gateway__in=BY_HAND).under_way().count()
        return [Waiting(_to_transfer(by_hand), by_hand, reverse("admin:vouchers_refund_changelist") + "?state__exact=asked", Turn.MONEY)]

    @admin.action(description=_("I transferred these by hand"), permissions=["decide"])
    def mark_given_back(self, request, queryset):
        refunds = list(queryset.filter(payment__gateway__in=BY_HAND).under_way())
        for refund in refunds:
            actions.mark_given_back(refund)
            self.log_change(request, refund, Refund.State.DONE.label)
        self.message_user(request, _transferred(len(refunds)), messages.SUCCESS if refunds else messages.WARNING)


@admin.register(Cost)
class CostAdmin(ReadOnlyAdmin):
    chapter_path = "chapter"
    list_display = ["day", "kind", "amount_in_euro", "chapter"]
    list_filter = ["kind", ("chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["chapter"]
    fields = ["chapter", "kind", "amount_in_euro", "day", "payment", "reference"]
    readonly_fields = ["amount_in_euro"]

    @admin.display(description=_("amount"), ordering="amount")
    def amount_in_euro(self, cost):
        return euro(cost.amount)
