"""What can happen when a city listens and does something about it."""

from .activities import MOST_TIMES, AlreadyCancelled, CountedBefore, NotOver, cancel, change, count_chairs, moved, plan
from .sign_ups import AllChairsSpokenFor, NoSignsAsked, SignTaken, sign_up, suggest_signs, take_back
from .thresholds import NothingDoneYet, NotOnThePage, SettledAlready, ease, keep_back, know_it_too, merge, show_threshold, tell_threshold

__all__ = [
    "MOST_TIMES",
    "AllChairsSpokenFor",
    "AlreadyCancelled",
    "CountedBefore",
    "NoSignsAsked",
    "NotOnThePage",
    "NotOver",
    "NothingDoneYet",
    "SettledAlready",
    "SignTaken",
    "cancel",
    "change",
    "count_chairs",
    "ease",
    "keep_back",
    "know_it_too",
    "merge",
    "moved",
    "plan",
    "show_threshold",
    "sign_up",
    "suggest_signs",
    "take_back",
    "tell_threshold",
]
