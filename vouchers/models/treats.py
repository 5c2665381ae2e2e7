"""What waits: treats on the board of a place, and the ledger of movements that says how they got there.

The database moves the count. A movement is one INSERT; a trigger adds its `delta` to `Treat.waiting`, a CHECK answers "there is nothing
waiting" and a UNIQUE key answers "this was counted already". Nobody else can write `waiting`, and no movement is ever changed.
No movement knows who took a treat, nor at what time: only the day.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.keys import fresh_token
from merchants.models import Merchant
from merchants.money import HIGHEST_PRICE, LOWEST_PRICE, PriceField, VatRate


class TreatKind(models.Model):
    """A kind of treat, such as coffee or a haircut. A row, so that a city can add one."""

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    plural = models.CharField(_("name of several"), max_length=60)
    icon = models.CharField(_("pictogram"), max_length=40)
    position = models.PositiveSmallIntegerField(_("place in the row"), default=100)

    class Meta:
        verbose_name = _("kind of treat")
        verbose_name_plural = _("kinds of treat")
        ordering = ["position", "slug"]

    def __str__(self):
        return self.name

    def counted(self, number):
        """ "3 koffies", "1 koffie" """
        return f"{number} {self.name if number == 1 else self.plural}"


class TreatQuerySet(models.QuerySet):
    def offered(self):
        return self.filter(is_offered=True)

    def waiting(self):
        return self.filter(waiting__gt=0)

    def on_the_board(self):
        """What a board shows: kinds one can give, and whatever still hangs."""
        return self.filter(Q(is_offered=True) | Q(waiting__gt=0)).select_related("kind")


# Everything but a movement's own trigger is refused: the count always equals the sum of the movements.
COUNT_IS_MOVED_ONLY = pgtrigger.Func(
    "RAISE EXCEPTION 'The count of a treat is moved by movements only' "
    "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treat_count_moved_only';"
)


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
                name="count_moved_only",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("waiting"),
                condition=pgtrigger.Condition("OLD.waiting IS DISTINCT FROM NEW.waiting AND pg_trigger_depth() = 0"),
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

    COMES = [Kind.BOUGHT, Kind.COUNTER, Kind.REDIRECTED_IN]
    GOES = [Kind.HANDED_OUT, Kind.REDIRECTED_OUT, Kind.REFUNDED]
    CAN_BE_UNDONE = [Kind.COUNTER, Kind.HANDED_OUT]

    treat = models.ForeignKey(Treat, models.PROTECT, verbose_name=_("treat"), related_name="movements")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    delta = models.IntegerField(_("how many"))
    day = models.DateField(_("day"), default=timezone.localdate)
    key = models.UUIDField()
    line = models.ForeignKey("vouchers.PurchaseLine", models.PROTECT, null=True, blank=True, related_name="movements")
    reverses = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ["-id"]
        indexes = [models.Index(fields=["treat", "day"], name="movement_of_day")]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="movement_key_once"),
            models.UniqueConstraint(fields=["line"], condition=Q(kind="bought"), name="line_hangs_once"),
            models.UniqueConstraint(fields=["reverses"], name="movement_undone_once"),
            # Written so that a NULL can never make them pass.
            models.CheckConstraint(
                condition=Q(kind="undo", reverses__isnull=False) | (~Q(kind="undo") & Q(reverses__isnull=True)), name="undo_names_what"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["bought", "refunded"], line__isnull=False)
                | (~Q(kind__in=["bought", "refunded"]) & Q(line__isnull=True)),
                name="bought_names_its_line",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["bought", "counter", "redirected_in"], delta__gt=0)
                | Q(kind__in=["handed_out", "redirected_out", "refunded"], delta__lt=0)
                | (Q(kind__in=["recount", "undo"]) & ~Q(delta=0)),
                name="movement_goes_its_way",
            ),
        ]
        triggers = [
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
            pgtrigger.Trigger(
                name="append_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="RAISE EXCEPTION 'Movements are never changed or erased' "
                "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'movement_append_only';",
            ),
            pgtrigger.Trigger(
                name="no_truncate",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'Movements are never changed or erased' "
                "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'movement_append_only';",
            ),
        ]

    def __str__(self):
        return f"{self.delta:+d} {self.get_kind_display()}"


class CounterLinkQuerySet(models.QuerySet):
    def working(self):
        return self.filter(revoked_on=None)


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
