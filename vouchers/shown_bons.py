"""Which ordinary voucher somebody shows at a counter, carried from the form to the page behind it in the address.

The signature keeps strangers from trying one number after the other. It holds no moment: how long a use can be taken back is a matter of
the day that stands with the voucher.
"""

from typing import NamedTuple

from django.core import signing
from django.db import models
from django.utils.translation import gettext_lazy as _

from vouchers.models import Bon

SIGNER = signing.Signer(salt="vouchers.shown_bons")


class Outcome(models.TextChoices):
    """What came of a tap. The label is the sentence on the page."""

    SHOWN = "shown", ""
    USED = "used", _("Used. Enjoy handing it over!")
    USED_BEFORE = "used_before", _("It was used just before, so nothing was changed.")
    UNDONE = "undone", _("Taken back: it can be used again.")
    TOO_LATE = "too_late", _("It was used on an earlier day, so here it stays as it is. The team can help.")


# What was well done is said as long as it is so: an old page may be loaded again.
GOOD = {Outcome.USED: Bon.State.USED, Outcome.UNDONE: Bon.State.OPEN}


class Shown(NamedTuple):
    """A voucher on the counter, as it is now, and what was just said about it."""

    bon: Bon
    outcome: Outcome

    @property
    def is_good(self):
        return self.outcome in GOOD


def sign(bon, outcome=Outcome.SHOWN):
    return SIGNER.sign_object([bon.pk, outcome])


def read(text, merchant):
    """What was signed, where it is a voucher of this place; else None."""
    try:
        number, outcome = SIGNER.unsign_object(text)
    except signing.BadSignature:
        return None
    bon = Bon.objects.of(merchant).filter(pk=number).first()
    return bon and Shown(bon, Outcome.SHOWN if GOOD.get(outcome, bon.state) != bon.state else Outcome(outcome))
