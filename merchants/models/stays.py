"""From when until when a place was on the map: so that a month that is over can be told after it, whoever came or went since.

Written by the database alone, in the statement by which a place comes onto the map or leaves it (see `Merchant`). A place that comes back
begins another stay. A list of places that was undone never was there, nor were the stays it brought.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q

_TODAY = "(now() AT TIME ZONE 'Europe/Brussels')::date"
_BEGIN = f"INSERT INTO merchants_stay (merchant_id, since) SELECT id, {_TODAY} FROM {{places}}"  # noqa: S608 - names of our own
_CAME = "(SELECT id FROM after_it WHERE state = 'active' EXCEPT SELECT id FROM before_it WHERE state = 'active') came"
_WENT = "SELECT id FROM before_it WHERE state = 'active' EXCEPT SELECT id FROM after_it WHERE state = 'active'"
_END = f"UPDATE merchants_stay SET until = {_TODAY} WHERE until IS NULL AND merchant_id IN ({_WENT})"  # noqa: S608 - names of our own


def _trigger(name, operation, sql, **rows):
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**rows),
        func=f"{sql}; RETURN NULL;",
    )


TRIGGERS = [
    _trigger("stay_begins", pgtrigger.Insert, _BEGIN.format(places="after_it WHERE state = 'active'"), new="after_it"),
    _trigger("stay_changes", pgtrigger.Update, f"{_BEGIN.format(places=_CAME)}; {_END}", old="before_it", new="after_it"),
]


class StayQuerySet(models.QuerySet):
    def at_end_of(self, day):
        """Those that went on over the end of this day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class Stay(models.Model):
    """A stretch of days on which one place was on the map; `until` is the day it left, None while it is there."""

    id = models.BigAutoField(primary_key=True)
    merchant = models.ForeignKey("merchants.Merchant", models.CASCADE, related_name="stays")
    since = models.DateField()
    until = models.DateField(null=True)

    objects = StayQuerySet.as_manager()

    class Meta:
        app_label = "merchants"
        constraints = [
            models.UniqueConstraint(fields=["merchant"], condition=Q(until=None), name="one_stay_at_a_time"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="stay_ends_after_it_began"),
        ]

    def __str__(self):
        return f"{self.merchant_id}: {self.since} to {self.until or '…'}"
