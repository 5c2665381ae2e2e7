"""Paying places what was paid for them: a run per city, in it a payout per place, in that the lines it is about.

A line of a purchase is in a payout once in its life. A run is proposed, then approved by one person and sealed by another; once sealed
nothing of it changes but whether each payout arrived. What is not sealed yet can be dropped, and its lines are free again.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter, Merchant
from merchants.money import CentsField
from vouchers.ibans import ending

from .chapter_accounts import ChapterAccount
from .purchases import PurchaseLine
from .refunds import GivenBack
from .sellers import Seller

# For every rule about what two people agreed on.
_SEALED = "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payout_sealed';"


def stays_once_sealed(run):
    """Triggers for what belongs to the run that this SQL finds from OLD: not erased once that is sealed."""
    return pgtrigger.Trigger(
        name="stays_once_sealed",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=f"IF EXISTS (SELECT FROM vouchers_payoutrun run WHERE run.id = ({run}) AND run.state = 'sealed') THEN "
        f"RAISE EXCEPTION 'What was paid out stands' {_SEALED} END IF; RETURN OLD;",
    )


def only_in_a_proposal(run):
    """A trigger for what belongs to the run that this SQL finds from NEW: it is added while that is a proposal."""
    return pgtrigger.Trigger(
        name="only_in_a_proposal",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"IF NOT EXISTS (SELECT FROM vouchers_payoutrun run WHERE run.id = ({run}) AND run.state = 'proposed') THEN "
        f"RAISE EXCEPTION 'What was agreed to is not added to' {_SEALED} END IF; RETURN NEW;",
    )


class PayoutRunQuerySet(models.QuerySet):
    def unsealed(self):
        return self.exclude(state=PayoutRun.State.SEALED)

    def to_approve(self):
        """Proposed; or approved by somebody whose login is gone since, so that nobody could tell two people agreed."""
        return self.filter(Q(state=PayoutRun.State.PROPOSED) | Q(state=PayoutRun.State.APPROVED, approved_by=None))

    def to_seal_by(self, user):
        """Approved, and by somebody else."""
        return self.filter(state=PayoutRun.State.APPROVED, approved_by__isnull=False).exclude(approved_by=user)


class PayoutRun(models.Model):
    """Payouts of one city that go to the bank together, in one file."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        SEALED = "sealed", _("sealed")

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="payout_runs", verbose_name=_("city"))
    route = models.CharField(_("route"), max_length=7, choices=ChapterAccount.Route)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PROPOSED)
    proposed_on = models.DateField(_("proposed on"), default=timezone.localdate)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("sealed by")
    )
    sealed_on = models.DateField(_("sealed on"), null=True, blank=True)
    message_id = models.CharField(_("number of the file"), max_length=35, unique=True)
    file = models.BinaryField(null=True, blank=True)

    objects = PayoutRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of payouts")
        verbose_name_plural = _("rounds of payouts")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["chapter"], condition=~Q(state="sealed"), name="one_open_payout_run_per_city"),
            models.CheckConstraint(
                condition=Q(state="proposed", approved_on=None, sealed_on=None)
                | Q(state="approved", approved_on__isnull=False, sealed_on=None)
                | Q(state="sealed", approved_on__isnull=False, sealed_on__isnull=False),
                name="payout_run_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(state="sealed", route="sepa", file__isnull=False) | (~Q(state="sealed", route="sepa") & Q(file=None)),
                name="sealed_run_has_its_file",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="four_eyes",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state"),
                condition=pgtrigger.Condition("NEW.state = 'sealed'"),
                # Asked at this step only: whoever erases their account later leaves no name.
                func="""
                    IF TG_OP = 'INSERT' OR OLD.state <> 'approved' OR NEW.approved_by_id IS NULL OR NEW.sealed_by_id IS NULL
                    OR NEW.approved_by_id = NEW.sealed_by_id THEN
                        RAISE EXCEPTION 'One person approves, another one seals'
                        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payout_four_eyes';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="adds_up",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("state"),
                condition=pgtrigger.Condition("NEW.state = 'sealed'"),
                func="""
                    IF EXISTS (
                        SELECT FROM vouchers_payout payout LEFT JOIN vouchers_payout returned ON returned.id = payout.resends_id
                        WHERE payout.run_id = NEW.id AND (returned.state <> 'returned' OR payout.amount <> coalesce(returned.amount, 0) + (
                            SELECT coalesce(sum(line.amount), 0) FROM vouchers_payoutline line WHERE line.payout_id = payout.id
                        ))
                    ) THEN
                        RAISE EXCEPTION 'A payout is what its lines come to'
                        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payout_adds_up';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="sealed_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "(OLD.state = 'sealed' AND (OLD.state, OLD.chapter_id, OLD.route, OLD.message_id, OLD.file, OLD.sealed_on)"
                    " IS DISTINCT FROM (NEW.state, NEW.chapter_id, NEW.route, NEW.message_id, NEW.file, NEW.sealed_on))"
                ),
                func=f"RAISE EXCEPTION 'What was paid out stands' {_SEALED}",
            ),
            stays_once_sealed("OLD.id"),
        ]

    def __str__(self):
        return self.message_id

    @property
    def is_sealed(self):
        return self.state == self.State.SEALED

    @property
    def waits_for_approval(self):
        return not self.is_sealed and self.approved_by_id is None


