"""Treating someone: choose, pay, and see it hang. Anyone may; nobody is asked who they are."""

import logging
import re

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control, never_cache

from merchants import limits
from merchants.keys import LINK_PATTERN, fresh_key
from merchants.models import Merchant
from vouchers import actions, gateways
from vouchers.forms import QUANTITY, GiveForm
from vouchers.models import Payment, Purchase

from .answers import SeeOther

log = logging.getLogger(__name__)

# What stands between a chosen treat and its payment, and how to go on. Those with "ask" are no slip of anybody.
REFUSALS = {
    actions.UnknownTreat: ValidationError(_("Something you chose is not offered here any more. The rest is as you left it."), code="gone"),
    actions.TooMuch: ValidationError(_("This is more than the site takes in one go: at most 10 kinds and € 500 together."), code="much"),
    actions.PriceChanged: ValidationError(
        _("A price changed while you were choosing. Have a look, and press again if it is fine for you."), code="ask"
    ),
    actions.TotalNotShown: ValidationError(_("This is what it comes to. Press again if it is fine for you."), code="ask"),
    actions.KeyUsedElsewhere: ValidationError(
        _("You changed what you chose earlier. Have a look, and press again if it is fine for you."), code="ask"
    ),
}
SENT_BEFORE = ValidationError(_("You sent this before, and that payment has ended. Press again to give it once more."), code="ask")
TOO_OFTEN = ValidationError(
    _("Many gifts came from your side of the internet today. Try again tomorrow, or treat at the counter."), code="later"
)
# Many people may share one address: a school that treats, a library.
GIFTS_A_DAY = 100
LOOK_AGAIN_AFTER, LOOK_AGAIN_TIMES = 8, 8


# Not "no-store": whoever comes back from the bank finds what was typed. An old key does no harm, it buys the same or asks first.
@login_not_required
@cache_control(private=True, no_cache=True)
def treat_give(request, slug):
    merchant = get_object_or_404(Merchant.objects.listed().select_related("chapter"), slug=slug)
    treats = list(merchant.treats.offered().select_related("kind"))
    form = GiveForm(request.POST or None, treats=treats, initial=_chosen_before(request.GET, treats))
    seller = actions.seller_of(merchant) if gateways.can_pay_online() else None
    if seller and form.is_valid() and (payment := _payment_for(request, form)):
        _open_checkout(payment)
        return SeeOther(reverse("vouchers:payment-go", args=[payment.token]))
    context = {"merchant": merchant, "form": form, "key": fresh_key(), "seller": seller}
    return render(request, "vouchers/treat_give.html", context, status=429 if form.has_error(NON_FIELD_ERRORS, code="later") else 200)


@login_not_required
@never_cache
def payment_go(request, token):
    """The step to the checkout is a page of our own, because Chromium checks form-action on every hop after a form."""
    payment = get_object_or_404(Payment.objects.select_related("purchase"), token=token)
    if payment.ended_unpaid or payment.is_paid or payment.held_because:
        return SeeOther(reverse("vouchers:purchase-thanks", args=[payment.purchase.token]))
    if request.method == "POST":
        _open_checkout(payment)
        return SeeOther(request.path)
    return render(request, "vouchers/payment_go.html", {"payment": payment, "lines": _lines_of(payment.purchase)})


@login_not_required
@never_cache
def purchase_thanks(request, token):
    purchase = get_object_or_404(Purchase.objects.select_related("chapter"), token=token)
    payment = _as_it_stands(purchase.deciding_payment)
    lines = _lines_of(purchase)
    context = {"purchase": purchase, "payment": payment, "lines": lines, "merchant": lines[0].treat.merchant}
    response = render(request, "vouchers/purchase_thanks.html", context)
    times = request.GET.get("keer", "")
    looked = int(times) if times in map(str, range(LOOK_AGAIN_TIMES + 1)) else 0
    if payment.is_unheard and looked < LOOK_AGAIN_TIMES:
        response["Refresh"] = f"{LOOK_AGAIN_AFTER}; url={request.path}?keer={looked + 1}"
    return response


def _payment_for(request, form):
    """The payment of what this form asks for; or None, and the form says why not."""
    if not limits.allows(request, "treat-give", per_day=GIFTS_A_DAY):
        return form.add_error(None, TOO_OFTEN)
    try:
        word, key = form.cleaned_data["word"], form.cleaned_data["key"]
        purchase = actions.buy(quantities=form.quantities, word=word, key=key, shown=form.shown, giver=form.giver)
    except tuple(REFUSALS) as refusal:
        return form.add_error(None, REFUSALS[type(refusal)])
    payment = purchase.deciding_payment
    if payment.is_paid or payment.ended_unpaid:
        return form.add_error(None, SENT_BEFORE)
    return payment


def _chosen_before(query, treats):
    """What the page starts with: a treat named in the link, or everything of a purchase that was not paid."""
    purchase = _purchase_to_try_again(query.get("opnieuw", ""))
    numbers = {line.treat_id: line.quantity for line in purchase.lines.all()} if purchase else {}
    numbers |= {treat.pk: 1 for treat in treats if treat.kind.slug in query.getlist("traktatie")}
    typed = {name: getattr(purchase, name) for name in ["word", "email", "wants_news"]} if purchase else {}
    return typed | {f"{QUANTITY}{treat.pk}": numbers.get(treat.pk, 0) for treat in treats}


def _purchase_to_try_again(token):
    if not re.fullmatch(LINK_PATTERN, token):
        return None
    return Purchase.objects.filter(token=token).prefetch_related("lines").first()


def _as_it_stands(payment):
    """The payment, after asking where its end was not heard. Once it is paid, this page has nothing more to ask."""
    if payment.is_paid:
        return payment
    try:
        return actions.reconcile(payment)
    except gateways.GatewayTrouble:
        log.warning("No answer about payment %s; its giver is told so.", payment.pk)
        return payment


def _open_checkout(payment):
    try:
        actions.start_payment(payment=payment)
    except gateways.GatewayTrouble:
        log.warning("Payment %s could not be opened yet; its giver may try again.", payment.pk)


def _lines_of(purchase):
    return list(purchase.lines.select_related("treat__kind", "treat__merchant").order_by("treat__kind__position"))
