"""To which account people transfer money, and the square code with which a banking app fills that in."""

from decimal import Decimal
from typing import NamedTuple

from django.utils.safestring import mark_safe
from segno.helpers import make_epc_qr

from vouchers.actions import paying_out


class Account(NamedTuple):
    holder: str
    iban: str

    @property
    def written_iban(self):
        """ "BE71 0961 2345 6769" """
        return " ".join(self.iban[start : start + 4] for start in range(0, len(self.iban), 4))


def account_of(chapter):
    """The account from which this city pays its places, or None where there is none: then nobody can pay by transfer."""
    try:
        own = paying_out.account_of(chapter)
    except paying_out.NoAccount:
        return None
    return Account(own.holder, own.iban)


def code_for(payment, account):
    """The EPC code for a transfer: account, amount and communication, so that nobody copies twelve digits by hand."""
    code = make_epc_qr(account.holder, account.iban, Decimal(payment.amount) / 100, text=payment.communication)
    return mark_safe(code.svg_inline(omitsize=True, border=4, svgclass=None, lineclass=None))  # noqa: S308 - a drawing of black squares
