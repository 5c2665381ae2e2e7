"""The pots of the own cities: what is in them, where it went, and a page on which a coordinator turns it into treats."""

import re

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.admin.base import ReadOnlyAdmin, Who
from merchants.keys import fresh_key
from merchants.money import euro
from vouchers import actions, radar
from vouchers.forms import QUANTITY
from vouchers.models import Pot, PotMovement
from vouchers.pot_forms import SpendForm

# More than a coordinator wants to read; tomorrow others come.
SUGGESTED = 30
REFUSALS = {
    actions.PotTooSmall: _("The pot does not hold that much. Take fewer."),
    actions.TooMuch: _("In one go at most 10 kinds go, 50 of each. Do the rest afterwards."),
    actions.KeyUsedElsewhere: _("You changed what you chose earlier. Have a look, and press again if it is fine for you."),
    actions.UnknownTreat: _("Something you chose is not offered any more. The rest is as you left it."),
}


@admin.register(Pot)
class PotAdmin(ReadOnlyAdmin):
    chapter_path = "chapter"
    list_display = ["chapter", "balance_in_euro"]
    list_select_related = ["chapter"]
    fields = ["chapter", "balance_in_euro"]
    readonly_fields = ["balance_in_euro"]

    @admin.display(description=_("in the pot"), ordering="balance")
    def balance_in_euro(self, pot):
        return euro(pot.balance)

    def get_urls(self):
        return [path("<int:pk>/besteden/", self.admin_site.admin_view(self.spend), name="vouchers_pot_spend"), *super().get_urls()]

    def spend(self, request, pk):
        pot = self.rows_for(request.user, Who.COORDINATORS).select_related("chapter").filter(pk=pk).first()
        if pot is None:
            raise Http404
        form = SpendForm(request.POST or None, treats=suggestions(pot.chapter, request.POST), balance=pot.balance)
        if form.is_valid() and self._spend(request, pot, form):
            return redirect("admin:vouchers_pot_change", pk)
        context = {"form": form, "pot": pot, "title": _("Turn the pot into treats"), "opts": self.opts, "key": fresh_key()}
        return render(request, "admin/vouchers/pot/spend.html", self.admin_site.each_context(request) | context)

    def _spend(self, request, pot, form):
        """The Purchase; or None, and the form says why not."""
        try:
            bought = actions.spend(chapter=pot.chapter, quantities=form.quantities, key=form.cleaned_data["key"])
        except tuple(REFUSALS) as refusal:
            return form.add_error(None, REFUSALS[type(refusal)])
        amount = {"amount": euro(form.total)}
        self.log_change(request, pot, _("Turned %(amount)s into treats.") % amount)
        self.message_user(request, _("%(amount)s became treats. They hang.") % amount, messages.SUCCESS)
        return bought


@admin.register(PotMovement)
class PotMovementAdmin(ReadOnlyAdmin):
    chapter_path = "pot__chapter"
    list_display = ["day", "kind", "amount_in_euro", "pot"]
    list_filter = ["kind", ("pot__chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["pot__chapter"]
    fields = ["pot", "kind", "amount_in_euro", "day", "purchase", "redirection", "refund"]
    readonly_fields = ["amount_in_euro"]

    @admin.display(description=_("amount"), ordering="delta")
    def amount_in_euro(self, movement):
        return euro(movement.delta)


def suggestions(chapter, typed):
    """What hangs nowhere at places whose board is empty; where no board is, that of which fewest hang. By the names of the places."""
    today = timezone.localdate()
    chosen = [int(found[1]) for name in typed if (found := re.fullmatch(QUANTITY + r"(\d{1,18})", name, re.A))]
    if chosen:
        treats = radar.sold(chapter, today).filter(pk__in=chosen)
    else:
        treats = (
            radar.scarcest(chapter=chapter, day=today, on_board=0)[:SUGGESTED] or radar.scarcest(chapter=chapter, day=today)[:SUGGESTED]
        )
    return sorted(treats, key=lambda treat: (treat.merchant.name, treat.merchant_id, treat.kind.position))
