"""The pages of giving and of the counter."""

from .counter import counter
from .demo import demo_checkout
from .giving import payment_go, purchase_thanks, treat_give

__all__ = ["counter", "demo_checkout", "payment_go", "purchase_thanks", "treat_give"]
