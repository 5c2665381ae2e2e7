"""What a giver may keep: a receipt, a card for somebody, and the way back within fourteen days. The secret link is the key."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from merchants.keys import fresh_key, read_key
from vouchers import actions, receipts
from vouchers.models import Purchase

from .answers import SeeOther

log = logging.getLogger(__name__)

STAYS = {
    actions.NothingWaiting: _("Not enough of it hangs any more: somebody enjoyed it already. So it stays as it is, and thank you."),
    actions.MoreThanPaid: _("This went back to you already."),
    actions.NotPaid: _("Nothing was paid here, so there is nothing to give back."),
}
BONS_STAY = STAYS | {
    actions.NothingWaiting: _("One of them was used just now. Nothing was given back; you may try again for the others."),
    actions.MoreThanPaid: _("Nothing is left to give back: each of them was used, or went back to you already."),
}


@login_not_required
@never_cache
@require_safe
def purchase_receipt(request, token):
    purchase = get_object_or_404(Purchase.objects.paid().select_related("chapter"), token=token)
    context = {"purchase": purchase, "payment": purchase.deciding_payment, "parts": receipts.parts_of(purchase.bought_lines())}
    return render(request, "vouchers/purchase_receipt.html", context)


@login_not_required
@never_cache
@require_safe
def purchase_card(request, token):
    purchase = get_object_or_404(Purchase.objects.paid().select_related("chapter").exclude(kind=Purchase.Kind.BON), token=token)
    lines = purchase.bought_lines()
    places = list(dict.fromkeys(line.treat.merchant for line in lines))
    return render(request, "vouchers/purchase_card.html", {"purchase": purchase, "lines": lines, "places": places})


@login_not_required
@never_cache
def purchase_take_back(request, token):
    """A page of its own, so that nobody gives a gift up by a slip of the finger."""
    purchase = get_object_or_404(Purchase.objects.paid().select_related("chapter"), token=token)
    payment, problem = purchase.deciding_payment, None
    if request.method == "POST" and payment.may_be_taken_back:
        problem = _take_back(payment, read_key(request.POST.get("key")) or fresh_key())
        if not problem:
            return SeeOther(reverse("vouchers:purchase-thanks", args=[token]))
    lines = purchase.bought_lines()
    left, from_pot = actions.what_is_left(payment)
    goes_back = sum(left.get(line.pk, 0) * line.unit_price for line in lines) + from_pot
    context = {"purchase": purchase, "payment": payment, "lines": lines, "problem": problem, "key": fresh_key(), "goes_back": goes_back}
    return render(request, "vouchers/purchase_take_back.html", context)


def _take_back(payment, key):
    """Why it stays, or None once it is written down; the bank hears of it now, or a little later."""
    try:
        actions.give_back(payment=payment, key=key)
    except tuple(STAYS) as stays:
        return (BONS_STAY if payment.purchase.kind == Purchase.Kind.BON else STAYS)[type(stays)]
    # It asks first how things stand: pressed again after hours, the bank may know of it already.
    actions.reconcile_all([payment])
    return None
