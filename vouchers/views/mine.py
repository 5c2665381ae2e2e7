"""What somebody who looks after a place does about its counter."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from merchants.models import Merchant
from vouchers import overview
from vouchers.models import CounterLink


@never_cache
def place_overview(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    owed = overview.owed_to(merchant)
    months = overview.months_of(merchant, timezone.localdate())
    context = {"merchant": merchant, "months": months, "owed": owed, "owed_back": -owed, "team_page": True}
    return render(request, "vouchers/place_overview.html", context)


@require_POST
def counter_renew(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    CounterLink.objects.create(merchant=merchant)
    messages.success(request, _("There is a new link to your counter. The old one opens nothing any more."))
    return redirect(reverse("merchants:place-home", args=[slug]) + "#counter")
