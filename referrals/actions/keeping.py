"""Keeping lists of places for an organisation, under a need and a neighbourhood."""

from django.db import transaction

from referrals.models import FavouritePlace, FavouriteSet, Organisation

MOST_SETS = 60


class SetExists(Exception):
    """The organisation keeps another list under this need and neighbourhood already."""


class TooManySets(Exception):
    """The organisation keeps as many lists as fit."""


class SetChangedMeanwhile(Exception):
    """A colleague changed the list since the page was opened."""


@transaction.atomic
def keep_set(*, organisation, need, neighbourhood, merchants, replace=False):
    """Keep these places (their keys, in order) under this need and neighbourhood. Twice is once. Locks the organisation.

    Raises SetExists, unless it holds the same or may be replaced, or TooManySets.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    kept, is_new = organisation.favourite_sets.get_or_create(need=need, neighbourhood=neighbourhood)
    if is_new and organisation.favourite_sets.count() > MOST_SETS:
        raise TooManySets
    if not is_new and not replace and kept.keys() != merchants:
        raise SetExists
    _fill(kept, merchants)
    return kept


@transaction.atomic
def rename_set(*, favourite_set, need, neighbourhood):
    """Keep it under another need or neighbourhood. Locks the organisation. Raises SetExists."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=favourite_set.organisation_id)
    if organisation.favourite_sets.filter(need=need, neighbourhood=neighbourhood).exclude(pk=favourite_set.pk).exists():
        raise SetExists
    organisation.favourite_sets.filter(pk=favourite_set.pk).update(need=need, neighbourhood=neighbourhood)


@transaction.atomic
def arrange_set(*, favourite_set, seen, wanted):
    """Give the places it holds (`seen`, keys) another order, or leave some out. Twice is once. Locks it. Raises SetChangedMeanwhile."""
    kept = FavouriteSet.objects.select_for_update(no_key=True).get(pk=favourite_set.pk)
    now = kept.keys()
    if now == wanted:
        return
    if now != seen or not set(wanted) <= set(now) or len(set(wanted)) != len(wanted):
        raise SetChangedMeanwhile
    _fill(kept, wanted)


def _fill(kept, merchants):
    kept.places.all().delete()
    FavouritePlace.objects.bulk_create(
        FavouritePlace(favourite_set=kept, merchant_id=merchant, position=position) for position, merchant in enumerate(merchants)
    )
