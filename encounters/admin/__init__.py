"""Who keeps what a team hears and does. Importing this registers them."""

from .thresholds import ThresholdAdmin

__all__ = ["ThresholdAdmin"]
