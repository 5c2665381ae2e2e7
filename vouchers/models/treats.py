"""What waits: treats on the board of a place. How they got there is told by the ledger next door, in movements.py."""

from typing import NamedTuple

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from merchants import planned
from merchants.models import Merchant
from merchants.models.catalogue import CatalogueRow, follow
from merchants.money import HIGHEST_PRICE, LOWEST_PRICE, PriceField, VatRate
from merchants.versions import keep_versions

from .counters import CounterLink


class TreatKind(CatalogueRow):
    """A kind of treat, such as coffee or a haircut."""

    plural = models.CharField(_("name of several"), max_length=60)

    class Meta(CatalogueRow.Meta):
        abstract = False
        verbose_name = _("kind of treat")
        verbose_name_plural = _("kinds of treat")

    def counted(self, number):
        """ "3 koffies", "1 koffie" """
        return f"{number} {self.name if number == 1 else self.plural}"


class TreatQuerySet(models.QuerySet):
    def offered(self):
        return self.filter(is_offered=True)

    def sold_online(self):
        """What the site may sell: offered, at a place that takes part and of which we know who sells."""
        return self.offered().filter(merchant__state=Merchant.State.ACTIVE, merchant__sellers__is_current=True)

    def with_seller(self):
        """Of those that are sold online: who sells them (`seller_id`) and how (`vat_regime`)."""
        return self.annotate(seller_id=F("merchant__sellers__id"), vat_regime=F("merchant__sellers__vat_regime"))

    def waiting(self):
        return self.filter(waiting__gt=0)

    def to_keep(self):
        """Those whose price somebody may want to change: one whose kind became another is past that."""
        return self.filter(kind__merged_into=None).select_related("kind")

    def on_the_board(self):
        """What a board shows: kinds one can give, and whatever still hangs."""
        return self.filter(Q(is_offered=True) | Q(waiting__gt=0)).select_related("kind")

    def behind_counter(self, token):
        """The treats of the place whose counter this secret link opens; none when it was revoked or the place stopped."""
        return self.filter(merchant__counter_links__in=CounterLink.objects.opening(token)).select_related("kind")


class Tapped(NamedTuple):
    """What a tap has to know of its treat: which one it is, and the name of its kind in addresses."""

    pk: int
    slug: str


# The same question as `behind_counter`, about one treat. Django takes longer to write it and to make objects than PostgreSQL to answer.
TAPPED = """
    SELECT treat.id, kind.slug
    FROM vouchers_counterlink link
    JOIN merchants_merchant place ON place.id = link.merchant_id
    JOIN vouchers_treat treat ON treat.merchant_id = place.id
    JOIN vouchers_treatkind kind ON kind.id = treat.kind_id
    WHERE link.token = %(token)s AND link.revoked_on IS NULL AND place.state = 'active' AND treat.id = %(treat)s
"""


def tapped(token, pk):
    """This treat as Tapped, where this secret link opens the counter it is at; or None."""
    with planned.cursor() as cursor:
        cursor.execute(TAPPED, {"token": token, "treat": pk})
        found = cursor.fetchone()
    return Tapped(*found) if found else None


# Everything but a trigger is refused: the count always equals the sum of the movements, and what is set aside the rows that ask for it.
COUNT_IS_MOVED_ONLY = pgtrigger.Func(
    "RAISE EXCEPTION 'The count of a treat is moved by movements only' "
    "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treat_count_moved_only';"
)


# Never `waiting` nor `set_aside`: a version knows the minute.
@keep_versions("merchant", "kind", "price", "vat_rate", "is_offered", name="TreatVersion")
class Treat(models.Model):
    """One kind of treat at one place, with its price, and how many of it hang on the board."""

    merchant = models.ForeignKey(Merchant, models.PROTECT, verbose_name=_("place"), related_name="treats")
    kind = models.ForeignKey(TreatKind, models.PROTECT, verbose_name=_("kind"), related_name="treats")
    price = PriceField(_("price"))
    vat_rate = models.PositiveSmallIntegerField(_("VAT rate"), choices=VatRate, default=VatRate.MEALS)
    is_offered = models.BooleanField(_("can be given now"), default=True)
    waiting = models.IntegerField(_("waiting"), default=0, editable=False)
    set_aside = models.IntegerField(_("set aside"), default=0, editable=False)

    objects = TreatQuerySet.as_manager()

    class Meta:
        verbose_name = _("treat")
        verbose_name_plural = _("treats")
        ordering = ["kind__position", "kind__slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["merchant", "kind"], name="treat_once_per_merchant", violation_error_message=_("This place has this treat already.")
            ),
            models.CheckConstraint(
                condition=Q(waiting__gte=0), name="treat_never_below_zero", violation_error_message=_("There is nothing waiting.")
            ),
            models.CheckConstraint(condition=Q(set_aside__gte=0, set_aside__lte=F("waiting")), name="treat_set_aside_hangs"),
            models.CheckConstraint(condition=Q(price__range=(LOWEST_PRICE, HIGHEST_PRICE)), name="treat_price_within_limits"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="follows_its_kind",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=follow("kind_id", "vouchers_treatkind"),
            ),
            # One whose kind became another hangs no more than it did; the other one is given in its stead.
            pgtrigger.Trigger(
                name="kind_is_current",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("is_offered"),
                condition=pgtrigger.Condition("NEW.is_offered AND NOT OLD.is_offered"),
                func="""
                    IF EXISTS (SELECT 1 FROM vouchers_treatkind WHERE id = NEW.kind_id AND merged_into_id IS NOT NULL) THEN
                        RAISE EXCEPTION 'This kind of treat became another' USING ERRCODE = 'restrict_violation',
                        CONSTRAINT = 'treat_offered_of_current_kind';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="count_moved_only",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("waiting", "set_aside"),
                condition=pgtrigger.Condition(
                    "pg_trigger_depth() = 0 AND (OLD.waiting IS DISTINCT FROM NEW.waiting OR OLD.set_aside IS DISTINCT FROM NEW.set_aside)"
                ),
                func=COUNT_IS_MOVED_ONLY,
            ),
            pgtrigger.Trigger(
                name="count_starts_at_zero",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.waiting <> 0 OR NEW.set_aside <> 0"),
                func=COUNT_IS_MOVED_ONLY,
            ),
        ]

    def __str__(self):
        return f"{self.kind} – {self.merchant}"

    @property
    def name(self):
        return self.kind.name

    @property
    def icon(self):
        return self.kind.icon

    @property
    def words(self):
        """ "3 koffies" """
        return self.kind.counted(self.waiting)
