"""Ordinary vouchers (gewone bon): for the later use of whoever bought them. They never hang on a board, and no treat ever becomes one."""

import secrets
from datetime import date, timedelta

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .purchases import PurchaseLine

# Nothing that looks or sounds like something else: no 0 and O, no 1, I and L.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8


def fresh_code():
    """Eight letters nobody can guess: 850 milliard of them."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def last_day_of(day):
    """Until when what was bought on this day is valid: a year and a month, to the end of that month."""
    months = day.year * 12 + day.month - 1 + 14
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


class BonQuerySet(models.QuerySet):
    def of(self, merchant):
        return self.filter(line__treat__merchant=merchant).select_related("line__treat__kind")

    def bought_in(self, purchase):
        """One after the other, as its receipt names them."""
        bons = self.filter(line__purchase=purchase).select_related("line__treat__kind", "line__treat__merchant")
        return bons.order_by("line__treat_id", "number")


class Bon(models.Model):
    """One coffee, or one haircut, that somebody bought for later at one place. Whoever shows its code gets it, once."""

    class State(models.TextChoices):
        OPEN = "open", _("can be used")
        USED = "used", _("used")
        GIVEN_BACK = "given_back", _("given back")

    line = models.ForeignKey(PurchaseLine, models.PROTECT, related_name="bons", verbose_name=_("line"))
    number = models.PositiveSmallIntegerField(_("number"))
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, default=fresh_code, editable=False)
    valid_until = models.DateField(_("valid up to and including"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    used_on = models.DateField(_("used on"), null=True, blank=True)
    # Of the last tap that used it, so that the same tap sent again is no second use.
    used_key = models.UUIDField(null=True, editable=False)
    made_on = models.DateField(_("bought on"), default=timezone.localdate)

    objects = BonQuerySet.as_manager()

    class Meta:
        verbose_name = _("ordinary voucher")
        verbose_name_plural = _("ordinary vouchers")
        ordering = ["line", "number"]
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="bon_once"),
            models.CheckConstraint(
                condition=Q(state="used", used_on__isnull=False) | (~Q(state="used") & Q(used_on=None)), name="used_bon_has_its_day"
            ),
            models.CheckConstraint(condition=Q(valid_until__gt=models.F("made_on") + timedelta(days=364)), name="bon_valid_for_a_year"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_paid",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT FROM vouchers_purchaseline line JOIN vouchers_purchase purchase ON purchase.id = line.purchase_id
                        JOIN vouchers_payment payment ON payment.purchase_id = purchase.id
                        WHERE line.id = NEW.line_id AND purchase.kind = 'bon' AND payment.status = 'paid'
                        AND NEW.number BETWEEN 1 AND line.quantity
                    ) THEN
                        RAISE EXCEPTION 'Only what was bought as an ordinary voucher, and paid, becomes one'
                        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'bon_only_paid';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.line_id, OLD.number, OLD.code) IS DISTINCT FROM (NEW.line_id, NEW.number, NEW.code)"
                    " OR NEW.valid_until < OLD.valid_until)"
                ),
                func="RAISE EXCEPTION 'What was bought stands' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'bon_stands';",
            ),
            pgtrigger.Trigger(
                name="used_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "(OLD.state <> 'open' AND NEW.state <> 'open'"
                    " AND (OLD.state, OLD.used_on, OLD.used_key) IS DISTINCT FROM (NEW.state, NEW.used_on, NEW.used_key))"
                ),
                func="RAISE EXCEPTION 'It was used or given back' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'bon_used_once';",
            ),
            pgtrigger.Trigger(
                name="stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="RAISE EXCEPTION 'What was bought is never erased' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'bon_stands';",
            ),
        ]

    def __str__(self):
        return f"{self.code[:4]} {self.code[4:]}"

    @property
    def treat(self):
        return self.line.treat

    @property
    def is_over(self):
        """Whether its last day has passed unused. Its place may still take it."""
        return self.state == self.State.OPEN and self.valid_until < timezone.localdate()

    @property
    def was_used_today(self):
        return self.used_on == timezone.localdate()
