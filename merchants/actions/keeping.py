"""Keeping places true: what is derived from them is worked out again whenever they change, and every night."""

from django.utils import timezone

from merchants.models import OpenMinutes


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
