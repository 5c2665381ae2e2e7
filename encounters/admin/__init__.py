"""Who keeps what a team hears and does. Importing this registers them."""

from . import activities, thresholds

__all__ = ["activities", "thresholds"]
