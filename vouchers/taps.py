"""What a tap at the counter came to, carried from the form to the page behind it in the address: nothing of it is stored.

The signature keeps strangers from writing sentences on our page, and its moment is how long one can take a tap back.
"""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.core import signing
from django.db import models
from django.utils.translation import gettext_lazy as _

UNDO_WITHIN = timedelta(minutes=10)
SIGNER = signing.TimestampSigner(salt="vouchers.taps")


class Outcome(models.TextChoices):
    """What came of a tap. The label is the sentence on the page."""

    HANDED_OUT = "handed_out", _("Handed out.")
    COUNTER = "counter", _("It hangs on the board. Thank you!")
    RECOUNT = "recount", _("Counted: so many hang here now.")
    UNDONE = "undone", _("Taken back.")
    TALLIED = "tallied", _("Tallied.")
    HANDED_OUT_AGAIN = "handed_out_again", _("This tap was already counted. Gave another? Tap again.")
    COUNTER_AGAIN = "counter_again", _("This tap was already counted. Was another one paid? Tap again.")
    NOTHING_WAITING = "nothing_waiting", _("None hangs here now: perhaps the last one has just gone. Nothing was counted.")
    GONE_MEANWHILE = "gone_meanwhile", _("It was handed out meanwhile, so nothing was taken back.")
    UNDONE_BEFORE = "undone_before", _("This was taken back already.")
    TOO_LATE = "too_late", _("That is more than ten minutes ago. Count again instead: what you fill in is believed.")


CAN_BE_UNDONE = {Outcome.HANDED_OUT, Outcome.COUNTER, Outcome.HANDED_OUT_AGAIN, Outcome.COUNTER_AGAIN}
GOOD = CAN_BE_UNDONE | {Outcome.RECOUNT, Outcome.UNDONE, Outcome.TALLIED}


class Said(NamedTuple):
    """What is said about which treat, and the movement that can be taken back, where there is one."""

    outcome: Outcome
    treat_id: int
    movement_key: UUID | None

    @property
    def is_good(self):
        return self.outcome in GOOD

    @property
    def can_be_undone(self):
        return self.outcome in CAN_BE_UNDONE


def sign(outcome, treat, movement=None):
    return SIGNER.sign_object([outcome, treat.pk, movement.pk.hex if movement else ""])


def read(text):
    """What was signed less than ten minutes ago, or None."""
    try:
        outcome, treat_id, key = SIGNER.unsign_object(text, max_age=UNDO_WITHIN)
    except signing.BadSignature:
        return None
    return Said(Outcome(outcome), treat_id, UUID(key) if key else None)
