"""What places have coming: paid on the site, and still with the network.

A line of a paid purchase goes to whoever sold it, less what went back before it was paid out. What went back after that is taken off
later; a payout that came back goes out again. Whoever decides about the money of lines locks them first, in the order of their keys.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from merchants.models import Merchant
from vouchers.ibans import ending, read_iban
from vouchers.models import ChapterAccount, GivenBack, Payment, Payout, PayoutLine, PurchaseLine, Seller


@dataclass
class Due:
    """What one enterprise has coming for one place: rows of a payout that are not written yet."""

    seller: Seller
    lines: list = field(default_factory=list)
    resends: Payout | None = None

    @property
    def amount(self):
        return sum(line.amount for line in self.lines) + (self.resends.amount if self.resends else 0)


def in_city(chapter, today):
    """Every Due of this city on this day that is worth a payout. Locks its lines until the transaction ends."""
    account = ChapterAccount.objects.of(chapter)
    # Asked anew after the lock: a statement that waits knows only what was given back before it began to wait.
    lines = _with_money_left(lock(_unpaid_lines(chapter, _until(account, today))))
    back, returned = list(_to_take_off(chapter)), list(_came_back(chapter))
    merchants = {line.treat.merchant_id for line in lines} | {row.line.treat.merchant_id for row in back}
    sellers = _Sellers(merchants | {payout.merchant_id for payout in returned})
    dues = {}
    for line in lines:
        sellers.due_of(dues, line).append(PayoutLine(line=line, amount=line.amount - line.back))
    for row in back:
        sellers.due_of(dues, row.line).append(PayoutLine(given_back=row, amount=-row.amount))
    for payout in returned:
        seller = sellers.now(payout.merchant_id, payout.seller)
        # One at a time: if two came back, the other follows in the next round.
        due = dues.setdefault(seller, Due(seller))
        due.resends = due.resends or payout
    return [due for seller, due in dues.items() if seller and _is_worth_it(due, account)]


def lock(lines):
    """Nobody else decides about the money of these lines until the transaction ends. Returns their keys."""
    return list(lines.order_by("pk").select_for_update(no_key=True, of=["self"]).values_list("pk", flat=True))


def first_of_month(day):
    return timezone.make_aware(datetime(day.year, day.month, 1))


def _until(account, today: date):
    """Before which moment somebody must have paid; None: up to now."""
    return first_of_month(today) if account.rhythm == ChapterAccount.Rhythm.MONTHLY else None


def _unpaid_lines(chapter, until):
    paid = Payment.objects.filter(purchase=OuterRef("purchase"), status=Payment.Status.PAID)
    paid = paid.filter(paid_at__lt=until) if until else paid
    return PurchaseLine.objects.filter(Exists(paid), ~Exists(PayoutLine.objects.filter(line=OuterRef("pk"))), purchase__chapter=chapter)


def _with_money_left(keys):
    """These lines with `back`, what was given back of them before a payout; without those of which nothing is left."""
    gone = GivenBack.objects.filter(line=OuterRef("pk"), after_payout=False).values("line").annotate(sum=Sum("amount")).values("sum")
    lines = PurchaseLine.objects.filter(pk__in=keys).annotate(back=Coalesce(Subquery(gone), 0)).exclude(amount=F("back"))
    return list(lines.select_related("treat", "seller").order_by("pk"))


def _to_take_off(chapter):
    """What went back after its payout, and was taken off none since."""
    back = GivenBack.objects.filter(line__purchase__chapter=chapter, after_payout=True, payout_line=None)
    return back.select_related("line__treat", "line__seller").order_by("pk")


def _came_back(chapter):
    """What is to be sent again; locked, for somebody may just notice that it arrived after all."""
    returned = Payout.objects.to_resend().filter(run__chapter=chapter).select_related("seller").order_by("pk")
    return returned.select_for_update(no_key=True, of=["self"])


def _is_worth_it(due, account):
    if account.route == ChapterAccount.Route.SEPA and not read_iban(due.seller.iban):
        return False
    # A place that stopped gets the rest, whatever it is.
    is_open = due.seller.merchant.state == Merchant.State.ACTIVE
    return due.amount >= (account.threshold if is_open else 1)


class _Sellers:
    """Who is paid for a line: the enterprise that sold it, as it is written down now, for its account may have changed."""

    def __init__(self, merchants):
        self.of_place, self.of_company = {}, defaultdict(dict)
        for seller in Seller.objects.filter(merchant__in=merchants).select_related("merchant").order_by("pk"):
            self.of_place[seller.merchant_id] = seller
            self.of_company[seller.merchant_id][seller.company_number] = seller

    def now(self, merchant_id, seller):
        """The newest row of this enterprise there; of the place, where nobody had written down who sells."""
        return self.of_company[merchant_id][seller.company_number] if seller else self.of_place.get(merchant_id)

    def due_of(self, dues, line):
        seller = self.now(line.treat.merchant_id, line.seller)
        return dues.setdefault(seller, Due(seller)).lines


def how_paid(merchant):
    """When and where to a place is paid: its ChapterAccount, and the end of its own account ("" while that is not known)."""
    seller = Seller.objects.filter(merchant=merchant, is_current=True).first()
    return {"account": ChapterAccount.objects.of(merchant.chapter), "ending": ending(seller.iban) if seller else ""}
