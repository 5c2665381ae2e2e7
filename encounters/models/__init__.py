"""What makes it hard, what people say when they are asked, and what a city does about it together."""

from .activities import Activity
from .sign_ups import SignUp
from .thresholds import Threshold

__all__ = ["Activity", "SignUp", "Threshold"]
