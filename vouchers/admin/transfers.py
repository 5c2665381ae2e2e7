"""Payment requests: a coordinator who reads the statements of the account says which money arrived."""

from django import forms
from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants.admin.base import Turn, Waiting, Who
from merchants.money import EuroFormField, euro
from merchants.pause_forms import DayField
from vouchers import actions, communication
from vouchers.models import Payment


def _requests(number):
    return ngettext("%d payment request waits for its money", "%d payment requests wait for their money", number) % number


class RequestFilter(admin.SimpleListFilter):
    title = _("payment request")
    parameter_name = "request"

    def lookups(self, request, model_admin):
        return [("waits", _("waits for its money")), ("all", _("all payment requests"))]

    def queryset(self, request, queryset):
        sets = {"waits": queryset.requests_to_match, "all": queryset.requests}
        return sets[self.value()]() if self.value() in sets else queryset


class ArrivedForm(forms.Form):
    """What stands on the statement: so much, on that day."""

    amount = EuroFormField(label=_("How much arrived?"), min_value=1, max_value=99_999_999)
    day = DayField(label=_("On which day?"), missing=_("Fill in the day that stands on the statement."))

    def __init__(self, data=None, *, payment):
        super().__init__(data)
        self.payment = payment

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not timezone.localdate(self.payment.made_at) <= day <= timezone.localdate():
            raise forms.ValidationError(_("That is before the request was made, or still to come. Which day stands on the statement?"))
        return day

    def say_other_amount(self):
        amount = {"amount": euro(self.payment.amount)}
        self.add_error(
            "amount",
            _(
                "The request asks %(amount)s. Nothing was changed. Did another amount arrive? Then write to whoever asked: "
                "the rest may follow, or it goes back and they ask anew."
            )
            % amount,
        )


class MatchesTransfers:
    """For the admin of payments: a page on which one says that the money of a payment request arrived."""

    search_fields = ["=id", "provider_id"]
    search_help_text = _("The number of a payment, or the communication of a transfer such as +++000/0000/00101+++.")

    def get_urls(self):
        view = self.admin_site.admin_view(self.money_arrived)
        return [path("<int:pk>/aangekomen/", view, name="vouchers_payment_arrived"), *super().get_urls()]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, communication.read(search_term) or search_term)

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["may_match"] = bool(obj and obj.is_request and not obj.is_paid)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    @admin.display(description=_("payment request"))
    def asked_for(self, payment):
        """Who asked, and what will stand on the statement."""
        return f"{payment.purchase.buyer}, {payment.communication}" if payment.is_request else "-"

    def what_waits(self, request):
        number = self.rows_for(request.user, Who.COORDINATORS).requests_to_match().count()
        address = reverse("admin:vouchers_payment_changelist") + "?request=waits"
        return [*super().what_waits(request), Waiting(_requests(number), number, address, Turn.MONEY)]

    @admin.action(description=_("The money has arrived"), permissions=["decide"])
    def arrived(self, request, queryset):
        requests = list(queryset.requests().exclude(status=Payment.Status.PAID)[:2])
        if len(requests) == 1:
            return redirect("admin:vouchers_payment_arrived", requests[0].pk)
        self.message_user(request, _("Choose one payment request that is not paid yet; each has its own amount and day."), messages.WARNING)
        return None

    def money_arrived(self, request, pk):
        payment = self.rows_for(request.user, Who.COORDINATORS).requests().select_related("purchase").filter(pk=pk).first()
        if payment is None:
            raise Http404
        form = ArrivedForm(request.POST or None, payment=payment)
        if form.is_valid() and self._match(request, payment, form):
            return redirect("admin:vouchers_payment_change", pk)
        context = {"form": form, "payment": payment, "lines": payment.purchase.bought_lines(), "title": _("The money has arrived")}
        context |= self.admin_site.each_context(request) | {"opts": self.opts}
        return render(request, "admin/vouchers/payment/arrived.html", context)

    def _match(self, request, payment, form):
        """Whether there is nothing more to do on this page."""
        try:
            actions.money_arrived(payment=payment, **form.cleaned_data)
        except actions.OtherAmount:
            return form.say_other_amount()
        except actions.AlreadyArrived:
            self.message_user(request, _("Somebody said so before: it hangs already, once."), messages.INFO)
            return True
        self.log_change(request, payment, _("The money has arrived."))
        self.message_user(request, _("It hangs, and the receipt is on its way. Thank you."), messages.SUCCESS)
        return True
