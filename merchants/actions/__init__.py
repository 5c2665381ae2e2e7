"""What can happen to places."""

from .joining import AlreadyDecided, apply, approve, decline, free_slug
from .keeping import rebuild_open_minutes

__all__ = ["AlreadyDecided", "apply", "approve", "decline", "free_slug", "rebuild_open_minutes"]
