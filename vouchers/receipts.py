"""What was bought from whom, with its VAT: one part per seller, for a gift may be spread over several places."""

from dataclasses import dataclass, field

from merchants.money import vat_within
from vouchers.models import Seller


@dataclass(frozen=True)
class VatPart:
    """What of a receipt falls under one rate, in cents, the VAT included."""

    rate: int
    amount: int

    @property
    def vat(self):
        return vat_within(self.amount, self.rate)


@dataclass(frozen=True)
class SellerPart:
    """What one seller sold. `seller` is None where it was sold before anybody wrote that down."""

    merchant: object
    seller: Seller | None
    lines: list = field(default_factory=list)

    @property
    def total(self):
        return sum(line.amount for line in self.lines)

    @property
    def vat_parts(self):
        """By rate; nothing where the seller charges no VAT."""
        if self.seller and self.seller.vat_regime != Seller.VatRegime.RATES:
            return []
        rates = sorted({line.vat_rate for line in self.lines})
        return [VatPart(rate, sum(line.amount for line in self.lines if line.vat_rate == rate)) for rate in rates]


def parts_of(lines):
    """These lines, which know their treat's kind and place and their seller, put together by seller."""
    parts = {}
    for line in lines:
        part = parts.setdefault((line.treat.merchant_id, line.seller_id), SellerPart(line.treat.merchant, line.seller))
        part.lines.append(line)
    return list(parts.values())
