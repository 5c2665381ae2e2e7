"""Treats that may wait elsewhere: at another place, at a partner house, as another kind at the same place, or in the pot of the city."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.models import Merchant

from .treats import Treat, TreatKind


class RedirectionQuerySet(models.QuerySet):
    def waiting(self):
        """Asked, and without an answer. What cannot go any more, because a place stopped, is no question."""
        active = Merchant.State.ACTIVE
        return self.filter(accepted=None, to_merchant__state=active, treat__merchant__state=active)

    def sent_by(self, merchant):
        return self.filter(treat__merchant=merchant).exclude(to_merchant=merchant)

    def offered_to(self, merchant):
        return self.filter(to_merchant=merchant).exclude(treat__merchant=merchant)


class Redirection(models.Model):
    """A place asks another one to take over treats that hang idle. They move once the other says yes; the money stays where it was paid."""

    key = models.UUIDField(unique=True, editable=False)
    treat = models.ForeignKey(Treat, models.PROTECT, verbose_name=_("treat"), related_name="redirections")
    # None: their money goes to the pot of the city.
    to_merchant = models.ForeignKey(Merchant, models.PROTECT, null=True, blank=True, verbose_name=_("to"), related_name="redirections")
    kind = models.ForeignKey(TreatKind, models.PROTECT, verbose_name=_("as"), related_name="redirections")
    quantity = models.PositiveSmallIntegerField(_("how many"))
    asked_on = models.DateField(_("asked on"), default=timezone.localdate)
    accepted = models.BooleanField(_("said yes"), null=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    objects = RedirectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("treats sent on")
        verbose_name_plural = _("treats sent on")
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__range=(1, 999)), name="redirection_quantity_within_limits"),
            models.CheckConstraint(
                condition=Q(accepted=None, answered_on=None) | Q(accepted__isnull=False, answered_on__isnull=False),
                name="redirection_answer_has_its_day",
            ),
            models.UniqueConstraint(fields=["treat", "to_merchant"], condition=Q(accepted=None), name="redirection_asked_once"),
        ]

    def __str__(self):
        goal = self.to_merchant or _("the pot")
        return f"{self.words} → {goal}"

    @property
    def words(self):
        """ "3 koffies" """
        return self.treat.kind.counted(self.quantity)
