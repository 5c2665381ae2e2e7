"""From a form to its payment, for everything one can pay for here: what may stand in between, and how to go on."""

import logging
import re

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from merchants import limits
from merchants.keys import LINK_PATTERN
from merchants.models import Merchant
from vouchers import actions, gateways
from vouchers.forms import QUANTITY
from vouchers.models import Purchase

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


def shop_of(slug):
    """A place that takes part or did, what it has to give, and who sells it there: None where one cannot pay online."""
    merchant = get_object_or_404(Merchant.objects.shown().select_related("chapter"), slug=slug)
    treats = list(merchant.treats.offered().select_related("kind"))
    return merchant, treats, actions.seller_of(merchant) if gateways.can_pay_online() and merchant.is_listed else None


def shop_closed(request, merchant):
    """What whoever was still choosing finds when the place stopped: nothing is charged, and what was written is there to take along."""
    return render(request, "vouchers/shop_closed.html", {"merchant": merchant, "word": request.POST.get("word", "").strip()})


def pay_for(request, form, write):
    """The way to the payment of what this valid form asks for; or None, and the form says why not. `write` makes the Purchase."""
    if not limits.allows(request, "treat-give", per_day=GIFTS_A_DAY):
        return form.add_error(None, TOO_OFTEN)
    try:
        payment = write().deciding_payment
    except tuple(REFUSALS) as refusal:
        return form.add_error(None, REFUSALS[type(refusal)])
    if payment.is_paid or payment.ended_unpaid:
        return form.add_error(None, SENT_BEFORE)
    open_checkout(payment)
    return SeeOther(reverse("vouchers:payment-go", args=[payment.token]))


def status_of(form):
    """Of the page that shows this form again."""
    return 429 if form.has_error(NON_FIELD_ERRORS, code="later") else 200


def open_checkout(payment):
    try:
        actions.start_payment(payment=payment)
    except gateways.GatewayTrouble:
        log.warning("Payment %s could not be opened yet; its giver may try again.", payment.pk)


def buy_what_it_says(form):
    typed = form.cleaned_data
    return actions.buy(quantities=form.quantities, word=typed["word"], key=typed["key"], shown=form.shown, giver=form.giver)


def bought_before(token):
    """The purchase that somebody would like to try again, or None. Of one that was paid the link may be with somebody else by now."""
    if not re.fullmatch(LINK_PATTERN, token):
        return None
    return Purchase.objects.filter(token=token).exclude(payments__status="paid").prefetch_related("lines").first()


def chosen_before(query, treats, *typed, otherwise=0):
    """What a page starts with: a treat named in the link, or everything of a purchase that was not paid, with what was `typed`;
    where neither is, `otherwise` of each.
    """
    purchase = bought_before(query.get("opnieuw", ""))
    numbers = {line.treat_id: line.quantity for line in purchase.lines.all()} if purchase else {}
    numbers |= {treat.pk: 1 for treat in treats if treat.kind.slug in query.getlist("traktatie")}
    kept = {name: getattr(purchase, name) for name in typed} if purchase else {}
    return kept | {f"{QUANTITY}{treat.pk}": numbers.get(treat.pk, 0 if numbers else otherwise) for treat in treats}
