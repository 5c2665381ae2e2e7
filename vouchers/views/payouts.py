"""What was paid out to one's own place, and what each payout is made of."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from merchants.models import Merchant
from vouchers import coming, overview
from vouchers.models import Payout
from vouchers.statements import statement_of

PAYOUTS_A_PAGE = 20


@never_cache
def place_payouts(request, slug):
    merchant = get_object_or_404(Merchant.objects.kept_by(request.user), slug=slug)
    payouts = Payout.objects.sealed().filter(merchant=merchant).select_related("run", "seller", "resent_by__run")
    page = Paginator(payouts, PAYOUTS_A_PAGE).get_page(request.GET.get("pagina"))
    context = {"merchant": merchant, "page": page, "owed": overview.owed_to(merchant), "how": coming.how_paid(merchant), "team_page": True}
    return render(request, "vouchers/place_payouts.html", context)


@never_cache
def place_payout(request, slug, pk):
    merchant = get_object_or_404(Merchant.objects.kept_by(request.user), slug=slug)
    payouts = Payout.objects.sealed().filter(merchant=merchant).select_related("run__chapter", "seller", "resends__run")
    payout = get_object_or_404(payouts, pk=pk)
    context = {"merchant": merchant, "payout": payout, "statement": statement_of(payout), "team_page": True}
    return render(request, "vouchers/place_payout.html", context)
