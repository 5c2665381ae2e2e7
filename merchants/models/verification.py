"""Nazicht: the network asks a place now and then whether all is still true."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.keys import fresh_token

from .places import Merchant

VALID_FOR = timedelta(days=30)


class VerificationQuerySet(models.QuerySet):
    def opening(self, token, day):
        """The question with this secret link, while it can be answered: also by a place that just said that it stops."""
        open_still = Q(merchant__state=Merchant.State.ACTIVE) | Q(merchant__state=Merchant.State.LEFT, answer=Verification.Answer.STOPS)
        return self.filter(open_still, token=token, asked_on__gte=day - VALID_FOR)


class Verification(models.Model):
    """A place was asked whether all is still true, by a letter with a secret link; and what it said last."""

    class Answer(models.TextChoices):
        NONE = "", _("no answer yet")
        RIGHT = "right", _("all is right")
        CHANGED = "changed", _("something changed")
        STOPS = "stops", _("we stop")

    merchant = models.ForeignKey(Merchant, models.CASCADE, verbose_name=_("place"), related_name="verifications")
    token = models.CharField(max_length=40, unique=True, default=fresh_token, editable=False)
    asked_on = models.DateField(_("asked on"), default=timezone.localdate)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=7, choices=Answer, default=Answer.NONE, blank=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("question whether all is true")
        verbose_name_plural = _("questions whether all is true")
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["merchant", "asked_on"], name="asked_once_a_day"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | ~Q(answer="") & Q(answered_on__isnull=False), name="answer_has_its_day"
            ),
        ]

    def __str__(self):
        return f"{self.merchant}: {self.get_answer_display()}"

    @property
    def valid_until(self):
        """The last day on which its link opens."""
        return self.asked_on + VALID_FOR
