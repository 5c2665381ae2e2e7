"""Who keeps what the team sees of pointing the way."""

from . import organisations

__all__ = ["organisations"]
