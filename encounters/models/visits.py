"""Stepping in together: for an hour a peer and somebody meet at a place, and know each other by a sign.

Nothing tells who asked, or when. The key is random, and is the private address of the page that shows it; the row is erased the day after.
"""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.hours import State
from merchants.models import Merchant, TeamRole

from .peers import Peer
from .signs import SIGN_OR_WORD, Signed

LASTS = timedelta(hours=1)
_DURING = Func(F("begins_at"), F("ends_at"), function="tstzrange", output_field=DateTimeRangeField())


class FirstVisitQuerySet(models.QuerySet):
    def kept(self, today):
        """Not of a day before: those are erased, or about to be."""
        return self.filter(begins_at__gte=_begin_of(today))

    def over(self, today):
        return self.filter(begins_at__lt=_begin_of(today))

    def coming(self, now):
        """Those that are not over, also what was called off."""
        return self.filter(ends_at__gt=now)

    def going_on(self):
        return self.filter(is_cancelled=False)


class FirstVisit(Signed):
    """An hour with a peer at a place, for whoever goes by this sign."""

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # None: this peer left the team, and so it does not go on.
    peer = models.ForeignKey(Peer, models.SET_NULL, null=True, verbose_name=_("peer"), related_name="visits")
    place = models.ForeignKey(Merchant, models.CASCADE, verbose_name=_("where they meet"), related_name="+")
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    # By whom is nobody's to know.
    is_cancelled = models.BooleanField(_("does not go on"), default=False)

    objects = FirstVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("first visit")
        verbose_name_plural = _("first visits")
        ordering = ["begins_at", "key"]
        constraints = [
            models.CheckConstraint(condition=SIGN_OR_WORD, name="first_visit_sign_or_word"),
            models.CheckConstraint(condition=Q(ends_at=F("begins_at") + LASTS), name="first_visit_an_hour"),
            models.CheckConstraint(condition=Q(begins_at__minute__in=[0, 30], begins_at__second=0), name="first_visit_on_the_half_hour"),
            ExclusionConstraint(
                name="first_visit_one_at_a_time",
                expressions=[(F("peer"), "="), (_DURING, RangeOperators.OVERLAPS)],
                condition=Q(is_cancelled=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="peer_goes_along",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                # The lock is shared: whoever pauses, is away or takes a date back at this moment comes before this visit or after it.
                func=pgtrigger.Func(
                    "PERFORM FROM encounters_peer WHERE role_id = NEW.peer_id AND noted_on IS NOT NULL AND insured_on IS NOT NULL "
                    "AND NOT is_paused AND (NEW.begins_at AT TIME ZONE 'Europe/Brussels')::date <> ALL (days_away) FOR SHARE; "
                    "IF NOT FOUND THEN RAISE EXCEPTION 'This peer does not go along then' "
                    "USING ERRCODE = 'check_violation', CONSTRAINT = 'first_visit_peer_goes_along'; END IF; RETURN NEW;"
                ),
            ),
        ]

    @property
    def goes_on(self):
        """Not when it was called off, nor when the peer left the team, does something else in it now, or may not log in any more."""
        if self.is_cancelled or self.peer is None:
            return False
        return self.peer.role.role == TeamRole.Role.PEER and self.peer.role.user.is_active

    @property
    def is_open_then(self):
        """Whether the place is open all that hour, as far as we know now."""
        if not self.place.is_listed:
            return False
        answer = self.place.hours_at(self.begins_at)
        return answer.state == State.OPEN and (answer.until is None or answer.until >= self.ends_at)

    def is_over(self, now):
        return self.ends_at <= now


def _begin_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))
