"""What can happen to places."""

from .joining import CHARTER_VERSION, AlreadyDecided, apply, approve, decline, free_slug
from .keeping import rebuild_all_open_minutes, rebuild_open_minutes

__all__ = [
    "CHARTER_VERSION",
    "AlreadyDecided",
    "apply",
    "approve",
    "decline",
    "free_slug",
    "rebuild_all_open_minutes",
    "rebuild_open_minutes",
]
