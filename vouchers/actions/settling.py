"""What a payment brings about once it is paid, in the same transaction: treats hang, vouchers are made, or
the pot grows; and a receipt is written."""

from merchants import letters
from merchants.keys import fresh_key
from vouchers import receipts
from vouchers.models import Movement, Pot, PotMovement, Purchase

from .own_vouchers import make_bons


def settle(purchase):
    """Give this purchase its effect. Called once, by whoever made its payment paid and holds the lock on it."""
    EFFECTS[purchase.kind](purchase)
    if purchase.email:
        letters.write(
            event=f"receipt-{purchase.pk}",
            to=purchase.email,
            template="receipt_bon" if purchase.kind == Purchase.Kind.BON else "receipt",
            language=purchase.language,
            chapter=purchase.chapter,
            purchase=purchase,
            parts=receipts.parts_of(purchase.bought_lines()),
        )


def _hang(purchase):
    # In one order everywhere, so that two payments for the same two treats cannot wait for each other.
    Movement.objects.bulk_create(
        Movement(treat_id=line.treat_id, kind=Movement.Kind.BOUGHT, delta=line.quantity, key=fresh_key(), line=line)
        for line in purchase.lines.order_by("treat_id")
    )


def _fill_the_pot(purchase):
    pot, _made = Pot.objects.get_or_create(chapter_id=purchase.chapter_id)
    PotMovement.objects.create(key=fresh_key(), pot=pot, kind=PotMovement.Kind.GIVEN, delta=purchase.for_pot, purchase=purchase)


EFFECTS = {Purchase.Kind.TREATS: _hang, Purchase.Kind.BON: make_bons, Purchase.Kind.POT: _fill_the_pot}
