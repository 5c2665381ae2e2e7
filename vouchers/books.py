"""The books: does what hangs add up to what happened, and what was paid to what was bought?

At one place coffee costs € 2,50. What happens, what the ledger notes, and what must be true afterwards:

| what happens                             | movement     | waits | payment | its lines | hung for it |
|------------------------------------------|--------------|-------|---------|-----------|-------------|
| somebody pays one at the counter         | counter +1   |     1 |         |           |             |
| a giver orders two online                |              |     1 | open    |    € 5,00 |           0 |
| the bank says paid (once, or fifty times)| bought +2    |     3 | € 5,00  |    € 5,00 |           2 |
| another giver orders three and cancels   |              |     3 | ended   |    € 7,50 |           0 |
| one is handed out                        | handed_out -1|     2 |         |           |             |
| that was a slip of the finger            | undo +1      |     3 |         |           |             |
| at closing time five turn out to hang    | recount +2   |     5 |         |           |             |
| two are sent on to the place next door   | redirected -2|     3 |         |           |             |

So: what waits is the sum of the movements (1 + 2 - 1 + 1 + 2 - 2 = 3), and next door two more hang (+2) while the money stays here; each
line of a paid purchase hung once, whole, and no other line ever; and a payment is for exactly what its lines cost. The database keeps
most of this by itself; this asks the rows. An ordinary voucher hangs nowhere, so it is in no column of this table.

The money of the same place goes on like this. What came in and did not go back is owed to the place, was paid out to it or is in the pot
of the city, whatever happens; each number is read from tables of its own.

| what happens                                | paid    | went back | owed    | paid out | pot    |
|---------------------------------------------|---------|-----------|---------|----------|--------|
| the two coffees above were paid             |  € 5,00 |           |  € 5,00 |          |        |
| one of them goes back to the giver          |  € 5,00 |    € 2,50 |  € 2,50 |          |        |
| the place is paid: the line, less that one  |  € 5,00 |    € 2,50 |         |   € 2,50 |        |
| the other goes back too, after its payout   |  € 5,00 |    € 5,00 | -€ 2,50 |   € 2,50 |        |
| somebody pays four coffees                  | € 15,00 |    € 5,00 |  € 7,50 |   € 2,50 |        |
| paid out: four coffees, less the other one  | € 15,00 |    € 5,00 |         |  € 10,00 |        |
| the bank sends that payout back             | € 15,00 |    € 5,00 |  € 7,50 |   € 2,50 |        |
| it is sent again with the next round        | € 15,00 |    € 5,00 |         |  € 10,00 |        |
| somebody gives three euro to the pot        | € 18,00 |    € 5,00 |         |  € 10,00 | € 3,00 |
| a coffee is bought from the pot             | € 18,00 |    € 5,00 |  € 2,50 |  € 10,00 | € 0,50 |
| it hangs idle, and goes back into the pot   | € 18,00 |    € 5,00 |         |  € 10,00 | € 3,00 |

What a bank keeps for itself, or takes back from a payment, is a cost of the city: it is in none of these, for no giver and no place
bears it. A round that is not sealed changes nothing here.
"""

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from merchants.models import Chapter
from merchants.money import euro
from vouchers.models import (
    Bon,
    Cost,
    GivenBack,
    Movement,
    Payment,
    Payout,
    PayoutLine,
    Pot,
    Purchase,
    PurchaseLine,
    Redirection,
    Refund,
    Treat,
)

HANGS = Q(movements__kind=Movement.Kind.BOUGHT)


def differences():
    """Every difference, a sentence each. Each question is one statement, so what moves meanwhile makes no difference."""
    yield from _counts()
    yield from _lines()
    yield from _bons()
    yield from _payments()
    yield from _sent_on()
    yield from _pots()
    yield from _cities()
    yield from _payouts()
    yield from _payout_lines()
    yield from _taken_off_later()
    yield from _chargebacks()


def _counts():
    for treat in Treat.objects.annotate(moved=Coalesce(Sum("movements__delta"), 0)).exclude(waiting=F("moved")).order_by("pk"):
        yield f"Treat {treat.pk}: {treat.waiting} wait, but the movements come to {treat.moved}."


