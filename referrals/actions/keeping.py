"""Keeping lists of places for an organisation, under a need and a neighbourhood."""

from django.db import transaction

from referrals.models import FavouritePlace, Organisation

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
    organisation = _locked(organisation.pk)
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
    organisation = _locked(favourite_set.organisation_id)
    if organisation.favourite_sets.filter(need=need, neighbourhood=neighbourhood).exclude(pk=favourite_set.pk).exists():
        raise SetExists
    organisation.favourite_sets.filter(pk=favourite_set.pk).update(need=need, neighbourhood=neighbourhood)


@transaction.atomic
def arrange_set(*, favourite_set, seen, wanted):
    """Give the places it holds (`seen`, keys) another order, or leave some out. Twice is once. Locks the organisation.

    Raises SetChangedMeanwhile, also where it was taken away.
    """
    kept = _locked(favourite_set.organisation_id).favourite_sets.filter(pk=favourite_set.pk).first()
    now = kept and kept.keys()
    if now == wanted:
        return
    if now != seen or not set(wanted) <= set(now) or len(set(wanted)) != len(wanted):
        raise SetChangedMeanwhile
    _fill(kept, wanted)


@transaction.atomic
def take_away_set(*, organisation, pk):
    """The organisation keeps it no more. Twice is once. Locks the organisation."""
    _locked(organisation.pk).favourite_sets.filter(pk=pk).delete()


def _locked(organisation_pk):
    """One lock for all that happens to its lists: who replaces one, arranges it or takes it away goes after the other."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation_pk)


def _fill(kept, merchants):
    kept.places.all().delete()
    FavouritePlace.objects.bulk_create(
        FavouritePlace(favourite_set=kept, merchant_id=merchant, position=position) for position, merchant in enumerate(merchants)
    )
