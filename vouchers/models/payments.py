"""How a purchase is paid: one row per attempt, decided by what the provider tells us when we ask, never by what somebody posts."""

from datetime import timedelta

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from merchants.keys import fresh_key, fresh_token
from merchants.money import CentsField
from vouchers import communication

from .purchases import MOST_ON_REQUEST, MOST_ONLINE, Purchase

LATE_NEWS = timedelta(days=1)
# So long whoever paid may change their mind, as the law says.
TAKEN_BACK_WITHIN = timedelta(days=14)
TRANSFER = "transfer"
# So long a payment request waits for its money.
REQUEST_STANDS = timedelta(days=60)
# Through these nobody else can give money back: it is done by hand.
BY_HAND = [TRANSFER, "pot"]
# Whoever is just opening a payment waits at most so long for the provider; who asks at the same moment would be refused there.
STILL_OPENING = timedelta(minutes=1)
# As long as providers remember our key at least. After that the same key could make a second payment there.
OPENS_WITHIN = timedelta(hours=1)


class PaymentQuerySet(models.QuerySet):
    def to_ask_about(self):
        """Payments whose end we have not heard, those that ended unpaid so lately that "paid" may still overtake, those with news, and
        those of which something is still on its way back."""
        now = timezone.now()
        stuck = Q(status=Payment.Status.CREATED, made_at__lt=now - STILL_OPENING)
        lately = Q(status__in=Payment.ENDED_UNPAID, made_at__gte=now - LATE_NEWS) & ~Q(provider_id="")
        unheard = Q(Q(status=Payment.Status.OPEN) | stuck | lately, held_because="")
        going_back = Q(pk__in=self.model.refunds.rel.related_model.objects.under_way().values("payment"))
        return self.exclude(gateway__in=BY_HAND).filter(unheard | Q(has_news=True) | going_back)

    def requests(self):
        """Payment requests of companies, clubs and schools: paid by transfer, and nobody but a coordinator hears of it."""
        return self.filter(gateway=TRANSFER)

    def requests_to_match(self):
        return self.requests().filter(status=Payment.Status.OPEN)

    def requests_made_before(self, moment):
        """Those whose money never came."""
        return self.requests_to_match().filter(made_at__lt=moment)


# Nothing leaves paid, and what was agreed with the giver and the provider is never rewritten.
STANDS = pgtrigger.Func(
    "RAISE EXCEPTION 'What was agreed about a payment stands' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payment_stands';"
)
AGREED = ["purchase_id", "token", "gateway", "mode", "amount", "currency"]


def columns(row):
    return ", ".join(f"{row}.{name}" for name in AGREED)


