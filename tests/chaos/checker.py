"""Was what was told also written, once? Plain SQL, laid beside the journal, the bank and the mail; nothing of Django."""

from collections import Counter
from typing import NamedTuple

import psycopg

# Sentences that are never true, as questions that find nothing.
BOOKS = {
    "a board that is not the sum of its movements": """
        SELECT treat.id FROM vouchers_treat treat LEFT JOIN vouchers_movement movement ON movement.treat_id = treat.id
        GROUP BY treat.id HAVING treat.waiting <> coalesce(sum(movement.delta), 0) OR treat.waiting < 0""",
    "a payment that is not what its lines cost": """
        SELECT payment.id FROM vouchers_payment payment JOIN vouchers_purchaseline line USING (purchase_id)
        GROUP BY payment.id HAVING payment.amount <> sum(line.quantity * line.unit_price)""",
    "a line that hangs otherwise than it was paid": """
        SELECT line.id FROM vouchers_purchaseline line
        LEFT JOIN vouchers_movement movement ON movement.line_id = line.id
        GROUP BY line.id HAVING coalesce(sum(movement.delta), 0) <> line.quantity * (
            SELECT count(*) FROM vouchers_payment paid WHERE paid.purchase_id = line.purchase_id AND paid.status = 'paid')""",
}
TAPS = "SELECT key, treat_id, kind, delta FROM vouchers_movement WHERE kind IN ('handed_out', 'counter') AND abs(delta) = 1"
GIFTS = """
    SELECT purchase.key, line.treat_id, line.quantity, purchase.id FROM vouchers_purchase purchase
    JOIN vouchers_purchaseline line ON line.purchase_id = purchase.id"""
PAYMENTS = """
    SELECT purchase.key, payment.provider_id, payment.status, payment.token
    FROM vouchers_payment payment JOIN vouchers_purchase purchase ON purchase.id = payment.purchase_id"""
HUNG = """
    SELECT purchase.key FROM vouchers_movement movement JOIN vouchers_purchaseline line ON line.id = movement.line_id
    JOIN vouchers_purchase purchase ON purchase.id = line.purchase_id WHERE movement.kind = 'bought'"""


class Found(NamedTuple):
    """What is not as it was told, a sentence each."""

    lost: list
    doubled: list
    wrong: list
    mails_doubled: int

    @property
    def is_clean(self):
        return not (self.lost or self.doubled or self.wrong)


def check(url, journal, bank, mailbox, *, before=frozenset()):
    """Everything since this journal began; `before` are the keys of taps that were there already."""
    with psycopg.connect(url, autocommit=True) as connection:
        ask = lambda statement: connection.execute(statement).fetchall()  # noqa: E731
        taps = Counter(row for row in ask(TAPS) if row[0] not in before)
        gifts, payments, hung = Counter(ask(GIFTS)), ask(PAYMENTS), Counter(key for (key,) in ask(HUNG))
        wrong = [f"{what}: {number}" for what, statement in BOOKS.items() for (number,) in ask(statement)]
    lost, doubled = [], []
    _taps(journal, taps, lost, doubled, wrong)
    _gifts(journal, gifts, lost, doubled, wrong)
    _payments(journal, bank, payments, hung, lost, doubled, wrong)
    return Found(lost, doubled, wrong, _mails(journal, mailbox, lost))


def _taps(journal, taps, lost, doubled, wrong):
    times = Counter()
    for (key, treat, kind, delta), number in taps.items():
        times[key] += number
        tap = journal.taps.get(key)
        if tap is None or (tap.treat, tap.what, tap.delta) != (treat, kind, delta):
            wrong.append(f"tap {key} was never asked like that")
    lost += [f"tap {key} was counted, and is not there" for key in journal.counted - times.keys()]
    doubled += [f"tap {key} is there {number} times" for key, number in times.items() if number > 1]
    wrong += [f"tap {key} was refused, and is there" for key in (journal.refused - journal.counted) & times.keys()]


def _gifts(journal, gifts, lost, doubled, wrong):
    times = Counter()
    for (key, treat, quantity, _purchase), number in gifts.items():
        times[key] += number
        gift = journal.gifts.get(key)
        if gift and (gift.treat, gift.quantity) != (treat, quantity):
            wrong.append(f"gift {key} is another than was asked")
    lost += [f"gift {key} was taken, and is not there" for key in journal.bought.keys() - times.keys()]
    doubled += [f"gift {key} is there {number} times" for key, number in times.items() if number > 1]


def _payments(journal, bank, payments, hung, lost, doubled, wrong):
    paid = {key for key, _number, status, _token in payments if status == "paid"}
    paid_there = {key for key, (_number, end) in journal.at_bank.items() if end == "paid"}
    lost += [f"gift {key} had a receipt, and is not paid" for key in journal.paid - paid]
    lost += [f"gift {key} was paid at the bank, and is not here" for key in paid_there - paid]
    lost += [f"gift {key} was paid, and does not hang" for key in paid_there - hung.keys()]
    doubled += [f"gift {key} hung {number} times" for key, number in hung.items() if number > 1]
    there, keys = bank.payments_of(), {key: token for key, _number, _status, token in payments if key in journal.gifts}
    doubled += [f"gift {key} was opened {len(there[token])} times" for key, token in keys.items() if len(there.get(token, [])) > 1]
    wrong += [f"gift {key} is paid here, and not at the bank" for key in (paid & journal.gifts.keys()) - paid_there]


def _mails(journal, mailbox, lost):
    """How many receipts came once too often."""
    paid_there = {key for key, (_number, end) in journal.at_bank.items() if end == "paid"}
    addresses = {journal.gifts[key].email for key in paid_there}
    lost += [f"the receipt for {address} never came" for address in addresses if not mailbox.got[address]]
    return sum(mailbox.got[address] - 1 for address in addresses if mailbox.got[address] > 1)
