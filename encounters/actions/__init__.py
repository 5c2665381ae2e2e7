"""What can happen when a city listens and does something about it."""

from .thresholds import NothingDoneYet, NotOnThePage, SettledAlready, ease, keep_back, know_it_too, merge, show_threshold, tell_threshold

__all__ = [
    "NotOnThePage",
    "NothingDoneYet",
    "SettledAlready",
    "ease",
    "keep_back",
    "know_it_too",
    "merge",
    "show_threshold",
    "tell_threshold",
]
