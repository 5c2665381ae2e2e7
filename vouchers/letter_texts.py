"""The letters of this room, and what is filled in in them."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merchants import letters
from merchants.letter_texts import CITY, EMAIL, NAME, of_place
from merchants.money import euro
from merchants.texts import Placeholder, Reader, address, register, register_watching

AMOUNT = Placeholder("amount", gettext_lazy("how much money"), "€ 12,50").must
ACCOUNT = Placeholder("account", gettext_lazy("the last digits of the account"), "… 6769").must
HOLDER = Placeholder("holder", gettext_lazy("in whose name the account is"), "Enchanté vzw").must
PERSON = Placeholder("person", gettext_lazy("who did it"), "Greet")
NUMBER = Placeholder("number", gettext_lazy("the number of the payment"), "1024").must
REFERENCE = Placeholder("reference", gettext_lazy("what stands on the statement"), "ENCH-7").must
PARTS = Placeholder("parts", gettext_lazy("who sells it, and what it cost"), "Krook BV, 0123.456.749\n- 2 koffies: € 5,00").must
RECEIPT = Placeholder(
    "receipt_url", gettext_lazy("the link to the receipt, with VAT"), "https://enchante.example/bedankt/…/betaalbewijs/"
).must
THANKS = Placeholder("url", gettext_lazy("the link to see it, and to take it back"), "https://enchante.example/bedankt/…/").must
BOARD = Placeholder("url", gettext_lazy("the link to where they say it"), "https://enchante.example/mijn-plek/de-krook/").must
WHOLE_SUM = Placeholder("url", gettext_lazy("the link to what it is made of"), "https://enchante.example/mijn-plek/de-krook/").must
ROUND = Placeholder("url", gettext_lazy("the link to the round of payouts"), "https://enchante.example/beheer/").must


def _of_receipt(purchase, parts):
    return {
        "city": purchase.chapter.name,
        "parts": "\n\n".join([*map(_part, parts), *_for_pot(purchase)]),
        "url": address("vouchers:purchase-thanks", purchase.token),
        "receipt_url": address("vouchers:purchase-receipt", purchase.token),
    }


def _part(part):
    seller = f"{part.seller.legal_name or part.merchant.name}, {part.seller.written_number}" if part.seller else part.merchant.name
    return "\n".join([seller, *(f"- {line}: {euro(line.amount)}" for line in part.lines)])


def _for_pot(purchase):
    if purchase.for_pot:
        yield _("%(amount)s for the pot of %(city)s") % {"amount": euro(purchase.for_pot), "city": purchase.chapter.name}


def _of_request(payment, purchase, account):
    return {
        "city": purchase.chapter.name,
        "amount": euro(payment.amount),
        "iban": account.written_iban,
        "holder": account.holder,
        "communication": payment.communication,
        "day": date_format(payment.stands_until, "j F Y"),
        "url": address("vouchers:payment-request", payment.token),
        "not_an_invoice": _("This is not an invoice."),
    }


def _of_payout(payout, run, **_more):
    return {
        "amount": euro(payout.amount),
        "name": payout.merchant.name,
        "reference": payout.end_to_end,
        "account": payout.account_ending,
        "address": letters.address_of(run.chapter),
        "url": address("vouchers:place-payout", payout.merchant.slug, payout.pk),
    }


def _of_returned(payout):
    return _of_payout(payout, payout.run) | {"url": address("admin:vouchers_payoutrun_change", payout.run_id)}


def _of_idle(merchant, treats):
    hanging = "\n".join(f"- {treat.words}" for treat in treats)
    return of_place(merchant) | {"treats": hanging, "url": address("vouchers:place-redirect", merchant.slug)}


def _of_question(merchant, question):
    url = address("vouchers:place-redirect", merchant.slug)
    return of_place(merchant) | {"words": question.words, "place": question.treat.merchant.name, "url": url}


def _of_payment(payment, amount=0, refund=None, number=""):
    return {
        "payment_number": payment.pk,
        "number": number or payment.pk,
        "amount": euro(refund.amount if refund else amount),
        "state": refund.get_state_display() if refund else "",
        "reason": payment.get_held_because_display(),
    }


def _of_city_account(city, account, holder, by):
    return {"city": city.name, "account": account, "holder": holder, "person": by}


register(
    "receipt",
    gettext_lazy("Thanks whoever treated on the site, and leads to the receipt."),
    Reader.GIVER,
    *[CITY, PARTS, THANKS, RECEIPT],
    values=_of_receipt,
)
register(
    "receipt_bon",
    gettext_lazy("Thanks whoever bought vouchers for themselves, and leads to the codes."),
    Reader.GIVER,
    *[CITY, PARTS, THANKS, RECEIPT],
    values=_of_receipt,
)
register(
    "payment_request",
    gettext_lazy("Asks a company or a club to transfer the money for its treats."),
    Reader.GIVER,
    *[CITY, AMOUNT],
    Placeholder("iban", gettext_lazy("the number of the account"), "BE71 0961 2345 6769").must,
    HOLDER,
    Placeholder("communication", gettext_lazy("what they write with the transfer"), "+++000/0000/10234+++").must,
    Placeholder("url", gettext_lazy("the link to the request, to print"), "https://enchante.example/betaling/…/").must,
    Placeholder("day", gettext_lazy("the day until which it stands"), gettext_lazy("1 May 2027")),
    Placeholder("not_an_invoice", gettext_lazy("the sentence that the law asks for"), gettext_lazy("This is not an invoice.")).must,
    values=_of_request,
)
register(
    "enjoyed",
    gettext_lazy("Tells a giver who asked for it, once, that treats like theirs were enjoyed."),
    Reader.GIVER,
    Placeholder("places", gettext_lazy("where they treated"), "De Krook, Bar Warm"),
    Placeholder("number", gettext_lazy("how many were enjoyed at least"), "5"),
    values=lambda places, number: {"places": ", ".join(places), "number": number},
)
register(
    "idle_treats",
    gettext_lazy("Asks a place whether what hangs for half a year stays, changes or goes elsewhere."),
    Reader.PLACE,
    *[NAME, BOARD],
    Placeholder("treats", gettext_lazy("what hangs there"), "- 3 koffies\n- 1 knipbeurt").must,
    values=_of_idle,
)
register(
    "take_over",
    gettext_lazy("Asks a place whether it takes over treats from another one."),
    Reader.PLACE,
    *[NAME, BOARD],
    Placeholder("words", gettext_lazy("what hangs there"), "3 koffies").must,
    Placeholder("place", gettext_lazy("the other place"), "Bar Warm").must,
    values=_of_question,
)
register(
    "payout_sealed",
    gettext_lazy("Tells a place that its money is on its way."),
    Reader.PLACE,
    *[AMOUNT, NAME, REFERENCE, WHOLE_SUM],
    ACCOUNT,
    values=_of_payout,
)
register(
    "payout_invoice",
    gettext_lazy("Asks a place for an invoice, where the city pays by invoice."),
    Reader.PLACE,
    *[AMOUNT, NAME, REFERENCE, WHOLE_SUM],
    Placeholder("address", gettext_lazy("where the invoice goes"), "gent@enchante.example").must,
    values=_of_payout,
)
register_watching(
    "seller_account_changed",
    gettext_lazy("Tells a place that its account number was changed."),
    Reader.PLACE,
    NAME,
    facts=[ACCOUNT, Placeholder("contact_email", EMAIL.means, "info@enchante.example")],
    values=lambda merchant, account: of_place(merchant) | {"account": account, "contact_email": letters.network_address()},
)
register(
    "payout_returned",
    gettext_lazy("Tells you that a bank sent money for a place back."),
    Reader.TEAM,
    *[AMOUNT, NAME, REFERENCE, ROUND],
    ACCOUNT,
    values=_of_returned,
)
register(
    "payment_held",
    gettext_lazy("Tells you that a payment waits for a look from you."),
    Reader.TEAM,
    NUMBER,
    Placeholder("reason", gettext_lazy("what does not match"), gettext_lazy("another amount")).must,
    values=_of_payment,
)
register(
    "chargeback",
    gettext_lazy("Tells you that a bank took a payment back."),
    Reader.TEAM,
    *[NUMBER, AMOUNT],
    values=_of_payment,
)
register(
    "refund_failed",
    gettext_lazy("Tells you that a bank refused to give money back."),
    Reader.TEAM,
    *[NUMBER, AMOUNT],
    values=_of_payment,
)
register(
    "refund_otherwise",
    gettext_lazy("Tells you that a bank now says something else about money that went back."),
    Reader.TEAM,
    *[NUMBER, AMOUNT],
    Placeholder("state", gettext_lazy("how it stands here"), gettext_lazy("given back")).must,
    values=_of_payment,
)
register(
    "refund_unknown",
    gettext_lazy("Tells you that money went back without anybody asking for it here."),
    Reader.TEAM,
    Placeholder("number", gettext_lazy("the number of what went back"), "re_4qqhO89gsT").must,
    Placeholder("payment_number", gettext_lazy("the number of the payment"), "1024").must,
    values=_of_payment,
)
register_watching(
    "city_account_changed",
    gettext_lazy("Tells the team and the network that the account of a city was changed."),
    Reader.TEAM,
    CITY,
    facts=[ACCOUNT, HOLDER, PERSON],
    values=_of_city_account,
)
register(
    "differs",
    gettext_lazy("Tells the network where the payment provider and our books do not agree."),
    Reader.TEAM,
    Placeholder("difference", gettext_lazy("what differs"), "–").must,
    values=lambda difference: {"difference": difference},
    is_of_city=False,
    is_of_network=True,
)
register(
    "fees_unexplained",
    gettext_lazy("Tells the network of costs of the payment provider that belong to no city."),
    Reader.TEAM,
    *[AMOUNT],
    Placeholder("number", gettext_lazy("the number of the settlement"), "stl_jDk30akdN").must,
    values=lambda settlement, amount: {"number": settlement.id, "amount": euro(amount)},
    is_of_city=False,
    is_of_network=True,
)
