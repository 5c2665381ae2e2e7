"""What a place offers for free: the kinds of service there are, and which are where."""

import pgtrigger
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants import hours
from merchants.fields import PointField, local_minute
from merchants.versions import keep_versions

from .catalogue import CatalogueRow, follow
from .places import Merchant


class Service(CatalogueRow):
    """A kind of free service, such as water or the toilet."""

    question = models.CharField(_("how to ask for it"), max_length=120, blank=True)

    class Meta(CatalogueRow.Meta):
        abstract = False
        verbose_name = _("service")
        verbose_name_plural = _("services")


class ServiceOfferQuerySet(models.QuerySet):
    def with_times_of_their_own(self, day):
        """Those that do not simply go with their place: hours of their own, or a break on this day or later."""
        return self.filter(~Q(opening_hours="") | Q(rests_from__isnull=False) & (Q(rests_until=None) | Q(rests_until__gte=day)))

    def there_at(self, moment):
        """Those that are surely there whenever their place is open at this moment."""
        return self.filter(Q(opening_hours="", minutes=None) | Q(minutes__open__has_minute=local_minute(moment)))

    def resting_on(self, day):
        return self.filter(Q(rests_until=None) | Q(rests_until__gte=day), rests_from__lte=day)

    def rests_over_before(self, day):
        return self.filter(rests_until__lt=day)


@keep_versions("merchant", "service", "note", "opening_hours", "rests_from", "rests_until", name="ServiceOfferVersion")
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
    rests_from = models.DateField(_("takes a break from"), null=True, blank=True)
    rests_until = models.DateField(_("up to and including"), null=True, blank=True, help_text=_("Empty: until somebody says so."))
    point = PointField(null=True, editable=False)

    objects = ServiceOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("service here")
        verbose_name_plural = _("services here")
        ordering = ["service__position", "service__slug"]
        constraints = [
            models.UniqueConstraint(fields=["merchant", "service"], name="service_once_per_merchant"),
            # Written so that a NULL can never make it pass.
            models.CheckConstraint(
                condition=Q(rests_until=None) | Q(rests_from__isnull=False, rests_until__gte=F("rests_from")),
                name="service_rests_forward",
                violation_error_message=_("The last day comes before the first. Are they swapped?"),
            ),
        ]
        indexes = [GistIndex(fields=["service", "point"], name="service_near", condition=Q(point__isnull=False))]
        triggers = [
            pgtrigger.Trigger(
                name="follows_its_service",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=follow("service_id", "merchants_service"),
            ),
            pgtrigger.Trigger(
                name="stands_with_its_place",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    SELECT CASE WHEN place.state = 'active' THEN place.point END INTO NEW.point
                    FROM merchants_merchant place WHERE place.id = NEW.merchant_id FOR SHARE;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return str(self.service)

    def rests_on(self, day):
        return self.rests_from is not None and self.rests_from <= day and (self.rests_until is None or day <= self.rests_until)

    @property
    def own_times(self):
        """What `hours_at` of its place wants to know about it."""
        return hours.OwnTimes.of(self.opening_hours, self.rests_from, self.rests_until)

    @property
    def is_resting(self):
        """Whether it takes a break today."""
        today = timezone.localdate()
        return bool(self.rests_from) and self.rests_from <= today and (self.rests_until is None or today <= self.rests_until)

    @property
    def rest_in_words(self):
        """Its break of today or later as a sentence, "" where there is none."""
        today = timezone.localdate()
        coming = (each for each in self.own_times.breaks if each[1] is None or today < each[1])
        return next((hours.break_in_words(*each, today) for each in coming), "")

    def hours_at(self, moment):
        """An `hours.Answer`: open when the place is open, its own hours say so and it takes no break."""
        return self.merchant.hours_at(moment, own=self.own_times)
