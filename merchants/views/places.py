"""What anybody may read about a place."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from merchants import hours, schema_org, share_pictures
from merchants.models import Chapter, Merchant, Photo, Service, ServiceOffer


@login_not_required
@require_safe
def merchant_detail(request, slug):
    now = timezone.localtime()
    shown = Merchant.objects.shown().with_pause_on(now.date())
    merchant = get_object_or_404(shown.select_related("chapter", "neighbourhood", "leads_to"), slug=slug)
    if not merchant.is_listed:
        if merchant.place_instead and not merchant.farewell:
            return redirect(merchant.place_instead)
        return render(request, "merchants/merchant_closed.html", {"merchant": merchant})
    offers, photos = list(merchant.offers.select_related("service")), _photos(merchant)
    answer = merchant.hours_at(now)
    context = {
        "merchant": merchant,
        "offers": offers,
        "photos": photos,
        "notices": merchant.notices.on(now.date()),
        "answer": answer,
        "is_away": answer.state == hours.State.PAUSE,
        "is_faded": merchant.fades_on(now.date()),
        "hours": merchant.hours_believed_on(now.date()),
        "breaks": merchant.coming_breaks(now.date()),
        "today": now.date(),
        "for_machines": schema_org.as_script(schema_org.describe(merchant, offers=offers, photos=photos, today=now.date())),
    }
    return render(request, "merchants/merchant_detail.html", context)


def _photos(merchant):
    """The door first: that is what one looks for."""
    order = {subject: place for place, subject in enumerate(Photo.Subject.values)}
    return sorted(merchant.photos.shown().defer("content"), key=lambda photo: order[photo.subject])


@login_not_required
@require_safe
def photo(request, digest):
    """Kept for a day and no longer: a nod that was a mistake can be taken back. After that an ETag spares the bytes."""
    shown = get_object_or_404(Photo.objects.shown().only("content"), digest=digest)
    keep = {"Cache-Control": "public, max-age=86400", "ETag": f'"{digest}"'}
    return HttpResponse(shown.content, content_type="image/jpeg", headers=keep)


@login_not_required
@require_safe
def share_picture(request, slug):
    """Goes along where somebody shares the page of this place."""
    merchant = get_object_or_404(Merchant.objects.listed(), slug=slug)
    return share_pictures.answer(merchant.offers.values_list("service__icon", flat=True))


@login_not_required
@require_safe
def share_picture_of_city(request, slug):
    """The same for the page of a city: what one can ask for there."""
    chapter = get_object_or_404(Chapter, slug=slug)
    there = ServiceOffer.objects.filter(service=OuterRef("pk"), merchant__in=chapter.merchants.listed())
    return share_pictures.answer(Service.objects.filter(Exists(there)).values_list("icon", flat=True))
