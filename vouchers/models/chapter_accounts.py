"""How a city pays: the account it has, the rhythm it keeps, and who sells to whom."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter
from merchants.money import CentsField

LOWEST_PAYOUT = 1_000


class ChapterAccountQuerySet(models.QuerySet):
    def of(self, chapter):
        """That of this city; where nobody wrote anything down, what holds without (an unsaved row)."""
        return self.filter(chapter=chapter).first() or ChapterAccount(chapter=chapter)


class ChapterAccount(models.Model):
    """How a city pays its places: from which account, when, and along which route."""

    class Route(models.TextChoices):
        SEPA = "sepa", _("the site sells for the places and pays them by transfer")
        INVOICE = "invoice", _("the association buys, and each place sends an invoice")

    class Rhythm(models.TextChoices):
        MONTHLY = "monthly", _("every month")
        THRESHOLD = "threshold", _("as soon as a place has this much coming")

    chapter = models.OneToOneField(Chapter, models.PROTECT, primary_key=True, related_name="account", verbose_name=_("city"))
    route = models.CharField(_("route"), max_length=7, choices=Route, default=Route.SEPA)
    rhythm = models.CharField(_("when"), max_length=9, choices=Rhythm, default=Rhythm.MONTHLY)
    threshold = CentsField(_("from how much"), default=LOWEST_PAYOUT)
    account_holder = models.CharField(_("in the name of"), max_length=70, blank=True)
    iban = models.CharField(_("account number (IBAN)"), max_length=34, blank=True)

    objects = ChapterAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account of a city")
        verbose_name_plural = _("accounts of cities")
        constraints = [
            models.CheckConstraint(
                condition=Q(threshold__gte=100),
                name="payout_threshold_is_worth_a_transfer",
                violation_error_message=_("Choose at least one euro: less is not worth a transfer."),
            ),
            models.CheckConstraint(
                condition=Q(iban="", account_holder="") | ~Q(iban="") & ~Q(account_holder=""),
                name="city_account_has_its_holder",
                violation_error_message=_("Fill in both the account and in whose name it is, or neither."),
            ),
        ]

    def __str__(self):
        return str(self.chapter)
