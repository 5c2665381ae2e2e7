"""A place takes a break, and comes back. Nobody asks why."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from merchants.models import Merchant, Pause, ServiceOffer

from .keeping import rebuild_open_minutes


class RestsNow(Exception):
    """This service takes a break today, and it holds one break only: a later one would end it."""


@transaction.atomic
def rest(*, merchant, first_day, last_day=None, offer=None, today=None):
    """The place takes a break on these days, or one of its services does; without a last day until somebody says so. Locks the place.

    What was told last counts: a break that is going on by then gets this end, and a planned one that it meets makes room. The same told
    twice is once. Raises RestsNow for a later break of a service that takes one today.
    """
    today = today or timezone.localdate()
    merchant = _locked(merchant)
    if offer:
        _rest_service(merchant.offers.filter(pk=offer.pk), first_day, last_day, today)
    else:
        _rest_place(merchant, first_day, last_day, today)
    rebuild_open_minutes([merchant], today)


def _rest_service(offers, first_day, last_day, today):
    if first_day > today and offers.resting_on(today).exists():
        raise RestsNow
    offers.update(rests_from=first_day, rests_until=last_day)


def _rest_place(merchant, first_day, last_day, today):
    met = merchant.pauses.meeting(first_day, last_day)
    # Only a break that has begun keeps its first day: those days happened.
    since = min([first_day, *met.filter(first_day__lte=today).values_list("first_day", flat=True)])
    met.delete()
    merchant.pauses.create(first_day=since, last_day=last_day)


@transaction.atomic
def wake(*, merchant, offer, today=None):
    """The service is there again, and what was planned is called off. Locks the place."""
    merchant = _locked(merchant)
    ServiceOffer.objects.filter(merchant=merchant, pk=offer.pk).update(rests_from=None, rests_until=None)
    rebuild_open_minutes([merchant], today)


@transaction.atomic
def call_off_break(*, merchant, pause, today=None):
    """A break that has not begun does not happen. Locks the place."""
    merchant = _locked(merchant)
    Pause.objects.filter(merchant=merchant, pk=pause.pk).delete()
    rebuild_open_minutes([merchant], today)


def _locked(merchant):
    return Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)


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
