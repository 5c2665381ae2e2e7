"""What one can give at a place: kinds of treat with their price, kept by whoever looks after it."""

from typing import NamedTuple

from django.db import transaction

from merchants.models import Merchant
from vouchers.models import Treat


class Terms(NamedTuple):
    """On what terms a treat can be given."""

    price: int  # in cents
    vat_rate: int
    is_offered: bool = True

    @classmethod
    def of(cls, treat):
        return cls(treat.price, treat.vat_rate, treat.is_offered)


class TermsChanged(Exception):
    """Somebody changed this treat since the page was opened; `now` are its Terms."""

    def __init__(self, now):
        super().__init__(now)
        self.now = now


@transaction.atomic
def change_terms(*, treat, seen, wanted):
    """Write down these Terms, having seen others. What was bought keeps its price. Locks the treat. Raises TermsChanged."""
    treat = Treat.objects.select_for_update(no_key=True, of=["self"]).select_related("kind").get(pk=treat.pk)
    now = Terms.of(treat)
    if now not in {seen, wanted} or treat.kind.merged_into_id:
        raise TermsChanged(now)
    treat.price, treat.vat_rate, treat.is_offered = wanted
    treat.save(update_fields=wanted._fields)


@transaction.atomic
def offer_treat(*, merchant, kind, price, vat_rate):
    """One can give this at the place from now on; a kind that was there before comes back with this price. Locks the place."""
    Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    terms = Terms(price, vat_rate)._asdict()
    Treat.objects.update_or_create(merchant=merchant, kind=kind, defaults=terms)
