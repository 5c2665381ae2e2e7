"""The pages of giving and of the counter."""

from .counter import counter
from .demo import demo_checkout
from .giving import payment_go, purchase_thanks, treat_give
from .mine import counter_renew

__all__ = ["counter", "counter_renew", "demo_checkout", "payment_go", "purchase_thanks", "treat_give"]
