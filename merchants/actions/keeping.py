"""Keeping places true: what is derived from them is worked out again whenever they change, and every night."""

import pgtrigger
from django.db import transaction
from django.utils import timezone

from merchants import hours
from merchants.models import Merchant, OfferMinutes, OpenMinutes, Pause, ServiceOffer


def rebuild_open_minutes(merchants, today=None):
    """Work out the coming fourteen days of these places and their services anew. Called in the transaction that changed them."""
    today = today or timezone.localdate()
    merchants = list(merchants)
    _forget_dates_that_are_over(merchants, today)
    pauses = {}
    for pause in Pause.objects.filter(merchant__in=merchants):
        pauses.setdefault(pause.merchant_id, []).append(pause)
    _write(OpenMinutes, "merchant", [OpenMinutes.of(merchant, today, pauses.get(merchant.pk, ())) for merchant in merchants])
    _rebuild_offers(merchants, today)


def rebuild_all_open_minutes(today=None):
    """The same for every place on the map, a slice at a time. Returns how many."""
    keys = list(Merchant.objects.listed().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), 500):
        with transaction.atomic():
            # Locked, so that hours somebody saves meanwhile are not overwritten with what they were.
            rebuild_open_minutes(
                Merchant.objects.filter(pk__in=keys[start : start + 500]).order_by("pk").select_for_update(no_key=True), today
            )
    return len(keys)


def _forget_dates_that_are_over(merchants, today):
    """So that the hours do not grow for ever. What a source wrote stays as it came: the next import compares it."""
    shorter = []
    for merchant in merchants:
        left = hours.without_past(merchant.opening_hours, today)
        if left not in {merchant.opening_hours, ""} and merchant.imported.get("opening_hours") != merchant.opening_hours:
            merchant.opening_hours = left
            shorter.append(merchant)
    if shorter:
        # A date that went by is no change anybody made.
        with pgtrigger.ignore("merchants.Merchant:keep_version"):
            Merchant.objects.bulk_update(shorter, ["opening_hours"], batch_size=500)


def _rebuild_offers(merchants, today):
    places = {merchant.pk: merchant for merchant in merchants}
    offers = list(ServiceOffer.objects.filter(merchant__in=places).with_times_of_their_own(today))
    OfferMinutes.objects.filter(offer__merchant__in=places).exclude(offer__in=offers).delete()
    for offer in offers:
        offer.merchant = places[offer.merchant_id]
    _write(OfferMinutes, "offer", [OfferMinutes.of(offer, today) for offer in offers])


def _write(model, owner, rows):
    fields = [field.name for field in model._meta.fields if field.name != owner]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=[owner], update_fields=fields, batch_size=500)
