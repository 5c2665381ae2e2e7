"""What a payout is made of, as the place reads it: line by line, what went back, and the VAT inside."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from merchants.money import vat_within
from vouchers.models import Seller


@dataclass(frozen=True)
class Row:
    """One line: what was bought and when, what of it went back before, and what is left. In cents."""

    day: date | None
    words: str
    vat_rate: int
    bought: int
    back: int
    amount: int
    is_taken_off: bool = False


@dataclass(frozen=True)
class Rate:
    """Of the lines at one rate: together, and the VAT inside."""

    percent: int
    amount: int

    @property
    def vat(self):
        return vat_within(self.amount, self.percent)


@dataclass(frozen=True)
class Statement:
    rows: list
    rates: list

    @property
    def total(self):
        return sum(row.amount for row in self.rows)


def statement_of(payout):
    """The Statement of this payout. The same number of queries for any number of lines."""
    kind, payments = "treat__kind", "purchase__payments"
    lines = payout.lines.select_related(f"line__{kind}", f"given_back__line__{kind}").order_by("pk")
    lines = lines.prefetch_related(f"line__{payments}", "line__given_back", f"given_back__line__{payments}")
    rows = [_taken_off(line.given_back) if line.given_back_id else _bought(line) for line in lines]
    return Statement(rows, _rates(rows) if payout.seller.vat_regime == Seller.VatRegime.RATES else [])


def _bought(paid):
    line = paid.line
    back = sum(row.amount for row in line.given_back.all() if not row.after_payout)
    return Row(_day(line), str(line), line.vat_rate, line.amount, back, paid.amount)


def _taken_off(back):
    words = back.line.treat.kind.counted(abs(back.quantity))
    return Row(_day(back.line), words, back.line.vat_rate, 0, 0, -back.amount, is_taken_off=True)


def _day(line):
    """When it was paid."""
    return next((timezone.localdate(payment.paid_at) for payment in line.purchase.payments.all() if payment.is_paid), None)


def _rates(rows):
    sums = {}
    for row in rows:
        sums[row.vat_rate] = sums.get(row.vat_rate, 0) + row.amount
    return [Rate(percent, amount) for percent, amount in sorted(sums.items())]
