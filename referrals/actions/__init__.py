"""What can happen when somebody points the way. One function, one transaction."""

from .asides import AskedAlready, NothingToSetAside, TakesNoPart, let_go, set_aside
from .editions import NothingToPrint, ProofChanged, freeze, lay_under, make_proof, note_copies
from .inviting import MOST_PEOPLE, let_in_colleague
from .keeping import MOST_SETS, SetChangedMeanwhile, SetExists, TooManySets, arrange_set, keep_set, rename_set, take_away_set
from .leaving import stop_pointing_the_way
from .ordering import MOST_WAITING, TooManyOrders, order_paper
from .signals import NotReadYet, ask_place, close_signal, send_signal, tell_teams_of_signals
from .welcoming import ask_to_point_the_way, welcome

__all__ = [
    "MOST_PEOPLE",
    "MOST_SETS",
    "MOST_WAITING",
    "AskedAlready",
    "NotReadYet",
    "NothingToPrint",
    "NothingToSetAside",
    "ProofChanged",
    "SetChangedMeanwhile",
    "SetExists",
    "TakesNoPart",
    "TooManyOrders",
    "TooManySets",
    "arrange_set",
    "ask_place",
    "ask_to_point_the_way",
    "close_signal",
    "freeze",
    "keep_set",
    "lay_under",
    "let_go",
    "let_in_colleague",
    "make_proof",
    "note_copies",
    "order_paper",
    "rename_set",
    "send_signal",
    "set_aside",
    "stop_pointing_the_way",
    "take_away_set",
    "tell_teams_of_signals",
    "welcome",
]
