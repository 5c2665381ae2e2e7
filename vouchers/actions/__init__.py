"""What can happen to treats: at the counter, and through the site."""

from .counter import (
    MOST_COUNTED,
    AlreadyUndone,
    Counted,
    KeyUsedElsewhere,
    NothingWaiting,
    add_at_counter,
    counter_link_of,
    hand_out,
    recount,
    renew_counter_link,
    undo,
)
from .giving import PriceChanged, Shown, TooMuch, TotalNotShown, UnknownTreat, buy, keep_words, show_words
from .offering import Terms, TermsChanged, change_terms, offer_treat
from .paying import reconcile, reconcile_all, start_payment
from .tallying import tally

__all__ = [
    "MOST_COUNTED",
    "AlreadyUndone",
    "Counted",
    "KeyUsedElsewhere",
    "NothingWaiting",
    "PriceChanged",
    "Shown",
    "Terms",
    "TermsChanged",
    "TooMuch",
    "TotalNotShown",
    "UnknownTreat",
    "add_at_counter",
    "buy",
    "change_terms",
    "counter_link_of",
    "hand_out",
    "keep_words",
    "offer_treat",
    "recount",
    "reconcile",
    "reconcile_all",
    "renew_counter_link",
    "show_words",
    "start_payment",
    "tally",
    "undo",
]
