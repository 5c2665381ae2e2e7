"""How staff without an account come to the counter of their place."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.keys import fresh_token
from merchants.models import Merchant, MerchantPerson


class CounterLinkQuerySet(models.QuerySet):
    def working(self):
        return self.filter(revoked_on=None)

    def of(self, merchant):
        """The working link to the counter of this place, which somebody looks after and which so has one."""
        return self.working().get(merchant=merchant)

    def opening(self, token):
        """The link with this token, where it still opens the counter of a place that takes part."""
        return self.working().filter(token=token, merchant__state=Merchant.State.ACTIVE)


class CounterLink(models.Model):
    """The secret address of one place's counter page, for staff without an account. A new one ends the old one."""

    merchant = models.ForeignKey(Merchant, models.CASCADE, verbose_name=_("place"), related_name="counter_links")
    token = models.CharField(max_length=40, unique=True, default=fresh_token, editable=False)
    made_on = models.DateField(default=timezone.localdate)
    revoked_on = models.DateField(null=True, blank=True)

    objects = CounterLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to the counter")
        verbose_name_plural = _("links to the counter")
        constraints = [models.UniqueConstraint(fields=["merchant"], condition=Q(revoked_on=None), name="one_working_counter_link")]
        triggers = [
            pgtrigger.Trigger(
                name="ends_the_old_one",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__revoked_on=None),
                # Two who renew at once wait for each other at the place.
                func="""
                    PERFORM FROM merchants_merchant WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
                    UPDATE vouchers_counterlink SET revoked_on = NEW.made_on WHERE merchant_id = NEW.merchant_id AND revoked_on IS NULL;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return str(self.merchant)


class PersonWithCounter(MerchantPerson):
    """Somebody who looks after a place, once more: from the moment there is one, however they came, it has a link to its counter."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.Trigger(
                name="gets_a_counter",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func="""
                    PERFORM FROM merchants_merchant WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
                    INSERT INTO vouchers_counterlink (merchant_id, token, made_on)
                    SELECT NEW.merchant_id, replace(gen_random_uuid()::text, '-', ''), (now() AT TIME ZONE 'Europe/Brussels')::date
                    WHERE NOT EXISTS (SELECT FROM vouchers_counterlink WHERE merchant_id = NEW.merchant_id AND revoked_on IS NULL);
                    RETURN NULL;
                """,
            ),
        ]