class PayoutQuerySet(models.QuerySet):
    def sealed(self):
        return self.filter(run__state=PayoutRun.State.SEALED)

    def paid_out(self):
        """Sealed, and as far as we know with the place."""
        return self.sealed().exclude(state=Payout.State.RETURNED)

    def to_resend(self):
        """Came back, and not sent anew yet."""
        return self.filter(state=Payout.State.RETURNED, resent_by=None)


class Payout(models.Model):
    """What one enterprise gets for one place in one run."""

    class State(models.TextChoices):
        WAITING = "waiting", _("on its way")
        DONE = "done", _("arrived")
        RETURNED = "returned", _("came back")

    run = models.ForeignKey(PayoutRun, models.CASCADE, related_name="payouts", verbose_name=_("round"))
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="payouts", verbose_name=_("place"))
    seller = models.ForeignKey(Seller, models.PROTECT, related_name="payouts", verbose_name=_("seller"))
    amount = CentsField(_("amount"))
    end_to_end = models.CharField(_("reference"), max_length=35, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    ended_on = models.DateField(_("on"), null=True, blank=True)
    resends = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="resent_by", verbose_name=_("instead of one that came back")
    )

    objects = PayoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        ordering = ["-id"]
        constraints = [
            # A place that changed hands has two: each enterprise gets what was paid while it sold there.
            models.UniqueConstraint(fields=["run", "seller"], name="payout_once_per_seller"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payout_pays_something"),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_on=None) | (~Q(state="waiting") & Q(ended_on__isnull=False)),
                name="payout_ended_has_its_day",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="sealed_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.run_id, OLD.merchant_id, OLD.seller_id, OLD.end_to_end, OLD.amount, OLD.resends_id)"
                    " IS DISTINCT FROM (NEW.run_id, NEW.merchant_id, NEW.seller_id, NEW.end_to_end, NEW.amount, NEW.resends_id))"
                ),
                func=f"RAISE EXCEPTION 'What was paid out stands' {_SEALED}",
            ),
            pgtrigger.Trigger(
                name="arrives_once_sealed",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("state"),
                condition=pgtrigger.Condition("NEW.state <> 'waiting'"),
                func="IF NOT EXISTS (SELECT FROM vouchers_payoutrun run WHERE run.id = NEW.run_id AND run.state = 'sealed') THEN "
                f"RAISE EXCEPTION 'What was not sent cannot arrive' {_SEALED} END IF; RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="resent_came_back",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("state"),
                condition=pgtrigger.Condition("OLD.state = 'returned' AND NEW.state <> 'returned'"),
                func="IF EXISTS (SELECT FROM vouchers_payout again WHERE again.resends_id = NEW.id) THEN "
                f"RAISE EXCEPTION 'What is sent again came back' {_SEALED} END IF; RETURN NEW;",
            ),
            only_in_a_proposal("NEW.run_id"),
            stays_once_sealed("OLD.run_id"),
        ]

    def __str__(self):
        return self.end_to_end

    @property
    def account_ending(self):
        """ "BE … 7034" """
        return ending(self.seller.iban)


class PayoutLine(models.Model):
    """One line of a purchase, paid out; or one that was given back after its payout, taken off."""

    payout = models.ForeignKey(Payout, models.CASCADE, related_name="lines", verbose_name=_("payout"))
    line = models.OneToOneField(PurchaseLine, models.PROTECT, null=True, blank=True, related_name="payout_line", verbose_name=_("line"))
    given_back = models.OneToOneField(
        GivenBack, models.PROTECT, null=True, blank=True, related_name="payout_line", verbose_name=_("given back")
    )
    amount = CentsField(_("amount"))

    class Meta:
        verbose_name = _("line of a payout")
        verbose_name_plural = _("lines of payouts")
        constraints = [
            models.CheckConstraint(
                condition=Q(line__isnull=False, given_back=None) | Q(line=None, given_back__isnull=False), name="payout_line_is_about_one"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="sealed_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"RAISE EXCEPTION 'What was paid out stands' {_SEALED}",
            ),
            only_in_a_proposal("SELECT payout.run_id FROM vouchers_payout payout WHERE payout.id = NEW.payout_id"),
            stays_once_sealed("SELECT payout.run_id FROM vouchers_payout payout WHERE payout.id = OLD.payout_id"),
        ]

    def __str__(self):
        return f"{self.amount / 100:.2f}"
