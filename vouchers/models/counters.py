"""How staff without an account come to the counter of their place."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.keys import fresh_token
from merchants.models import Merchant


class CounterLinkQuerySet(models.QuerySet):
    def working(self):
        return self.filter(revoked_on=None)

    def opening(self, token):
        """The link with this token, where it still opens the counter of a place that takes part."""
        return self.working().filter(token=token, merchant__state=Merchant.State.ACTIVE)


class CounterLink(models.Model):
    """The secret address of one place's counter page, for staff without an account. Revoked by making a new one."""

    merchant = models.ForeignKey(Merchant, models.CASCADE, verbose_name=_("place"), related_name="counter_links")
    token = models.CharField(max_length=40, unique=True, default=fresh_token, editable=False)
    made_on = models.DateField(default=timezone.localdate)
    revoked_on = models.DateField(null=True, blank=True)

    objects = CounterLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to the counter")
        verbose_name_plural = _("links to the counter")
        constraints = [models.UniqueConstraint(fields=["merchant"], condition=Q(revoked_on=None), name="one_working_counter_link")]

    def __str__(self):
        return str(self.merchant)
