"""Which moments there are to step in somewhere together with a peer: worked out anew each time, never stored.

A moment is an hour of the coming two weeks that a peer offers, at a place they know, which is open all that hour for certain ("ask first"
is not), and in which they meet nobody else. Not within two hours, so that they see it in time.
"""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from encounters.models import FirstVisit, Peer
from encounters.models.peers import STEP
from encounters.models.visits import LASTS
from encounters.moments import moment
from merchants import hours
from merchants.hours.moments import MINUTES_A_DAY
from merchants.models import Merchant

DAYS = 14
NOTICE = timedelta(hours=2)
# Between two visits, to come from one place to the other.
ON_THE_WAY = timedelta(minutes=30)
# No city has so many; the page would stop here.
MOST_PEERS = 50
MINUTES = LASTS // timedelta(minutes=1)


class Moment(NamedTuple):
    begins_at: datetime
    peer: Peer
    place: Merchant

    @property
    def when(self):
        """Its hour, as it stands in an address."""
        return timezone.localtime(self.begins_at).strftime("%Y-%m-%d-%H%M")

    @property
    def address(self):
        """Where one takes it."""
        return reverse("encounters:first-visit-ask", args=[self.peer.chapter.slug, self.peer.pk, self.place.slug, self.when])


def moments(chapter, now, peer=None):
    """All Moments of this city, or of this peer (a key) alone, the first one first. As many queries for one peer as for fifty."""
    today = timezone.localdate(now)
    peers = Peer.objects.willing().filter(role__chapter=chapter, **{"pk": peer} if peer is not None else {})
    found = list(peers.select_related("role").prefetch_related("hours", *_what_they_have(today, now))[:MOST_PEERS])
    for each in found:
        each.role.chapter = chapter
    open_at = {place.pk: _open_minutes(place, today) for each in found for place in each.places.all()}
    there = [Moment(begins_at, each, place) for each in found for begins_at, place in _of_peer(each, today, now, open_at)]
    return sorted(there, key=lambda each: (each.begins_at, each.peer.called, each.place.name, each.peer.pk))


def find(chapter, peer, place, when, now):
    """The Moment with this address (keys, and an hour), or None where there is no such one, or none any more."""
    return next((each for each in moments(chapter, now, peer) if (each.place.slug, each.when) == (place, when)), None)


def _what_they_have(today, now):
    places = Merchant.objects.listed().with_pause_on(today)
    visits = FirstVisit.objects.coming(now - ON_THE_WAY).going_on()
    return [Prefetch("places", places), Prefetch("visits", visits)]


def _of_peer(peer, today, now, open_at):
    """(when it begins, the place) of each moment. One stretch of time at several places is several."""
    begun = [begins_at for begins_at in _beginnings(peer, today) if begins_at >= now + NOTICE and not _is_taken(peer, begins_at)]
    for begins_at in begun:
        minute = hours.minute_of(begins_at, today)
        for place in peer.places.all():
            if any(start <= minute and minute + MINUTES <= end for start, end in open_at[place.pk]):
                yield begins_at, place


def _beginnings(peer, today):
    for day in (today + timedelta(number) for number in range(DAYS)):
        if day in peer.days_away:
            continue
        for stretch in peer.hours.all():
            if stretch.weekday == day.weekday():
                for minute in range(stretch.begins, stretch.ends - MINUTES + 1, STEP):
                    yield moment(day, time(*divmod(minute, 60)))


def _is_taken(peer, begins_at):
    return any(visit.begins_at - ON_THE_WAY < begins_at + LASTS and begins_at < visit.ends_at + ON_THE_WAY for visit in peer.visits.all())


def _open_minutes(place, today):
    """When this place is open for certain, in minutes since midnight of today: by its hours while we believe them, without its breaks."""
    stretches, _ask = hours.minutes_for(place.opening_hours, today, DAYS)
    shut = {
        number
        for number, day in enumerate(today + timedelta(number) for number in range(DAYS))
        if place.fades_on(day) or any(days.lower <= day and (days.upper is None or day < days.upper) for days in place.breaks_from(today))
    }
    # No visit lies on a midnight, so each stretch may be looked at day by day.
    return [(start, end) for start, end in _by_day(stretches) if start // MINUTES_A_DAY not in shut]


def _by_day(stretches):
    for start, end in stretches:
        while start < end:
            midnight = (start // MINUTES_A_DAY + 1) * MINUTES_A_DAY
            yield start, min(end, midnight)
            start = midnight
