"""A peer says when and where they go along, and when not."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from encounters.models import Peer, PeerHours
from encounters.models.peers import MOST_HOURS, MOST_PLACES
from merchants.keys import broke


class OfferedAlready(Exception):
    """Some of these hours are offered already."""


class TooMuch(Exception):
    """So many stretches of the week, or places, that nobody could keep them in mind."""


def introduce(*, role, called, languages):
    """What a peer tells of themselves, the first time or anew; the dates and the days away are not theirs to write here. Twice is once."""
    return Peer.objects.update_or_create(role=role, defaults={"called": called, "languages": languages})[0]


def offer_hours(*, peer, weekday, begins, ends):
    """One more stretch of every week. Exactly the same one twice is one. Raises OfferedAlready, TooMuch."""
    try:
        with transaction.atomic():
            row, stretch = _locked(peer), {"weekday": weekday, "begins": begins, "ends": ends}
            if row.hours.filter(**stretch).exists():
                return
            if row.hours.count() >= MOST_HOURS:
                raise TooMuch
            PeerHours.objects.create(peer=row, **stretch)
    except IntegrityError as error:
        if broke(error, "peer_hours_apart"):
            raise OfferedAlready from None
        raise


@transaction.atomic
def know_place(*, peer, place):
    """One more place where they know the way. Raises TooMuch."""
    row = _locked(peer)
    if row.places.exclude(pk=place.pk).count() >= MOST_PLACES:
        raise TooMuch
    row.places.add(place)


@transaction.atomic
def set_day(*, peer, day, is_away):
    """On this one day they do not go along, or do after all. What was agreed stays."""
    row, today = _locked(peer), timezone.localdate()
    days = {each for each in row.days_away if each >= today} - {day} | ({day} if is_away else set())
    row.days_away = sorted(days)
    row.save(update_fields=["days_away"])


@transaction.atomic
def set_pause(*, peer, is_paused):
    """No new visits for a while, or again from now on. What was agreed stays."""
    Peer.objects.filter(pk=_locked(peer).pk).update(is_paused=is_paused)


@transaction.atomic
def forget_days_away(today):
    """Days that are over. Returns of how many peers."""
    gone = [peer for peer in Peer.objects.select_for_update().exclude(days_away=[]) if min(peer.days_away) < today]
    for peer in gone:
        peer.days_away = [day for day in peer.days_away if day >= today]
        peer.save(update_fields=["days_away"])
    return len(gone)


def _locked(peer):
    return Peer.objects.select_for_update(of=["self"], no_key=True).get(pk=peer.pk)