class Payment(models.Model):
    """One attempt to pay a purchase through a provider."""

    class Status(models.TextChoices):
        CREATED = "created", _("being made")
        OPEN = "open", _("open")
        PAID = "paid", _("paid")
        FAILED = "failed", _("failed")
        CANCELED = "canceled", _("cancelled")
        EXPIRED = "expired", _("expired")

    class Held(models.TextChoices):
        """Why a payment is set apart for the team instead of settling anything."""

        ID = "id", _("another number than ours")
        TOKEN = "token", _("it belongs to another purchase")  # noqa: S105  (a word, not a secret)
        AMOUNT = "amount", _("another amount")
        CURRENCY = "currency", _("another currency")
        MODE = "mode", _("a test among real payments, or the other way round")
        TWICE = "twice", _("this purchase was paid already")

    ENDED_UNPAID = [Status.FAILED, Status.CANCELED, Status.EXPIRED]
    # From each status, where a payment may go. Paid may overtake failed, canceled and expired; nothing leaves paid.
    STEPS = {
        Status.CREATED: {Status.OPEN, Status.PAID, Status.FAILED, Status.CANCELED, Status.EXPIRED},
        Status.OPEN: {Status.PAID, Status.FAILED, Status.CANCELED, Status.EXPIRED},
        Status.FAILED: {Status.PAID},
        Status.CANCELED: {Status.PAID},
        Status.EXPIRED: {Status.PAID},
        Status.PAID: set(),
    }

    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="payments", verbose_name=_("purchase"))
    token = models.CharField(max_length=40, unique=True, default=fresh_token, editable=False)
    provider_key = models.UUIDField(default=fresh_key, editable=False, help_text=_("Our idempotency key towards the provider."))
    gateway = models.CharField(_("through"), max_length=10)
    mode = models.CharField(max_length=4, choices=[("live", "live"), ("test", "test")])
    provider_id = models.CharField(_("number at the provider"), max_length=80, blank=True)
    checkout_url = models.CharField(max_length=500, blank=True)
    status = models.CharField(_("state"), max_length=8, choices=Status, default=Status.CREATED)
    held_because = models.CharField(_("set apart because"), max_length=8, choices=Held, blank=True)
    amount = CentsField(_("amount"))
    currency = models.CharField(max_length=3, default="EUR")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    paid_at = models.DateTimeField(_("paid at"), null=True, blank=True)
    has_news = models.BooleanField(default=False, help_text=_("The provider told us of news, and could not be asked yet."))

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__range=(1, MOST_ONLINE)) | Q(gateway__in=["transfer", "pot"], amount__range=(1, MOST_ON_REQUEST)),
                name="payment_amount_within_limits",
            ),
            models.CheckConstraint(
                condition=Q(status="paid", paid_at__isnull=False) | (~Q(status="paid") & Q(paid_at__isnull=True)),
                name="paid_has_its_moment",
            ),
            models.UniqueConstraint(fields=["purchase"], condition=Q(status="paid"), name="purchase_paid_once"),
            models.UniqueConstraint(fields=["gateway", "provider_id"], condition=~Q(provider_id=""), name="provider_id_once"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.status = 'paid' AND NEW.status <> 'paid') OR (OLD.provider_id <> '' AND OLD.provider_id <> NEW.provider_id)"
                    f" OR ({columns('OLD')}) IS DISTINCT FROM ({columns('NEW')}))"
                ),
                func=STANDS,
            ),
            pgtrigger.Trigger(
                name="paid_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.status = 'paid'"),
                func=STANDS,
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()} {self.amount / 100:.2f}"

    @property
    def is_paid(self):
        return self.status == self.Status.PAID

    @cached_property
    def given_back(self):
        """So many cents of it went back, or are on their way."""
        return sum(refund.amount for refund in self.refunds.all() if refund.state != "failed")

    @property
    def left(self):
        """So many cents of it could still go back: neither given back, nor taken back by the bank."""
        return self.amount - self.given_back - sum(cost.amount for cost in self.costs.all())

    @property
    def _is_early(self):
        return self.is_paid and timezone.now() < self.paid_at + TAKEN_BACK_WITHIN and self.left > 0

    @property
    def may_be_taken_back(self):
        """Whether whoever paid may still change their mind, by themselves."""
        return self._is_early and self.gateway not in BY_HAND

    @property
    def may_be_asked_back(self):
        """The same for whoever paid by transfer: a coordinator transfers it back."""
        return self._is_early and self.is_request

    @property
    def is_request(self):
        return self.gateway == TRANSFER

    @property
    def communication(self):
        """ "+++000/0000/00101+++", what stands on the transfer for this request."""
        return communication.written(self.provider_id)

    @property
    def stands_until(self):
        """The last day on which this request waits for its money."""
        return timezone.localdate(self.made_at + REQUEST_STANDS)

    @property
    def never_opened(self):
        """Whether nobody can pay this any more: it was not opened in time, so its giver never saw a checkout."""
        return self.status == self.Status.CREATED and self.made_at < timezone.now() - OPENS_WITHIN

    @property
    def is_unheard(self):
        """Whether the end is still to be heard."""
        return self.status in {self.Status.CREATED, self.Status.OPEN} and not self.held_because

    @property
    def ended_unpaid(self):
        return self.status in self.ENDED_UNPAID


class DemoPayment(models.Model):
    """What the demo provider remembers. It plays the part of a bank while trying things out; real providers keep this themselves."""

    id = models.CharField(primary_key=True, max_length=40, default=fresh_token)
    key = models.UUIDField(unique=True)
    status = models.CharField(max_length=8, choices=Payment.Status, default=Payment.Status.OPEN)
    amount = CentsField()
    currency = models.CharField(max_length=3)
    token = models.CharField(max_length=40)
    return_url = models.CharField(max_length=500)
    refunds = models.JSONField(default=dict)
    charged_back = CentsField(default=0)

    def __str__(self):
        return f"{self.id} {self.status}"
