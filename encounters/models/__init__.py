"""What people say makes it hard to come in, and what a city does about it together. Nothing here knows who said it."""

from .activities import Activity
from .sign_ups import SignUp
from .thresholds import Threshold

__all__ = ["Activity", "SignUp", "Threshold"]
