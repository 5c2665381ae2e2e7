"""Ordinary vouchers: bought for oneself or as a gift, and shown at the counter later. They never hang on a board."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from merchants.keys import fresh_key
from vouchers import actions
from vouchers.forms import BonForm
from vouchers.models import Bon, Purchase

from .buying import chosen_before, pay_for, shop_closed, shop_of, status_of

# How many slips lie on one sheet.
FORMATS = {"a4": 4, "a6": 1}


@login_not_required
@cache_control(private=True, no_cache=True)
def bon_buy(request, slug):
    merchant, treats, seller = shop_of(slug)
    if not merchant.is_listed:
        return shop_closed(request, merchant)
    form = BonForm(request.POST or None, treats=treats, initial=chosen_before(request.GET, treats, "email"))
    if seller and form.is_valid() and (to_the_payment := pay_for(request, form, partial(_buy, form))):
        return to_the_payment
    context = {"merchant": merchant, "form": form, "key": fresh_key(), "seller": seller}
    return render(request, "vouchers/bon_buy.html", context, status=status_of(form))


@login_not_required
@never_cache
@require_safe
def purchase_slips(request, token):
    """A slip for each voucher that can be used, to print."""
    purchase = get_object_or_404(Purchase.objects.paid().select_related("chapter").filter(kind=Purchase.Kind.BON), token=token)
    bons = list(Bon.objects.bought_in(purchase).filter(state=Bon.State.OPEN))
    asked = request.GET.get("formaat")
    chosen = asked if asked in FORMATS else "a4"
    sheets = [bons[first : first + FORMATS[chosen]] for first in range(0, len(bons), FORMATS[chosen])]
    return render(request, "vouchers/purchase_slips.html", {"purchase": purchase, "sheets": sheets, "formats": FORMATS, "format": chosen})


def _buy(form):
    typed = form.cleaned_data
    return actions.buy(quantities=form.quantities, word="", key=typed["key"], shown=form.shown, giver=form.giver, kind=Purchase.Kind.BON)
