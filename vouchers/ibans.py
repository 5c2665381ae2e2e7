"""Account numbers: read as people type them, and shown without telling them."""

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException


def read_iban(text):
    """ "be71 0961 2345 6769" -> "BE71096123456769"; None when it is no account number, or none that euros can be sent to."""
    try:
        iban = IBAN(text, validate_bban=True)
    except SchwiftyException:
        return None
    return iban.compact if iban.in_sepa_zone else None


def bic_of(iban):
    """The bank of this account number, or "" where that is not known."""
    return str(IBAN(iban).bic or "")


def ending(iban):
    """How a page names an account without telling it: "BE … 6769"."""
    return f"{iban[:2]} … {iban[-4:]}" if iban else ""
