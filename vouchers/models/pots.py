"""The pot of a city: gifts that are not yet a treat anywhere. Its ledger works like that of the treats: the database moves the balance."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter
from merchants.money import CentsField

from .purchases import Purchase
from .redirections import Redirection
from .refunds import Refund


class Pot(models.Model):
    """What a city has to turn into treats, in cents."""

    chapter = models.OneToOneField(Chapter, models.PROTECT, primary_key=True, related_name="pot", verbose_name=_("city"))
    balance = CentsField(_("in the pot"), default=0, editable=False)

    class Meta:
        verbose_name = _("pot")
        verbose_name_plural = _("pots")
        constraints = [models.CheckConstraint(condition=Q(balance__gte=0), name="pot_never_below_zero")]
        triggers = [
            pgtrigger.Trigger(
                name="balance_moved_only",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("balance"),
                condition=pgtrigger.Condition("OLD.balance IS DISTINCT FROM NEW.balance AND pg_trigger_depth() = 0"),
                func="RAISE EXCEPTION 'A pot is moved by its ledger only' "
                "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pot_moved_only';",
            ),
            pgtrigger.Trigger(
                name="starts_empty",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.balance <> 0"),
                func="RAISE EXCEPTION 'A pot is moved by its ledger only' "
                "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pot_moved_only';",
            ),
        ]

    def __str__(self):
        return str(self.chapter)


NEVER_CHANGED = pgtrigger.Func(
    "RAISE EXCEPTION 'The ledger of a pot is never changed or erased' "
    "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pot_movement_append_only';"
)


class PotMovement(models.Model):
    """One row of the ledger of a pot: so many cents came or went, and by what."""

    class Kind(models.TextChoices):
        GIVEN = "given", _("given to the pot")
        SPENT = "spent", _("became treats")
        REDIRECTED = "redirected", _("idle treats went to the pot")
        REFUNDED = "refunded", _("given back to the giver")
        # A refund that the bank refused.
        RETURNED = "returned", _("came back to the pot")

    key = models.UUIDField(primary_key=True)
    pot = models.ForeignKey(Pot, models.PROTECT, related_name="movements", verbose_name=_("pot"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    delta = CentsField(_("amount"))
    day = models.DateField(_("day"), default=timezone.localdate)
    purchase = models.ForeignKey(Purchase, models.PROTECT, null=True, blank=True, related_name="pot_movements")
    redirection = models.OneToOneField(Redirection, models.PROTECT, null=True, blank=True, related_name="pot_movement")
    refund = models.ForeignKey(Refund, models.PROTECT, null=True, blank=True, related_name="pot_movements")

    class Meta:
        verbose_name = _("movement of a pot")
        verbose_name_plural = _("movements of pots")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["purchase"], condition=Q(purchase__isnull=False), name="pot_moved_once_by_purchase"),
            models.UniqueConstraint(fields=["refund", "kind"], condition=Q(refund__isnull=False), name="pot_moved_once_by_refund"),
            models.CheckConstraint(
                condition=Q(kind="given", delta__gt=0, purchase__isnull=False, redirection=None, refund=None)
                | Q(kind="spent", delta__lt=0, purchase__isnull=False, redirection=None, refund=None)
                | Q(kind="redirected", delta__gt=0, purchase=None, redirection__isnull=False, refund=None)
                | Q(kind="refunded", delta__lt=0, purchase=None, redirection=None, refund__isnull=False)
                | Q(kind="returned", delta__gt=0, purchase=None, redirection=None, refund__isnull=False),
                name="pot_movement_names_its_cause",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_what_was_paid",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.kind IN ('given', 'spent')"),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM vouchers_purchase purchase JOIN vouchers_payment payment ON payment.purchase_id = purchase.id
                        WHERE purchase.id = NEW.purchase_id AND purchase.chapter_id = NEW.pot_id AND payment.status = 'paid'
                        AND (NEW.kind = 'given' AND purchase.for_pot = NEW.delta AND payment.gateway <> 'pot'
                             OR NEW.kind = 'spent' AND payment.amount = -NEW.delta AND payment.gateway = 'pot')
                    ) THEN
                        RAISE EXCEPTION 'Only what was paid comes into a pot, and only what its treats cost goes out'
                        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pot_only_what_was_paid';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="move_the_balance",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func="UPDATE vouchers_pot SET balance = balance + NEW.delta WHERE chapter_id = NEW.pot_id; RETURN NULL;",
            ),
            pgtrigger.Trigger(name="append_only", when=pgtrigger.Before, operation=pgtrigger.Update | pgtrigger.Delete, func=NEVER_CHANGED),
            pgtrigger.Trigger(
                name="no_truncate", level=pgtrigger.Statement, when=pgtrigger.Before, operation=pgtrigger.Truncate, func=NEVER_CHANGED
            ),
        ]

    def __str__(self):
        return f"{self.delta / 100:+.2f} {self.get_kind_display()}"
