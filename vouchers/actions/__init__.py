"""What can happen to treats: at the counter, and through the site."""

from .counter import AlreadyUndone, Counted, KeyUsedElsewhere, NothingWaiting, add_at_counter, hand_out, recount, undo
from .giving import TooMuch, UnknownTreat, buy
from .paying import reconcile, start_payment

__all__ = [
    "AlreadyUndone",
    "Counted",
    "KeyUsedElsewhere",
    "NothingWaiting",
    "TooMuch",
    "UnknownTreat",
    "add_at_counter",
    "buy",
    "hand_out",
    "recount",
    "reconcile",
    "start_payment",
    "undo",
]
