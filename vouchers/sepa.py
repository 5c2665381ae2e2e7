"""What goes to the bank: one pain.001.001.09 file for many transfers.

`sepaxml` writes the file and holds it against the standard's own schema. It counts everything twice when it is asked for the file twice,
and it does not look at account numbers: so those are read here first, it is asked once, and what it said is kept as bytes.
"""

import logging
import re
from dataclasses import dataclass
from datetime import date

from sepaxml import SepaTransfer
from sepaxml.validation import ValidationError as NotAsTheSchemaSays
from text_unidecode import unidecode

from vouchers.ibans import bic_of, read_iban

log = logging.getLogger(__name__)

SCHEMA = "pain.001.001.09"
LONGEST_NAME, LONGEST_WORDS = 70, 140


class FileRefused(Exception):
    """A bank would not take this file. `holder` is in whose name the account is that is wrong; "" where it is the file itself."""

    def __init__(self, holder=""):
        super().__init__(holder)
        self.holder = holder


@dataclass(frozen=True)
class Account:
    holder: str
    iban: str


@dataclass(frozen=True)
class Transfer:
    """One line of the file. `words` stand on the statement of whoever gets it."""

    to: Account
    cents: int
    reference: str
    words: str


def in_sepa_letters(text, longest):
    """The few letters every bank reads: é becomes e, ’ an apostrophe, & a plus; whatever else there is becomes a space."""
    plain = unidecode(text).replace("&", "+")
    return " ".join(re.sub(r"[^A-Za-z0-9/?:().,'+ -]", " ", plain).split()).strip("/ ")[:longest].strip()


def payment_file(*, number, debtor, transfers, day: date):
    """The file as bytes. Call it once for a run and keep them: the next time they would differ. Raises FileRefused."""
    iban = _iban(debtor)
    bank = {"BIC": bic_of(iban)} if bic_of(iban) else {}
    order = _Order({"name": _holder(debtor), "IBAN": iban, "batch": True, "currency": "EUR", "number": number} | bank, SCHEMA, clean=False)
    for transfer in transfers:
        order.add_payment(
            {
                "name": _holder(transfer.to),
                "IBAN": _iban(transfer.to),
                "amount": transfer.cents,
                "execution_date": day,
                "description": in_sepa_letters(transfer.words, LONGEST_WORDS),
                "endtoend_id": transfer.reference,
            }
        )
    try:
        return order.export(validate=True)
    except NotAsTheSchemaSays as error:
        log.warning("The file %s does not fit its schema: %s", number, error.__cause__)
        raise FileRefused from error


class _Order(SepaTransfer):
    """With our own number in its header, so that the file, the run and what the bank tells later name the same."""

    def _create_header(self):
        self.msg_id = self._config["number"]
        super()._create_header()


def _holder(account):
    name = in_sepa_letters(account.holder, LONGEST_NAME)
    if not re.search("[A-Za-z0-9]", name):
        raise FileRefused(account.holder)
    return name


def _iban(account):
    if iban := read_iban(account.iban):
        return iban
    raise FileRefused(account.holder)
