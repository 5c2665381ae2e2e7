from .bons import Bon
from .chapter_accounts import ChapterAccount
from .costs import Cost
from .counters import CounterLink, PersonWithCounter
from .movements import Movement
from .payments import DemoPayment, Payment
from .payouts import Payout, PayoutLine, PayoutRun
from .pots import Pot, PotMovement
from .purchases import Purchase, PurchaseLine
from .redirections import Redirection
from .refunds import GivenBack, Refund
from .sellers import Seller
from .tallies import ServiceTally, offers_behind_counter
from .themes import Theme
from .treats import Tapped, Treat, TreatKind, tapped

__all__ = [
    "Bon",
    "ChapterAccount",
    "Cost",
    "CounterLink",
    "DemoPayment",
    "GivenBack",
    "Movement",
    "Payment",
    "Payout",
    "PayoutLine",
    "PayoutRun",
    "PersonWithCounter",
    "Pot",
    "PotMovement",
    "Purchase",
    "PurchaseLine",
    "Redirection",
    "Refund",
    "Seller",
    "ServiceTally",
    "Tapped",
    "Theme",
    "Treat",
    "TreatKind",
    "offers_behind_counter",
    "tapped",
]
