"""Printed ask cards and city maps an organisation asked its team for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.languages import name_of_language

from .organisations import Organisation

MOST_ORDERED = 2000


class PaperOrderQuerySet(models.QuerySet):
    def waiting(self):
        """Asked for, and not yet on its way."""
        return self.filter(sent_on=None)

    def sent_before(self, day):
        return self.filter(sent_on__lt=day)


class PaperOrder(models.Model):
    """An organisation would like so many of these. It waits until somebody of the team says that they are on their way."""

    class What(models.TextChoices):
        ASK_CARDS = "ask_cards", _("ask cards")
        CITY_MAPS = "city_maps", _("city maps")

    key = models.UUIDField(unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="paper_orders")
    what = models.CharField(_("what"), max_length=9, choices=What)
    number = models.PositiveIntegerField(_("how many"))
    # Of ask cards: beside Dutch.
    language = models.CharField(_("second language"), max_length=7, blank=True)
    asked_on = models.DateField(_("asked on"), default=timezone.localdate)
    sent_on = models.DateField(_("on its way since"), null=True, blank=True)

    objects = PaperOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order of paper")
        verbose_name_plural = _("orders of paper")
        ordering = ["-asked_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(number__range=(1, MOST_ORDERED)), name="paper_order_within_limits")]

    def __str__(self):
        return f"{self.organisation}: {self.words}"

    @property
    def words(self):
        """What and how many, with the languages of cards."""
        words = f"{self.number} {self.get_what_display()}"
        if self.what != self.What.ASK_CARDS:
            return words
        codes = filter(None, [settings.LANGUAGE_CODE, self.language])
        return f"{words} ({', '.join(name_of_language(code) for code in codes)})"
