"""In whose name the site sells: Belgian law wants the seller's name and company number on every receipt."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.models import Merchant
from merchants.versions import keep_versions


@keep_versions("merchant", "legal_name", "company_number", "vat_regime", "iban", "account_holder", name="SellerVersion")
class Seller(models.Model):
    """Who sells at a place, from a day on. A change is a new row, so that a receipt goes on saying what was true when it was written."""

    class VatRegime(models.TextChoices):
        RATES = "rates", _("ordinary: every price has its VAT rate")
        SMALL = "small", _("small enterprise: no VAT is charged")
        EXEMPT = "exempt", _("exempt from VAT")

    merchant = models.ForeignKey(Merchant, models.PROTECT, verbose_name=_("place"), related_name="sellers")
    legal_name = models.CharField(_("name of the enterprise"), max_length=120)
    company_number = models.CharField(_("company number"), max_length=10)
    vat_regime = models.CharField(_("VAT"), max_length=6, choices=VatRegime, default=VatRegime.RATES)
    # Without these two one sells all the same; the money waits with us until they are known.
    iban = models.CharField(_("account number (IBAN)"), max_length=34, blank=True)
    account_holder = models.CharField(_("in the name of"), max_length=70, blank=True)
    since = models.DateField(_("since"), default=timezone.localdate)
    is_current = models.BooleanField(_("now"), default=True)

    class Meta:
        verbose_name = _("seller")
        verbose_name_plural = _("sellers")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["merchant"], condition=Q(is_current=True), name="one_seller_at_a_time"),
            models.CheckConstraint(condition=Q(company_number__regex=r"^[01][0-9]{9}$"), name="company_number_has_ten_digits"),
            models.CheckConstraint(
                condition=Q(iban="", account_holder="") | ~Q(iban="") & ~Q(account_holder=""), name="account_has_its_holder"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.merchant_id, OLD.legal_name, OLD.company_number, OLD.vat_regime, OLD.since)"
                    " IS DISTINCT FROM (NEW.merchant_id, NEW.legal_name, NEW.company_number, NEW.vat_regime, NEW.since)"
                    " OR (NEW.iban <> '' AND OLD.iban IS DISTINCT FROM NEW.iban)"
                    " OR (NEW.is_current AND NOT OLD.is_current))"
                ),
                func="RAISE EXCEPTION 'Receipts name this row: a change is a new one' "
                "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'seller_stands';",
            )
        ]

    def __str__(self):
        return self.legal_name

    @property
    def can_be_paid(self):
        return bool(self.iban)

    @property
    def written_number(self):
        """ "0123.456.789" """
        number = self.company_number
        return f"{number[:4]}.{number[4:7]}.{number[7:]}"
