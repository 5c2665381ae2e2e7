"""What a giver bought: the lines with the price shown at that moment, and a kind word."""

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from merchants.keys import fresh_token
from merchants.models import Chapter
from merchants.models.erasures import remembers_erasing
from merchants.money import HIGHEST_PRICE, LOWEST_PRICE, CentsField, VatRate

from .sellers import Seller
from .treats import Treat

MOST_PER_LINE, MOST_LINES, MOST_ONLINE = 50, 10, 50_000
# A company, club or school pays by transfer, on a payment request.
MOST_ON_REQUEST = 500_000


class PurchaseQuerySet(models.QuerySet):
    def paid(self):
        return self.filter(payments__status="paid")

    def with_word(self):
        return self.exclude(word_state=Purchase.WordState.NONE)

    def words_to_read(self):
        """Kind words that wait for a coordinator's nod; only of purchases that were paid."""
        return self.paid().filter(word_state=Purchase.WordState.WAITING)

    def with_idle_word(self, before):
        """Made before this moment, with a kind word that will not be shown: a coordinator kept it, or it was never paid."""
        never_paid = ~Q(payments__status="paid") & ~Q(payments__held_because__gt="")
        return self.with_word().filter(Q(word_state=Purchase.WordState.KEPT) | never_paid, made_at__lt=before)

    def with_idle_address(self, before, news_before):
        """With an address nobody needs any more: paid, or made and never paid, before this moment; for whoever waits for news the other."""
        waits_for_money = Q(payments__gateway="transfer", payments__status="open")
        never_paid = ~Q(payments__status="paid") & ~waits_for_money & Q(made_at__lt=before)
        paid = Q(payments__status="paid", payments__paid_at__lt=before) | never_paid
        idle = self.filter(paid, wants_news=False).values("pk")
        return self.model.objects.exclude(email="").filter(Q(pk__in=idle) | Q(wants_news=True, made_at__lt=news_before))

    def with_shown_word_for(self, merchant):
        """Kind words on the board of this place, the newest first."""
        lines = PurchaseLine.objects.filter(purchase=OuterRef("pk"), treat__merchant=merchant)
        return self.paid().filter(Exists(lines), word_state=Purchase.WordState.SHOWN).order_by("-made_at")


class Purchase(models.Model):
    """What somebody buys in one go: treats, vouchers of their own, or a gift to the pot.

    Knows nothing of the giver but what was typed, and that is optional.
    """

    class Kind(models.TextChoices):
        TREATS = "treats", _("treats")
        BON = "bon", _("ordinary vouchers")
        POT = "pot", _("a gift to the pot")

    class WordState(models.TextChoices):
        NONE = "none", _("no word")
        WAITING = "waiting", _("waits for a nod")
        SHOWN = "shown", _("on the board")
        KEPT = "kept", _("not shown")

    token = models.CharField(max_length=40, unique=True, default=fresh_token, editable=False)
    key = models.UUIDField()
    chapter = models.ForeignKey(Chapter, models.PROTECT, verbose_name=_("city"), related_name="purchases")
    word = models.CharField(_("kind word"), max_length=140, blank=True)
    word_state = models.CharField(_("what happens with the word"), max_length=7, choices=WordState, default=WordState.NONE)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.TREATS)
    for_pot = CentsField(_("for the pot"), default=0)
    # Of whoever gives: in which language, and where a receipt may go. The address is erased after a month (see enchante/retention.py).
    language = models.CharField(_("language"), max_length=7, default="nl")
    email = models.EmailField(_("e-mail address"), blank=True)
    wants_news = models.BooleanField(_("wants to hear that it was enjoyed"), default=False)
    # A company, club or school that asked for a payment request.
    buyer = models.CharField(_("in the name of"), max_length=120, blank=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = PurchaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("purchase")
        verbose_name_plural = _("purchases")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="purchase_key_once"),
            models.CheckConstraint(
                condition=Q(kind="pot", for_pot__range=(100, MOST_ON_REQUEST)) | ~Q(kind="pot") & Q(for_pot=0),
                name="only_a_gift_to_the_pot_is_for_it",
            ),
            models.CheckConstraint(condition=Q(wants_news=False) | ~Q(email=""), name="news_has_its_address"),
        ]
        triggers = [
            remembers_erasing(when=pgtrigger.UpdateOf("email"), condition=pgtrigger.Condition("OLD.email <> '' AND NEW.email = ''"))
        ]

    def __str__(self):
        return f"{self.made_at:%Y-%m-%d} {self.pk}"

    def bought_lines(self):
        """Its lines with what a receipt says of them. One query."""
        return list(self.lines.select_related("treat__kind", "treat__merchant", "seller").order_by("treat__merchant__name", "treat_id"))

    @property
    def deciding_payment(self):
        """The payment that counts: the one that was paid, else the latest attempt."""
        return max(self.payments.all(), key=lambda payment: (payment.is_paid, payment.made_at))


class PurchaseLine(models.Model):
    """So many of one treat, at the price and VAT rate shown when it was chosen."""

    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="lines")
    treat = models.ForeignKey(Treat, models.PROTECT, related_name="purchase_lines", verbose_name=_("treat"))
    # None: sold before anybody wrote down who sells.
    seller = models.ForeignKey(Seller, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("seller"))
    quantity = models.PositiveSmallIntegerField(_("how many"))
    unit_price = CentsField(_("price"))
    vat_rate = models.PositiveSmallIntegerField(_("VAT rate"), choices=VatRate)
    amount = models.GeneratedField(expression=F("quantity") * F("unit_price"), output_field=CentsField(), db_persist=True)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        constraints = [
            models.UniqueConstraint(fields=["purchase", "treat"], name="treat_once_per_purchase"),
            models.CheckConstraint(condition=Q(quantity__range=(1, MOST_PER_LINE)), name="line_quantity_within_limits"),
            models.CheckConstraint(condition=Q(unit_price__range=(LOWEST_PRICE, HIGHEST_PRICE)), name="line_price_within_limits"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="RAISE EXCEPTION 'What was bought is never rewritten' "
                "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'purchase_line_stands';",
            )
        ]

    def __str__(self):
        """ "3 koffies" """
        return self.treat.kind.counted(self.quantity)
