"""What anybody may read about a place."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from merchants.models import Merchant, Photo


@login_not_required
@require_safe
def merchant_detail(request, slug):
    now = timezone.localtime()
    shown = Merchant.objects.shown().with_pause_on(now.date())
    merchant = get_object_or_404(shown.select_related("chapter", "neighbourhood"), slug=slug)
    if not merchant.is_listed:
        return render(request, "merchants/merchant_closed.html", {"merchant": merchant})
    context = {
        "merchant": merchant,
        "offers": merchant.offers.select_related("service"),
        "answer": merchant.hours_at(now),
        "hours": merchant.hours_believed_on(now.date()),
        "today": now.date(),
    }
    return render(request, "merchants/merchant_detail.html", context)


@login_not_required
@require_safe
def photo(request, digest):
    """The address changes with the picture, so whoever fetched it once never needs to ask again."""
    shown = get_object_or_404(Photo.objects.shown().only("content"), digest=digest)
    keep = {"Cache-Control": "public, max-age=31536000, immutable", "ETag": f'"{digest}"'}
    return HttpResponse(shown.content, content_type="image/jpeg", headers=keep)
