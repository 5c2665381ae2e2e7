"""What a place offers for free: the kinds of service there are, and which are where."""

import pgtrigger
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from merchants.fields import PointField

from .places import Merchant


class Service(models.Model):
    """A kind of free service, such as water or the toilet. A row, so that a city can add one."""

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    question = models.CharField(_("how to ask for it"), max_length=120, blank=True)
    icon = models.CharField(_("pictogram"), max_length=40)
    position = models.PositiveSmallIntegerField(_("place in the row"), default=100)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["position", "slug"]

    def __str__(self):
        return self.name


class ServiceOffer(models.Model):
    """This service at this place.

    `point` is where the place stands while it is listed, and NULL while it is not: so one index holds each service by nearness. It is
    written by the database alone, here and at the place; the row of the place is locked for it, lest both look away at once.
    """

    merchant = models.ForeignKey(Merchant, models.CASCADE, verbose_name=_("place"), related_name="offers")
    service = models.ForeignKey(Service, models.PROTECT, verbose_name=_("service"), related_name="offers")
    note = models.CharField(_("note"), max_length=120, blank=True)
    opening_hours = models.CharField(
        _("own hours"), max_length=1000, blank=True, help_text=_("Only where they differ from those of the place.")
    )
    point = PointField(null=True, editable=False)

    class Meta:
        verbose_name = _("service here")
        verbose_name_plural = _("services here")
        ordering = ["service__position", "service__slug"]
        constraints = [models.UniqueConstraint(fields=["merchant", "service"], name="service_once_per_merchant")]
        indexes = [GistIndex(fields=["service", "point"], name="service_near", condition=Q(point__isnull=False))]
        triggers = [
            pgtrigger.Trigger(
                name="stands_with_its_place",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    SELECT CASE WHEN place.state = 'active' THEN place.point END INTO NEW.point
                    FROM merchants_merchant place WHERE place.id = NEW.merchant_id FOR SHARE;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return str(self.service)

    def hours_at(self, moment):
        """An `hours.Answer`: open when the place is open and its own hours say so."""
        return self.merchant.hours_at(moment, own=self.opening_hours)
