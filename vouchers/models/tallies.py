"""How often a free service was given, for places that like to know. Nobody asks for it, and it shows at their own counter alone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.models import Merchant, Service, ServiceOffer

from .counters import CounterLink

MOST_TALLIED = 999


class ServiceTallyQuerySet(models.QuerySet):
    def with_keys_of_before(self, day):
        return self.filter(day__lt=day).exclude(keys=[])


class ServiceTally(models.Model):
    """So many times a place gave this service on that day. Not a row per time: only their number.

    It stays when the place stops offering the service, and goes on where it left off when that comes back; no book rests on it.
    `keys` are those of the taps in this number, so that one sent twice counts once; `manage.py forget` empties them after some days.
    """

    merchant = models.ForeignKey(Merchant, models.CASCADE, verbose_name=_("place"), related_name="tallies", db_index=False)
    service = models.ForeignKey(Service, models.CASCADE, verbose_name=_("service"), related_name="tallies")
    day = models.DateField(_("day"))
    count = models.IntegerField(_("how many"))
    keys = ArrayField(models.UUIDField(), default=list, editable=False)

    objects = ServiceTallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tally of a service")
        verbose_name_plural = _("tallies of services")
        constraints = [
            models.UniqueConstraint(fields=["merchant", "service", "day"], name="one_tally_a_day"),
            models.CheckConstraint(condition=Q(count__range=(0, MOST_TALLIED)), name="tally_within_limits"),
        ]

    def __str__(self):
        return f"{self.day:%Y-%m-%d}: {self.count}"


def offers_behind_counter(token):
    """The services of the place whose counter this secret link opens, each with what was `tallied` today."""
    today = ServiceTally.objects.filter(merchant=OuterRef("merchant"), service=OuterRef("service"), day=timezone.localdate())
    offers = ServiceOffer.objects.filter(merchant__counter_links__in=CounterLink.objects.opening(token)).select_related("service")
    return offers.annotate(tallied=Coalesce(Subquery(today.values("count")), 0))
