"""On the way to the bank and back: the step there, and the page that tells how it ended. The secret link is the key."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from vouchers import actions, gateways
from vouchers.models import Bon, Payment, Purchase, Theme

from .answers import SeeOther
from .buying import open_checkout

log = logging.getLogger(__name__)

LOOK_AGAIN_AFTER, LOOK_AGAIN_TIMES = 8, 8


@login_not_required
@never_cache
def payment_go(request, token):
    """The step to the checkout is a page of our own, because Chromium checks form-action on every hop after a form."""
    payment = get_object_or_404(Payment.objects.select_related("purchase"), token=token)
    if payment.is_request or payment.ended_unpaid or payment.is_paid or payment.held_because:
        return SeeOther(reverse("vouchers:purchase-thanks", args=[payment.purchase.token]))
    if request.method == "POST":
        open_checkout(payment)
        return SeeOther(request.path)
    return render(request, "vouchers/payment_go.html", {"payment": payment, "lines": payment.purchase.bought_lines()})


@login_not_required
@never_cache
def purchase_thanks(request, token):
    purchase = get_object_or_404(Purchase.objects.select_related("chapter"), token=token)
    payment = purchase.deciding_payment
    if payment.is_request and not payment.is_paid:
        return SeeOther(reverse("vouchers:payment-request", args=[payment.token]))
    payment = _as_it_stands(payment)
    lines = purchase.bought_lines()
    places = list(dict.fromkeys(line.treat.merchant for line in lines))
    context = {"purchase": purchase, "payment": payment, "lines": lines, "places": places, "again": _once_more(purchase, lines, places)}
    if purchase.kind == Purchase.Kind.BON:
        context["bons"] = list(Bon.objects.bought_in(purchase))
    response = render(request, "vouchers/purchase_thanks.html", context)
    times = request.GET.get("keer", "")
    looked = int(times) if times in map(str, range(LOOK_AGAIN_TIMES + 1)) else 0
    if payment.is_unheard and looked < LOOK_AGAIN_TIMES:
        response["Refresh"] = f"{LOOK_AGAIN_AFTER}; url={request.path}?keer={looked + 1}"
    return response


def _once_more(purchase, lines, places):
    """Where somebody whose payment did not go through finds what was chosen."""
    query = {"opnieuw": purchase.token}
    if purchase.kind == Purchase.Kind.POT:
        return reverse("vouchers:pot-give", args=[purchase.chapter.slug], query=query)
    if purchase.kind == Purchase.Kind.BON:
        return reverse("vouchers:bon-buy", args=[places[0].slug], query=query)
    if len(places) == 1:
        return reverse("vouchers:treat-give", args=[places[0].slug], query=query)
    theme = Theme.objects.holding({line.treat.kind_id for line in lines}).first()
    if theme:
        return reverse("vouchers:theme-give", args=[purchase.chapter.slug, theme.slug], query=query)
    return reverse("vouchers:city-give", args=[purchase.chapter.slug])


def _as_it_stands(payment):
    """The payment, after asking where its end was not heard. Once it is paid, this page has nothing more to ask."""
    if payment.is_paid:
        return payment
    try:
        return actions.reconcile(payment)
    except gateways.GatewayTrouble:
        log.warning("No answer about payment %s; its giver is told so.", payment.pk)
        return payment
