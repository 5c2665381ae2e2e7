"""Something was different at a place: a question for its team, in private. Never shown to others, and never counted or sorted per place."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.models import Merchant

from .organisations import Organisation

# So soon the team promises an answer.
ANSWERED_WITHIN = timedelta(days=7)
_ICONS = {"closed": "door-closed", "hours": "clock", "no_longer": "circle-off", "sent_away": "message-circle", "lovely": "heart"}


class SignalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_on=None)

    def to_do(self):
        """What the team has not looked at yet."""
        return self.filter(state=Signal.State.NEW)

    def closed_before(self, day):
        return self.filter(closed_on__lt=day)

    def told_before(self, day):
        return self.filter(day__lt=day)


class Signal(models.Model):
    """What somebody found different at a place. By whom is not known, unless they have a login and want to read the answer.

    Its key is random and its day the finest it knows, so that nobody can tell at what hour somebody stood before a door.
    """

    class Reason(models.TextChoices):
        CLOSED = "closed", _("The door was closed")
        HOURS = "hours", _("The hours are different")
        NO_LONGER = "no_longer", _("It is not offered any more")
        SENT_AWAY = "sent_away", _("Somebody was sent away")
        LOVELY = "lovely", _("Something lovely happened")

        @property
        def icon(self):
            return _ICONS[self.value]

    class State(models.TextChoices):
        NEW = "new", _("to look at")
        ASKED = "asked", _("the place was asked")
        CLOSED = "closed", _("answered")

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    merchant = models.ForeignKey(Merchant, models.CASCADE, verbose_name=_("place"), related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, verbose_name=_("organisation"), related_name="signals"
    )
    # Nobody but that person ever sees who it is.
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="signals")
    reason = models.CharField(_("what was different"), max_length=9, choices=Reason)
    # Somebody of the team reads it before anyone else does, and strikes names.
    words = models.CharField(_("in a sentence"), max_length=300, blank=True)
    words_are_read = models.BooleanField(_("read, and without names"), default=False)
    day = models.DateField(_("day"), default=timezone.localdate)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.NEW)
    answer = models.CharField(_("answer"), max_length=300, blank=True, help_text=_("Whoever asked reads this. Name nobody, please."))
    closed_on = models.DateField(_("answered on"), null=True, blank=True)

    objects = SignalQuerySet.as_manager()

    class Meta:
        verbose_name = _("question about a place")
        verbose_name_plural = _("questions about places")
        ordering = ["-day", "key"]
        constraints = [
            # Written so that a NULL can never make them pass.
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="signal_closed_on_a_day",
            ),
            models.CheckConstraint(condition=Q(organisation__isnull=True) | Q(asked_by__isnull=True), name="signal_answered_to_one"),
            models.CheckConstraint(
                condition=Q(state="new") | Q(words="") | Q(words_are_read=True), name="signal_words_read_before_anyone_else"
            ),
        ]

    def __str__(self):
        return self.get_reason_display()

    @property
    def icon(self):
        return self.Reason(self.reason).icon

    @property
    def is_answered(self):
        """Whether whoever asked will read the answer."""
        return bool(self.organisation_id or self.asked_by_id)

    @property
    def promised_by(self):
        """The day before which the team answers."""
        return self.day + ANSWERED_WITHIN
