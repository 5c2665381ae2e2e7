"""In whose name the site sells at a place, as its people wrote it down."""

from typing import NamedTuple

from django.db import transaction

from merchants import letters
from merchants.models import Merchant
from vouchers.ibans import ending
from vouchers.models import Seller


class Selling(NamedTuple):
    """What the law and the bank want to know of a seller."""

    legal_name: str
    company_number: str
    vat_regime: str
    iban: str = ""
    account_holder: str = ""

    @classmethod
    def of(cls, seller):
        return cls(*(getattr(seller, name) for name in cls._fields)) if seller else None


@transaction.atomic
def sell_as(*, merchant, selling):
    """From now on the site sells here in this name; what was sold before keeps its seller. Locks the place. Returns the Seller."""
    Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    current = seller_of(merchant)
    if Selling.of(current) == selling:
        return current
    merchant.sellers.filter(is_current=True).update(is_current=False)
    seller = Seller.objects.create(merchant=merchant, **selling._asdict())
    if current and current.iban and current.iban != seller.iban:
        _tell_of_account(seller)
    return seller


def seller_of(merchant):
    """The Seller of now, or None where nobody wrote down who sells."""
    return merchant.sellers.filter(is_current=True).first()


def _tell_of_account(seller):
    """Whoever got hold of one login could send the money elsewhere, and nobody would see it."""
    account = ending(seller.iban) or "-"
    letters.write_to_place(seller.merchant, event=f"seller-account-{seller.pk}", template="seller_account_changed", account=account)
