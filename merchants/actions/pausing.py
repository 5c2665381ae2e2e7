"""A place takes a break, and comes back. Nobody asks why."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from merchants.models import Pause

from .keeping import rebuild_open_minutes


@transaction.atomic
def take_a_break(merchants, today=None):
    """From today, until somebody says so. Locks the places; returns those that were not on a break yet."""
    today = today or timezone.localdate()
    places = list(merchants.select_for_update(no_key=True, of=["self"]))
    resting = set(Pause.objects.on(today).filter(merchant__in=places).values_list("merchant", flat=True))
    awake = [merchant for merchant in places if merchant.pk not in resting]
    Pause.objects.bulk_create(Pause(merchant=merchant, first_day=today) for merchant in awake)
    rebuild_open_minutes(awake, today)
    return awake


@transaction.atomic
def end_breaks(merchants, today=None):
    """They are back today: the break of this day ends. Breaks to come stay. Locks the places; returns those that were on a break."""
    today = today or timezone.localdate()
    places = list(merchants.select_for_update(no_key=True, of=["self"]))
    now = Pause.objects.on(today).filter(merchant__in=places)
    resting = set(now.values_list("merchant", flat=True))
    # What began today did not happen.
    now.filter(first_day=today).delete()
    now.update(last_day=today - timedelta(days=1))
    back = [merchant for merchant in places if merchant.pk in resting]
    rebuild_open_minutes(back, today)
    return back
