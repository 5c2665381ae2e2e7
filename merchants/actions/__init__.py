"""What can happen to places."""

from .checking import check_today
from .inviting import invite_hq, let_in
from .joining import CHARTER_VERSION, AlreadyDecided, apply, approve, decline, free_slug
from .keeping import rebuild_all_open_minutes, rebuild_open_minutes

__all__ = [
    "CHARTER_VERSION",
    "AlreadyDecided",
    "apply",
    "approve",
    "check_today",
    "decline",
    "free_slug",
    "invite_hq",
    "let_in",
    "rebuild_all_open_minutes",
    "rebuild_open_minutes",
]
