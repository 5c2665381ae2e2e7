"""The money of the demo town: who sells where, and what was given through the site. All of it invented, and the bank is make-believe."""

from uuid import uuid5

from django.conf import settings
from schwifty import IBAN

from merchants.models import Merchant
from vouchers.actions import Giver, Selling, buy, reconcile, sell_as, show_words, start_payment, use_bon
from vouchers.models import Bon, ChapterAccount, DemoPayment, Payment, Purchase, Seller, Treat

# A demo bank code, and company numbers as nobody has them.
BANK, FIRST_NUMBER = "979", 9_990_000


def write_sellers(merchants):
    """Each of these places sells through the site, unless somebody wrote down who sells there, or took that away."""
    for place, merchant in enumerate(merchants):
        if not merchant.sellers.exists():
            sell_as(merchant=merchant, selling=_selling(merchant, place))


def _selling(merchant, place):
    start = FIRST_NUMBER + place
    # Every fifth is a small enterprise, which charges no VAT.
    regime = Seller.VatRegime.RATES if place % 5 else Seller.VatRegime.SMALL
    return Selling(
        legal_name=f"{merchant.name} BV",
        company_number=f"{start:08}{97 - start % 97:02}",
        vat_regime=regime,
        iban=str(IBAN.generate("BE", bank_code=BANK, account_code=f"{place:07}")),
        account_holder=f"{merchant.name} BV"[:70],
    )


def open_account(chapter):
    """To which payment requests are paid, unless the city has its account already."""
    iban = str(IBAN.generate("BE", bank_code=BANK, account_code=f"{9_000_000 + chapter.pk}"))
    account = {"account_holder": f"Enchanté {chapter} vzw", "iban": iban}
    ChapterAccount.objects.get_or_create(chapter=chapter, defaults=account)


def give(key, place, kind, quantity, word, nodded):
    """Somebody gave so many through the site, paid, with a kind word. A real provider is not told of what never happened."""
    if settings.PAYMENT_GATEWAY != "demo":
        return
    treat = Treat.objects.get(merchant__name=place, kind__slug=kind)
    purchase = buy(quantities={treat.pk: quantity}, word=word, key=key, giver=Giver())
    payment = purchase.payments.get()
    if payment.is_paid:
        return
    pay(payment)
    if nodded:
        show_words(Purchase.objects.filter(pk=purchase.pk))


def sell_bons(key, place, kind, quantity, used):
    """Somebody bought so many ordinary vouchers, and used some of them today."""
    if settings.PAYMENT_GATEWAY != "demo":
        return
    treat = Treat.objects.get(merchant__name=place, kind__slug=kind)
    purchase = buy(quantities={treat.pk: quantity}, word="", key=key, giver=Giver(), kind=Purchase.Kind.BON)
    if not purchase.deciding_payment.is_paid:
        pay(purchase.deciding_payment)
        for bon in Bon.objects.bought_in(purchase)[:used]:
            use_bon(merchant=treat.merchant, code=bon.code, key=uuid5(key, str(bon.number)))


def pay(payment):
    """At the make-believe bank, which says yes."""
    start_payment(payment=payment, return_url="/")
    DemoPayment.objects.filter(key=payment.provider_key).update(status=Payment.Status.PAID)
    payment.refresh_from_db()
    reconcile(payment)


def places_with_treats(chapter):
    """Those of the city that sell something, in the order of their names; the last of them only at its counter."""
    return list(Merchant.objects.filter(chapter=chapter, pk__in=Treat.objects.values("merchant")).order_by("name"))[:-1]
