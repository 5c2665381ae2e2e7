"""One service at one place: its note and its own hours, changed by several people without losing anybody's work."""

from django.db import transaction

from merchants.models import Merchant, ServiceOffer

from .changing import mark, touched_by, write_checked


def offer_of(merchant, service):
    """The ServiceOffer, or an unsaved one where the place does not offer this."""
    return ServiceOffer.objects.filter(merchant=merchant, service=service).first() or ServiceOffer(merchant=merchant, service=service)


def offer_marks(offer):
    """A mark of every value a page shows for changing. Whether it is offered is one of them."""
    return {"note": mark(offer.note), "opening_hours": mark(offer.opening_hours), "is_offered": mark(offer.pk is not None)}


@transaction.atomic
def change_offer(*, merchant, service, seen, wanted):
    """Offer a service with the `wanted` note and hours, having seen these marks. Counts as having checked the place.

    Locks the place. Raises ChangedMeanwhile.
    """
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    offer = offer_of(merchant, service)
    now, wanted = offer_marks(offer), {**wanted, "is_offered": True}
    if seen.get("is_offered") == mark(True) != now["is_offered"]:
        # A colleague took it away meanwhile: whether it comes back is asked, also where nothing else was changed.
        seen = {**seen, "is_offered": None}
    for name in touched_by(merchant, now, seen, wanted) - {"is_offered"}:
        setattr(offer, name, wanted[name])
    offer.save()
    write_checked(merchant)
    return offer
