"""The pages of giving, of the counter, and of what is printed for a place."""

from .bons import bon_buy, purchase_slips
from .counter import counter, counter_shell
from .counter_app import counter_manifest, counter_taps, counter_worker
from .counter_bons import counter_bon
from .demo import demo_checkout
from .giving import city_give, treat_give
from .mine import counter_renew, place_overview
from .paper import board_print, place_card, place_paper, sticker_print
from .paying import payment_go, purchase_thanks
from .payouts import place_payout, place_payouts
from .pot import pot_give
from .receipts import purchase_card, purchase_receipt, purchase_take_back
from .redirecting import place_redirect, redirection_answer
from .requesting import payment_request, treat_together
from .selling import place_seller
from .themes import theme_give
from .treats import place_treats
from .webhook import mollie_webhook

__all__ = [
    "board_print",
    "bon_buy",
    "city_give",
    "counter",
    "counter_bon",
    "counter_manifest",
    "counter_renew",
    "counter_shell",
    "counter_taps",
    "counter_worker",
    "demo_checkout",
    "mollie_webhook",
    "payment_go",
    "payment_request",
    "place_card",
    "place_overview",
    "place_paper",
    "place_payout",
    "place_payouts",
    "place_redirect",
    "place_seller",
    "place_treats",
    "pot_give",
    "purchase_card",
    "purchase_receipt",
    "purchase_slips",
    "purchase_take_back",
    "purchase_thanks",
    "redirection_answer",
    "sticker_print",
    "theme_give",
    "treat_give",
    "treat_together",
]
