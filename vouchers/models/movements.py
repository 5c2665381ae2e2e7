"""The ledger of treats: one row for each time something came on a board or left it.

The database moves the count. A movement is one INSERT; a trigger adds its `delta` to `Treat.waiting`, a CHECK answers "there is nothing
waiting" and the primary key answers "this was counted already". Nobody else can write `waiting`, and no movement is ever changed.

No movement knows who took a treat, nor when: only the day. That is also why its key is random and there is no number that counts up:
beside the moments of payments the order of such numbers would tell at what hour somebody came in.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .treats import Treat

NEVER_CHANGED = pgtrigger.Func(
    "RAISE EXCEPTION 'Movements are never changed or erased' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'movement_append_only';"
)


class Movement(models.Model):
    """One row of the treat ledger: so many came or went, on that day. Never changed, never erased."""

    class Kind(models.TextChoices):
        BOUGHT = "bought", _("given on the site")
        COUNTER = "counter", _("paid at the counter")
        HANDED_OUT = "handed_out", _("handed out")
        RECOUNT = "recount", _("counted again")
        REDIRECTED_OUT = "redirected_out", _("sent on")
        REDIRECTED_IN = "redirected_in", _("came from elsewhere")
        UNDO = "undo", _("undone")
        REFUNDED = "refunded", _("given back to the giver")

    key = models.UUIDField(primary_key=True)
    treat = models.ForeignKey(Treat, models.PROTECT, verbose_name=_("treat"), related_name="movements", db_index=False)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    delta = models.IntegerField(_("how many"))
    day = models.DateField(_("day"), default=timezone.localdate)
    line = models.ForeignKey("vouchers.PurchaseLine", models.PROTECT, null=True, blank=True, related_name="movements", db_index=False)
    reverses = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reversed_by", db_index=False)
    redirection = models.ForeignKey("vouchers.Redirection", models.PROTECT, null=True, blank=True, related_name="movements", db_index=False)

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ["-day"]
        indexes = [
            models.Index(fields=["treat", "day"], name="movement_of_day"),
            models.Index(fields=["line"], condition=Q(line__isnull=False), name="movement_of_line"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(kind="bought"), name="line_hangs_once"),
            models.UniqueConstraint(fields=["reverses"], condition=Q(reverses__isnull=False), name="movement_undone_once"),
            # Written so that a NULL can never make them pass.
            models.CheckConstraint(
                condition=Q(kind="undo", reverses__isnull=False) | (~Q(kind="undo") & Q(reverses__isnull=True)), name="undo_names_what"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["bought", "refunded"], line__isnull=False)
                | (~Q(kind__in=["bought", "refunded"]) & Q(line__isnull=True)),
                name="bought_names_its_line",
            ),
            models.UniqueConstraint(
                fields=["redirection", "kind"], condition=Q(redirection__isnull=False), name="redirected_once_each_way"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["redirected_out", "redirected_in"], redirection__isnull=False)
                | (~Q(kind__in=["redirected_out", "redirected_in"]) & Q(redirection__isnull=True)),
                name="redirected_names_its_redirection",
            ),
            # A recount may find that the board was right: its key is remembered all the same.
            models.CheckConstraint(
                condition=Q(kind__in=["bought", "counter", "redirected_in"], delta__gt=0)
                | Q(kind__in=["handed_out", "redirected_out", "refunded"], delta__lt=0)
                | Q(kind="undo") & ~Q(delta=0)
                | Q(kind="recount"),
                name="movement_goes_its_way",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_paid_hangs",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.kind = 'bought'"),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM vouchers_purchaseline line JOIN vouchers_payment payment USING (purchase_id)
                        JOIN vouchers_purchase purchase ON purchase.id = line.purchase_id
                        WHERE line.id = NEW.line_id AND line.treat_id = NEW.treat_id AND line.quantity = NEW.delta
                        AND payment.status = 'paid' AND purchase.kind = 'treats'
                    ) THEN
                        RAISE EXCEPTION 'Only what was paid hangs, as many as were bought'
                        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'movement_only_paid_hangs';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="undo_fits_tap",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.kind = 'undo'"),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM vouchers_movement tap
                        WHERE tap.key = NEW.reverses_id AND tap.treat_id = NEW.treat_id AND tap.delta = -NEW.delta
                        AND tap.kind IN ('counter', 'handed_out')
                    ) THEN
                        RAISE EXCEPTION 'Only a tap is taken back, whole'
                        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'movement_undo_fits_tap';
                    END IF;
                    RETURN NEW;
                """,
            ),
            # At the end of the transaction, when both halves are there.
            pgtrigger.Trigger(
                name="redirected_in_balance",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Condition("NEW.redirection_id IS NOT NULL"),
                func="""
                    IF NOT EXISTS (SELECT FROM vouchers_redirection WHERE id = NEW.redirection_id AND accepted)
                    OR (SELECT sum(delta) FROM vouchers_movement WHERE redirection_id = NEW.redirection_id) + (
                        SELECT coalesce(sum(quantity), 0) FROM vouchers_givenback WHERE redirection_id = NEW.redirection_id
                    ) <> 0 THEN
                        RAISE EXCEPTION 'What is sent on comes on another board once that place said yes, or its money into the pot'
                        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'movement_redirected_in_balance';
                    END IF;
                    RETURN NULL;
                """,
            ),
            # AFTER, because a BEFORE trigger with ON CONFLICT DO NOTHING counts rows that were never written.
            pgtrigger.Trigger(
                name="move_the_count",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func="""
                    UPDATE vouchers_treat
                    SET waiting = waiting + NEW.delta, set_aside = GREATEST(0, LEAST(set_aside, waiting + NEW.delta))
                    WHERE id = NEW.treat_id;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(name="append_only", when=pgtrigger.Before, operation=pgtrigger.Update | pgtrigger.Delete, func=NEVER_CHANGED),
            pgtrigger.Trigger(
                name="no_truncate", level=pgtrigger.Statement, when=pgtrigger.Before, operation=pgtrigger.Truncate, func=NEVER_CHANGED
            ),
        ]

    def __str__(self):
        return f"{self.delta:+d} {self.get_kind_display()}"