def _lines():
    lines = _bought(PurchaseLine.objects.exclude(purchase__kind=Purchase.Kind.BON)).annotate(
        times=Count("movements", filter=HANGS), hung=Coalesce(Sum("movements__delta", filter=HANGS), 0)
    )
    wrong = lines.exclude(is_paid=True, times=1, hung=F("quantity")).exclude(is_paid=False, times=0)
    for line in wrong.order_by("pk"):
        state = "paid" if line.is_paid else "not paid"
        yield f"Line {line.pk}: {line.quantity} bought, {state}, but {line.hung} hung in {line.times} movements."


def _bons():
    """A line of ordinary vouchers hangs nowhere: it became a voucher for each unit, once paid, of which as many closed as went back."""
    went_back = GivenBack.objects.filter(line=OuterRef("pk")).values("line").annotate(sum=Sum("quantity")).values("sum")
    lines = _bought(PurchaseLine.objects.filter(purchase__kind=Purchase.Kind.BON)).annotate(
        hung=Count("movements", distinct=True),
        made=Count("bons", distinct=True),
        closed=Count("bons", filter=Q(bons__state=Bon.State.GIVEN_BACK), distinct=True),
        went_back=Coalesce(Subquery(went_back), 0),
    )
    right = Q(is_paid=True, made=F("quantity")) | Q(is_paid=False, made=0)
    for line in lines.exclude(right, hung=0, closed=F("went_back")).order_by("pk"):
        state = "paid" if line.is_paid else "not paid"
        yield (
            f"Line {line.pk}: {line.quantity} vouchers bought, {state}, but {line.made} made and {line.hung} hung; "
            f"{line.went_back} went back, but {line.closed} are closed."
        )


def _bought(lines):
    return lines.annotate(is_paid=Exists(Payment.objects.filter(purchase=OuterRef("purchase"), status=Payment.Status.PAID)))


def _payments():
    payments = Payment.objects.annotate(cost=Coalesce(Sum("purchase__lines__amount"), 0) + F("purchase__for_pot"))
    for payment in payments.exclude(amount=F("cost")).order_by("pk"):
        yield f"Payment {payment.pk}: {euro(payment.amount)}, but its lines cost {euro(payment.cost)}."


def _sent_on():
    money = GivenBack.objects.filter(redirection=OuterRef("pk")).values("redirection")
    money = Coalesce(Subquery(money.annotate(number=Sum("quantity")).values("number")), 0)
    moved = Redirection.objects.annotate(sum=Coalesce(Sum("movements__delta"), 0), halves=Count("movements"), to_pot=money)
    between_places = Q(to_merchant__isnull=False, sum=0, halves=2, to_pot=0)
    into_the_pot = Q(to_merchant=None, sum=-F("to_pot"), halves=1)
    wrong = moved.exclude(between_places | into_the_pot, accepted=True).exclude(~Q(accepted=True), halves=0, to_pot=0)
    for sent in wrong.order_by("pk"):
        pot = f", and the money of {sent.to_pot} for the pot" if sent.to_pot or not sent.to_merchant_id else ""
        yield f"Redirection {sent.pk}: {sent.halves} movements that come to {sent.sum}{pot}."


def _pots():
    pots = Pot.objects.select_related("chapter").annotate(moved=Coalesce(Sum("movements__delta"), 0))
    for pot in pots.exclude(balance=F("moved")).order_by("pk"):
        yield f"Pot of {pot.chapter}: {euro(pot.balance)}, but its movements come to {euro(pot.moved)}."


def in_cities():
    """Each city with its columns of the table above, in cents. One statement."""
    sealed = Q(payout__run__state="sealed")
    paid = Payment.objects.filter(status=Payment.Status.PAID).exclude(gateway="pot")
    back = Refund.objects.exclude(state=Refund.State.FAILED).exclude(payment__gateway="pot")
    bought = PurchaseLine.objects.filter(purchase__payments__status=Payment.Status.PAID)
    came_back = Payout.objects.filter(state=Payout.State.RETURNED).exclude(resent_by__run__state="sealed")
    return Chapter.objects.annotate(
        paid=_sum(paid, "purchase__chapter"),
        went_back=_sum(back, "payment__purchase__chapter"),
        owed=_sum(bought, "purchase__chapter")
        - _sum(GivenBack.objects.all(), "line__purchase__chapter")
        - _sum(PayoutLine.objects.filter(sealed), "payout__run__chapter")
        + _sum(came_back, "run__chapter"),
        paid_out=_sum(Payout.objects.paid_out(), "run__chapter"),
        in_pot=_sum(Pot.objects.all(), "chapter", "balance"),
    ).order_by("pk")


