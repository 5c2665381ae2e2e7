"""What makes it hard, and what people say when they are asked."""

from .thresholds import Threshold

__all__ = ["Threshold"]
