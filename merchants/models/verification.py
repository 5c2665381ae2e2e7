"""Nazicht: the network asks a place now and then whether all is still true."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.keys import fresh_token

from .chapters import Chapter
from .places import Merchant
from .rounds import LATE, VerificationRound

VALID_FOR = timedelta(days=30)
# A letter of a round that brought no answer is followed by at most so many others, so many days apart.
MOST_REMINDERS = 2
REMINDED_AFTER = timedelta(days=10)


class VerificationQuerySet(models.QuerySet):
    def opening(self, token, day):
        """The question with this secret link, while it can be answered."""
        in_time = Q(asked_on__gte=day - VALID_FOR) | Q(round__due_on__gte=day - LATE)
        return self.answerable().filter(in_time, token=token)

    def answerable(self):
        """Of places on the map, or that said just here that they stop: whoever said so by mistake takes it back."""
        stopped_here = Q(merchant__state=Merchant.State.LEFT, answer=Verification.Answer.STOPS)
        return self.filter(Q(merchant__state=Merchant.State.ACTIVE) | stopped_here)

    def waiting(self):
        """Not answered, of places on the map."""
        return self.filter(answer=Verification.Answer.NONE, merchant__state=Merchant.State.ACTIVE)

    def changed(self):
        """Something is different there, and nobody wrote down yet what."""
        return self.filter(answer=Verification.Answer.CHANGED, merchant__state=Merchant.State.ACTIVE)

    def in_rounds_on(self, day):
        """Of the rounds that take answers on this day."""
        return self.filter(round__in=VerificationRound.objects.taking_answers(day))

    def to_remind(self, day):
        """Those whose letter lies there for some days; not of places on a long break, which have other things on their mind, nor of a
        city that rests, where nobody would read the answer.
        """
        last_letter = Coalesce("reminded_on", Greatest("asked_on", F("round__begun_on")))
        waiting = self.waiting().filter(round__ended_on=None, round__due_on__gte=day, is_written_to=True, reminders__lt=MOST_REMINDERS)
        spaced = waiting.annotate(last_letter=last_letter).filter(last_letter__lte=day - REMINDED_AFTER)
        at_work = spaced.exclude(merchant__chapter__state=Chapter.State.RESTING)
        return at_work.exclude(merchant__in=Merchant.objects.resting_long(day))


class Verification(models.Model):
    """A place was asked whether all is still true, by a letter with a secret link, by phone or on a visit; and what it said last."""

    class Answer(models.TextChoices):
        NONE = "", _("no answer yet")
        RIGHT = "right", _("all is right")
        CHANGED = "changed", _("something changed")
        STOPS = "stops", _("we stop")

    class Channel(models.TextChoices):
        NONE = "", _("not answered")
        LINK = "link", _("by the link in the letter")
        OWN = "own", _("on its own pages")
        PHONE = "phone", _("by phone")
        VISIT = "visit", _("on a visit")
        TEAM = "team", _("the team looked itself")

    merchant = models.ForeignKey(Merchant, models.CASCADE, verbose_name=_("place"), related_name="verifications")
    round = models.ForeignKey(
        VerificationRound, models.CASCADE, verbose_name=_("round of checking"), related_name="questions", null=True, blank=True
    )
    token = models.CharField(max_length=40, unique=True, default=fresh_token, editable=False)
    asked_on = models.DateField(_("asked on"), default=timezone.localdate)
    is_written_to = models.BooleanField(_("by a letter"), default=True)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=7, choices=Answer, default=Answer.NONE, blank=True)
    channel = models.CharField(_("how it answered"), max_length=5, choices=Channel, default=Channel.NONE, blank=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("question whether all is true")
        verbose_name_plural = _("questions whether all is true")
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["merchant", "asked_on"], name="asked_once_a_day"),
            models.UniqueConstraint(fields=["round", "merchant"], name="asked_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None, channel="") | ~Q(answer="") & ~Q(channel="") & Q(answered_on__isnull=False),
                name="answer_has_its_day_and_way",
            ),
            models.CheckConstraint(
                condition=Q(reminders=0, reminded_on=None)
                | Q(reminders__range=(1, MOST_REMINDERS), reminded_on__isnull=False, is_written_to=True),
                name="reminded_twice_at_most",
            ),
        ]

    def __str__(self):
        return f"{self.merchant}: {self.get_answer_display()}"

    @property
    def valid_until(self):
        """The last day on which its link opens."""
        own = self.asked_on + VALID_FOR
        return max(own, self.round.last_answer_on) if self.round else own