def _sum(rows, city, column="amount"):
    rows = rows.filter(**{city: OuterRef("pk")}).order_by().values(city)
    return Coalesce(Subquery(rows.annotate(sum_of_city=Sum(column)).values("sum_of_city")), 0)


def _cities():
    for city in in_cities().exclude(paid=F("went_back") + F("owed") + F("paid_out") + F("in_pot")):
        yield (
            f"{city}: {euro(city.paid)} was paid and {euro(city.went_back)} of it went back, "
            f"but {euro(city.owed)} is owed, {euro(city.paid_out)} paid out and {euro(city.in_pot)} in the pot."
        )


def _payouts():
    resent = Coalesce(F("resends__amount"), 0)
    for payout in Payout.objects.annotate(made_of=Coalesce(Sum("lines__amount"), 0) + resent).exclude(amount=F("made_of")).order_by("pk"):
        yield f"Payout {payout}: {euro(payout.amount)}, but it is made of {euro(payout.made_of)}."
    for payout in Payout.objects.filter(resends__isnull=False).exclude(resends__state=Payout.State.RETURNED).order_by("pk"):
        yield f"Payout {payout}: it sends {payout.resends} again, which did not come back."


def _payout_lines():
    """Each line once, for what was left of it, to the place that sold it; and only where it was paid."""
    before = GivenBack.objects.filter(line=OuterRef("line"), after_payout=False).values("line")
    before = Coalesce(Subquery(before.annotate(sum_of_line=Sum("amount")).values("sum_of_line")), 0)
    paid = Exists(Payment.objects.filter(purchase=OuterRef("line__purchase"), status=Payment.Status.PAID))
    lines = PayoutLine.objects.filter(line__isnull=False).annotate(worth=F("line__amount") - before, is_paid=paid)
    right = Q(amount=F("worth"), is_paid=True, payout__merchant=F("line__treat__merchant"))
    for row in lines.exclude(right).select_related("payout", "line__treat").order_by("pk"):
        whose = "" if row.payout.merchant_id == row.line.treat.merchant_id else ", and was sold by another place"
        worth = f"is worth {euro(row.worth)}" if row.is_paid else "was never paid"
        yield f"Payout {row.payout}: {euro(row.amount)} for line {row.line_id}, which {worth}{whose}."
    twice = PurchaseLine.objects.annotate(times=Count("payout_line")).filter(times__gt=1)
    for line in twice.order_by("pk"):
        yield f"Line {line.pk}: paid out {line.times} times."


def _taken_off_later():
    """What went back after a payout is about a line that is in one, and is taken off once, whole."""
    later = GivenBack.objects.filter(after_payout=True)
    for row in later.filter(line__payout_line=None).order_by("pk"):
        yield f"Given back {row.pk}: after its payout, but line {row.line_id} is in none."
    taken = PayoutLine.objects.filter(given_back__isnull=False).annotate(left=F("amount") + F("given_back__amount"))
    for row in taken.exclude(left=0, given_back__after_payout=True).select_related("payout", "given_back").order_by("pk"):
        back = row.given_back
        yield f"Payout {row.payout}: {euro(row.amount)} for what was given back ({back.pk}), which is {euro(back.amount)}."


def _chargebacks():
    taken = Payment.objects.filter(costs__kind=Cost.Kind.CHARGEBACK).annotate(taken=Sum("costs__amount"))
    for payment in taken.exclude(status=Payment.Status.PAID, taken__range=(0, F("amount"))).order_by("pk"):
        yield f"Payment {payment.pk}: the bank took back {euro(payment.taken)}, but {euro(payment.amount)} was {payment.status}."
