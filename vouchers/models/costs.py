"""What a city bears itself, beside the money of places and of the pot."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter
from merchants.money import CentsField

from .payments import Payment


class Cost(models.Model):
    """What a city bears itself: what the bank keeps, and what it took back from a payment. Taken from no giver and from no place."""

    class Kind(models.TextChoices):
        FEE = "fee", _("kept by the bank")
        CHARGEBACK = "chargeback", _("taken back by the bank")

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="costs", verbose_name=_("city"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    # With a minus where the bank gave something back.
    amount = CentsField(_("amount"))
    day = models.DateField(_("day"), default=timezone.localdate)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, blank=True, related_name="costs", verbose_name=_("payment"))
    reference = models.CharField(_("number at the provider"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "reference"], condition=~Q(reference=""), name="fee_booked_once"),
            models.CheckConstraint(
                condition=Q(kind="fee", payment=None) & ~Q(reference="") | Q(kind="chargeback", payment__isnull=False, reference=""),
                name="cost_names_its_cause",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.amount / 100:.2f}"
