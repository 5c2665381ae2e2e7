"""Money that goes back: to whoever paid, or of idle treats to the pot of the city."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.keys import fresh_key
from merchants.money import CentsField

from .payments import Payment
from .purchases import PurchaseLine


class RefundQuerySet(models.QuerySet):
    def under_way(self):
        """Neither given back nor refused yet."""
        return self.filter(state__in=[Refund.State.ASKED, Refund.State.SENT])

    def to_ask_for(self):
        """Written down here, and not yet with the provider as far as we know."""
        return self.filter(state=Refund.State.ASKED)


class Refund(models.Model):
    """So much of one payment goes back to whoever paid. Written down first, then asked of the provider, under our own key."""

    class State(models.TextChoices):
        ASKED = "asked", _("to be asked of the bank")
        SENT = "sent", _("on its way")
        DONE = "done", _("given back")
        FAILED = "failed", _("the bank refused")

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds", verbose_name=_("payment"))
    key = models.UUIDField(unique=True, default=fresh_key, editable=False)
    amount = CentsField(_("amount"))
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.ASKED)
    provider_id = models.CharField(_("number at the provider"), max_length=80, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by"))
    asked_on = models.DateField(_("asked on"), default=timezone.localdate)

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_gives_something"),
            models.UniqueConstraint(fields=["payment", "provider_id"], condition=~Q(provider_id=""), name="refund_once_at_provider"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="never_more_than_paid",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                # The lock makes two refunds at once wait for each other.
                func="""
                    PERFORM FROM vouchers_payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
                    IF NEW.amount + (
                        SELECT coalesce(sum(amount), 0) FROM vouchers_refund WHERE payment_id = NEW.payment_id AND state <> 'failed'
                    ) > (SELECT coalesce(sum(amount), 0) FROM vouchers_payment WHERE id = NEW.payment_id AND status = 'paid') THEN
                        RAISE EXCEPTION 'No more goes back than was paid'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_never_more_than_paid';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.payment_id, OLD.key, OLD.amount) IS DISTINCT FROM (NEW.payment_id, NEW.key, NEW.amount)"
                    # What arrived may come back, from an account that is closed.
                    " OR (OLD.state = 'failed' AND NEW.state <> 'failed') OR (OLD.state = 'done' AND NEW.state NOT IN ('done', 'failed'))"
                    " OR (OLD.provider_id <> '' AND OLD.provider_id <> NEW.provider_id))"
                ),
                func="RAISE EXCEPTION 'What goes back is never rewritten' "
                "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'refund_stands';",
            ),
        ]

    def __str__(self):
        return f"{self.get_state_display()} {self.amount / 100:.2f}"


class GivenBack(models.Model):
    """So many of a line whose money the seller does not keep: it went back to the giver, or to the pot.

    A refund that the bank refused is a row with a minus. `after_payout`: the seller had that money already, so that it is taken off
    a next payout.
    """

    line = models.ForeignKey(PurchaseLine, models.PROTECT, related_name="given_back", verbose_name=_("line"))
    quantity = models.SmallIntegerField(_("how many"))
    amount = CentsField(_("amount"))
    refund = models.ForeignKey(Refund, models.PROTECT, null=True, blank=True, related_name="lines")
    redirection = models.ForeignKey("vouchers.Redirection", models.PROTECT, null=True, blank=True, related_name="given_back")
    after_payout = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("given back")
        verbose_name_plural = _("given back")
        constraints = [
            models.CheckConstraint(
                condition=Q(refund__isnull=False, redirection=None) | Q(refund=None, redirection__isnull=False), name="given_back_to_one"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, amount__gt=0) | Q(quantity__lt=0, amount__lt=0, refund__isnull=False),
                name="given_back_is_something",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="within_its_line",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    DECLARE bought record; back integer;
                    BEGIN
                        SELECT quantity, unit_price INTO bought FROM vouchers_purchaseline WHERE id = NEW.line_id FOR NO KEY UPDATE;
                        SELECT coalesce(sum(quantity), 0) INTO back FROM vouchers_givenback WHERE line_id = NEW.line_id;
                        IF back + NEW.quantity NOT BETWEEN 0 AND bought.quantity OR NEW.amount <> NEW.quantity * bought.unit_price THEN
                            RAISE EXCEPTION 'No more goes back than was bought, at the price it was bought for'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'given_back_within_its_line';
                        END IF;
                        RETURN NEW;
                    END;
                """,
            ),
            pgtrigger.Trigger(
                name="stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.line_id, OLD.quantity, OLD.amount, OLD.refund_id, OLD.redirection_id)"
                    " IS DISTINCT FROM (NEW.line_id, NEW.quantity, NEW.amount, NEW.refund_id, NEW.redirection_id))"
                ),
                func="RAISE EXCEPTION 'What went back is never rewritten' "
                "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'given_back_stands';",
            ),
            pgtrigger.Trigger(
                name="stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="RAISE EXCEPTION 'What went back is never erased' "
                "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'given_back_stands';",
            ),
        ]

    def __str__(self):
        return f"{self.quantity} {self.line_id}"
