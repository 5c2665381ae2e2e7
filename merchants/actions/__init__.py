"""What can happen to places."""

from .changing import ChangedMeanwhile, change_place, marks
from .checking import check_today
from .erasing import erase
from .inviting import invite_hq, let_in
from .joining import CHARTER_VERSION, AlreadyDecided, alike, apply, approve, decline, free_slug
from .keeping import rebuild_all_open_minutes, rebuild_open_minutes

__all__ = [
    "CHARTER_VERSION",
    "AlreadyDecided",
    "ChangedMeanwhile",
    "alike",
    "apply",
    "approve",
    "change_place",
    "check_today",
    "decline",
    "erase",
    "free_slug",
    "invite_hq",
    "let_in",
    "marks",
    "rebuild_all_open_minutes",
    "rebuild_open_minutes",
]
