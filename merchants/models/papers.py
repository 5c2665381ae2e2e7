"""Paper a place asked its team for: leaflets, stickers, a board."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .places import Merchant


class PaperRequestQuerySet(models.QuerySet):
    def waiting(self):
        """Asked for, and not yet on its way."""
        return self.filter(sent_on=None)

    def sent_before(self, day):
        return self.filter(sent_on__lt=day)


class PaperRequest(models.Model):
    """A place asked for more paper. It waits until somebody of the team says that it is on its way."""

    class What(models.TextChoices):
        LEAFLETS = "leaflets", _("leaflets")
        STICKERS = "stickers", _("stickers")
        BOARD = "board", _("a board")

    merchant = models.ForeignKey(Merchant, models.CASCADE, verbose_name=_("place"), related_name="paper_requests")
    what = models.CharField(_("what"), max_length=8, choices=What)
    asked_on = models.DateField(_("asked on"), default=timezone.localdate)
    sent_on = models.DateField(_("on its way since"), null=True, blank=True)

    objects = PaperRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for paper")
        verbose_name_plural = _("requests for paper")
        ordering = ["-asked_on", "-pk"]
        # A second tap asks for nothing more.
        constraints = [models.UniqueConstraint(fields=["merchant", "what"], condition=Q(sent_on=None), name="paper_asked_once")]

    def __str__(self):
        return f"{self.merchant}: {self.get_what_display()}"
