"""Keeping places true: what is derived from them is worked out again whenever they change, and every night."""

from django.db import transaction
from django.utils import timezone

from merchants.models import Merchant, OpenMinutes


def rebuild_open_minutes(merchants, today=None):
    """Work out the coming fourteen days of these places anew. Called in the transaction that changed them."""
    today = today or timezone.localdate()
    OpenMinutes.objects.bulk_create(
        [OpenMinutes.of(merchant, today) for merchant in merchants],
        update_conflicts=True,
        unique_fields=["merchant"],
        update_fields=["first_day", "open", "closed"],
        batch_size=500,
    )


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
