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
most of this by itself; this asks the rows.
"""

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from merchants.money import euro
from vouchers.models import Movement, Payment, PurchaseLine, Redirection, Treat

HANGS = Q(movements__kind=Movement.Kind.BOUGHT)


def differences():
    """Every difference, a sentence each. Each question is one statement, so what moves meanwhile makes no difference."""
    yield from _counts()
    yield from _lines()
    yield from _payments()
    yield from _sent_on()


def _counts():
    for treat in Treat.objects.annotate(moved=Coalesce(Sum("movements__delta"), 0)).exclude(waiting=F("moved")).order_by("pk"):
        yield f"Treat {treat.pk}: {treat.waiting} wait, but the movements come to {treat.moved}."


def _lines():
    paid = Exists(Payment.objects.filter(purchase=OuterRef("purchase"), status=Payment.Status.PAID))
    lines = PurchaseLine.objects.annotate(
        is_paid=paid, times=Count("movements", filter=HANGS), hung=Coalesce(Sum("movements__delta", filter=HANGS), 0)
    )
    wrong = lines.exclude(is_paid=True, times=1, hung=F("quantity")).exclude(is_paid=False, times=0)
    for line in wrong.order_by("pk"):
        state = "paid" if line.is_paid else "not paid"
        yield f"Line {line.pk}: {line.quantity} bought, {state}, but {line.hung} hung in {line.times} movements."


def _payments():
    payments = Payment.objects.annotate(cost=Coalesce(Sum("purchase__lines__amount"), 0))
    for payment in payments.exclude(amount=F("cost")).order_by("pk"):
        yield f"Payment {payment.pk}: {euro(payment.amount)}, but its lines cost {euro(payment.cost)}."


def _sent_on():
    moved = Redirection.objects.annotate(sum=Coalesce(Sum("movements__delta"), 0), halves=Count("movements"))
    for sent in moved.exclude(accepted=True, sum=0, halves=2).exclude(~Q(accepted=True), halves=0).order_by("pk"):
        yield f"Redirection {sent.pk}: {sent.halves} movements that come to {sent.sum}."
