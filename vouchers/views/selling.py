"""In whose name the site sells at one's own place, and where the money goes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from merchants.models import Merchant
from vouchers import actions
from vouchers.seller_forms import SellerForm


@never_cache
def place_seller(request, slug):
    merchant = get_object_or_404(Merchant.objects.kept_by(request.user), slug=slug)
    form = SellerForm(request.POST or None, seller=actions.seller_of(merchant))
    if form.is_valid():
        actions.sell_as(merchant=merchant, selling=form.selling)
        messages.success(request, _("It is saved. What was sold before keeps the name it was sold under."))
        return redirect("merchants:place-home" if merchant.is_listed else "vouchers:place-payouts", slug)
    return render(request, "vouchers/place_seller.html", {"merchant": merchant, "form": form, "team_page": True})
