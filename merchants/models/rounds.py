"""Nazichtronde: twice a year a city asks all its places in one go whether all is still true."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .chapters import Chapter

# How long a round takes, unless the team says otherwise.
LASTS = timedelta(weeks=4)
SHORTEST, LONGEST = timedelta(weeks=1), timedelta(weeks=13)
# An answer that comes so long after the deadline is still written down, and the link in the letter works as long.
LATE = timedelta(days=7)


class VerificationRoundQuerySet(models.QuerySet):
    def open(self):
        """Those that run. A city has one at most."""
        return self.filter(ended_on=None)

    def overdue(self, day):
        return self.open().filter(due_on__lt=day)

    def taking_answers(self, day):
        return self.filter(Q(ended_on=None) | Q(due_on__gte=day - LATE))

    def begun_before(self, day):
        return self.filter(begun_on__lt=day)


class VerificationRound(models.Model):
    """A city asks its places whether all is still true, all of them in one go, and hopes to know by a day."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="rounds")
    begun_on = models.DateField(_("begun on"), default=timezone.localdate)
    due_on = models.DateField(_("runs until"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = VerificationRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of checking")
        verbose_name_plural = _("rounds of checking")
        ordering = ["-begun_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["chapter"], condition=Q(ended_on=None), name="one_round_at_a_time"),
            models.CheckConstraint(condition=Q(due_on__gt=F("begun_on")), name="round_runs_for_a_while"),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("begun_on")), name="round_ends_after_it_began"),
        ]

    def __str__(self):
        return f"{self.chapter}, {self.begun_on:%d/%m/%Y}"

    @property
    def last_answer_on(self):
        """The last day on which an answer is written down."""
        return self.due_on + LATE

    def takes_answers_on(self, day):
        return self.ended_on is None or day <= self.last_answer_on
