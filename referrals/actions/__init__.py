"""What can happen when somebody points the way. One function, one transaction."""

from .asides import AskedAlready, NothingToSetAside, TakesNoPart, let_go, set_aside
from .editions import NothingToPrint, ProofChanged, freeze, lay_under, make_proof, note_copies
from .inviting import MOST_PEOPLE, let_in_colleague
from .keeping import MOST_SETS, SetChangedMeanwhile, SetExists, TooManySets, arrange_set, keep_set, rename_set, take_away_set
from .leaving import stop_pointing_the_way
from .ordering import MOST_WAITING, TooManyOrders, order_paper
from .other_help import HelpMovedOn, accept_help, bring_help, hide_help, put_help_away, show_help, take_help_off
from .signals import NotReadYet, ask_place, close_signal, send_signal, tell_teams_of_signals
from .welcoming import ask_to_point_the_way, welcome

__all__ = [
    "MOST_PEOPLE",
    "MOST_SETS",
    "MOST_WAITING",
    "AskedAlready",
    "HelpMovedOn",
    "NotReadYet",
    "NothingToPrint",
    "NothingToSetAside",
    "ProofChanged",
    "SetChangedMeanwhile",
    "SetExists",
    "TakesNoPart",
    "TooManyOrders",
    "TooManySets",
    "accept_help",
    "arrange_set",
    "ask_place",
    "ask_to_point_the_way",
    "bring_help",
    "close_signal",
    "freeze",
    "hide_help",
    "keep_set",
    "lay_under",
    "let_go",
    "let_in_colleague",
    "make_proof",
    "note_copies",
    "order_paper",
    "put_help_away",
    "rename_set",
    "send_signal",
    "set_aside",
    "show_help",
    "stop_pointing_the_way",
    "take_away_set",
    "take_help_off",
    "tell_teams_of_signals",
    "welcome",
]
