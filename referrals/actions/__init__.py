"""What can happen when somebody points the way. One function, one transaction."""

from .asides import AskedAlready, NothingToSetAside, TakesNoPart, let_go, set_aside
from .inviting import MOST_PEOPLE, let_in_colleague
from .leaving import stop_pointing_the_way
from .welcoming import ask_to_point_the_way, welcome

__all__ = [
    "MOST_PEOPLE",
    "AskedAlready",
    "NothingToSetAside",
    "TakesNoPart",
    "ask_to_point_the_way",
    "let_go",
    "let_in_colleague",
    "set_aside",
    "stop_pointing_the_way",
    "welcome",
]
