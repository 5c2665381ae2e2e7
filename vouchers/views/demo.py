"""The make-believe bank's own page, where one chooses how a payment ends. Only there while no real provider is configured."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from vouchers.models import DemoPayment, Payment

from .answers import SeeOther

ENDINGS = {Payment.Status.PAID, Payment.Status.CANCELED, Payment.Status.FAILED}


@login_not_required
@never_cache
def demo_checkout(request, number):
    if settings.PAYMENT_GATEWAY != "demo":
        raise Http404
    there = get_object_or_404(DemoPayment, pk=number)
    if request.method == "POST" and request.POST.get("status") in ENDINGS:
        DemoPayment.objects.filter(pk=number, status=Payment.Status.OPEN).update(status=request.POST["status"])
        return SeeOther(there.return_url)
    return render(request, "vouchers/demo_checkout.html", {"there": there, "is_open": there.status == Payment.Status.OPEN})
