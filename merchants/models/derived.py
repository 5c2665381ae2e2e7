"""What is worked out from places so that the finder can ask for it quickly. Derived: the strings on the place are the truth.

Minutes are local and count from 1970. What is in neither set is "ask first", so a missing or old row never reads as open.
"""

from django.db import models

from merchants import hours
from merchants.fields import EPOCH, MinutesField

from .places import Merchant
from .services import ServiceOffer

WINDOW_DAYS = 14


class OpenMinutes(models.Model):
    """The coming fourteen days of one place."""

    merchant = models.OneToOneField(Merchant, models.CASCADE, primary_key=True, related_name="open_minutes")
    first_day = models.DateField()
    open = MinutesField()
    closed = MinutesField()
    quiet = MinutesField(default=list)

    def __str__(self):
        return f"{self.merchant_id} from {self.first_day:%Y-%m-%d}"

    @classmethod
    def of(cls, merchant, first_day, pauses=()):
        """The unsaved row for this place and the fourteen days from this one. `pauses` are its breaks: then it is closed.

        Days after the hours went stale are left out.
        """
        days = _days_believed(merchant, first_day)
        opened, unsure = hours.minutes_for(merchant.opening_hours, first_day, days)
        breaks = [_stretch_of(*pause.days, first_day) for pause in pauses]
        opened, unsure = _without(opened, breaks), _without(unsure, breaks)
        quiet, _ask = hours.minutes_for(merchant.quiet_hours, first_day, days) if merchant.quiet_hours else ([], [])
        return cls(
            merchant=merchant,
            first_day=first_day,
            open=_since_1970(opened, first_day),
            closed=_since_1970(_without([(0, days * 1440), *breaks], sorted([*opened, *unsure])), first_day),
            quiet=_since_1970(_without(quiet, breaks), first_day),
        )


class OfferMinutes(models.Model):
    """The same of one service with times of its own; where there is no row it goes with the place."""

    offer = models.OneToOneField(ServiceOffer, models.CASCADE, primary_key=True, related_name="minutes")
    first_day = models.DateField()
    open = MinutesField()
    closed = MinutesField()

    def __str__(self):
        return f"{self.offer_id} from {self.first_day:%Y-%m-%d}"

    @classmethod
    def of(cls, offer, first_day):
        """The unsaved row for this service at its place."""
        days = _days_believed(offer.merchant, first_day)
        opened, unsure = hours.minutes_for(offer.opening_hours or "24/7", first_day, days)
        breaks = [_stretch_of(first, day_after, first_day) for first, day_after in offer.own_times.breaks]
        opened, unsure = _without(opened, breaks), _without(unsure, breaks)
        closed = _without([(0, days * 1440), *breaks], sorted([*opened, *unsure]))
        return cls(offer=offer, first_day=first_day, open=_since_1970(opened, first_day), closed=_since_1970(closed, first_day))


class MapCell(models.Model):
    """So many places in one square of the map, for one zoom: counted once, so that a far view costs the same for any number of places.

    Written by the database; `squares` tells how. A square is the sum of its rows.
    """

    id = models.BigAutoField(primary_key=True)
    zoom = models.PositiveSmallIntegerField()
    x = models.IntegerField()
    y = models.IntegerField()
    places = models.IntegerField()
    # Sums over the places: their middle, and where there is only one, which.
    lat = models.FloatField()
    lng = models.FloatField()
    merchants = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["zoom", "x", "y"], name="map_cell_in_view")]

    def __str__(self):
        return f"{self.zoom}/{self.x}/{self.y}: {self.places}"


def _days_believed(merchant, first_day):
    believed = (merchant.hours_fresh_until - first_day).days + 1 if merchant.hours_fresh_until else 0
    return max(0, min(WINDOW_DAYS, believed))


def _stretch_of(first, day_after, first_day):
    """The minutes of a break within the fourteen days; empty where it lies outside."""
    end = WINDOW_DAYS if day_after is None else min((day_after - first_day).days, WINDOW_DAYS)
    start = max(0, (first - first_day).days)
    return start * 1440, max(start, end) * 1440


def _since_1970(stretches, first_day):
    start = (first_day - EPOCH).days * 1440
    return [(start + begin, start + end) for begin, end in stretches if begin < end]


def _without(stretches, others):
    """These half-open stretches, where none of the sorted others lies."""
    for begin, end in others:
        stretches = (
            [
                piece
                for start, finish in stretches
                for piece in [(start, min(finish, begin)), (max(start, end), finish)]
                if piece[0] < piece[1]
            ]
            if begin < end
            else stretches
        )
    return stretches
