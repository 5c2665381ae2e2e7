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
from .redirecting import AlreadyAnswered, ask_about_idle_treats, ask_to_take_over, change_kind, idle_treats, leave_it, take_over
from .tallying import ServiceGone, tally

__all__ = [
    "MOST_COUNTED",
    "AlreadyAnswered",
    "AlreadyUndone",
    "Counted",
    "KeyUsedElsewhere",
    "NothingWaiting",
    "PriceChanged",
    "ServiceGone",
    "Shown",
    "Terms",
    "TermsChanged",
    "TooMuch",
    "TotalNotShown",
    "UnknownTreat",
    "add_at_counter",
    "ask_about_idle_treats",
    "ask_to_take_over",
    "buy",
    "change_kind",
    "change_terms",
    "counter_link_of",
    "hand_out",
    "idle_treats",
    "keep_words",
    "leave_it",
    "offer_treat",
    "recount",
    "reconcile",
    "reconcile_all",
    "renew_counter_link",
    "show_words",
    "start_payment",
    "tally",
    "take_over",
    "undo",
]
