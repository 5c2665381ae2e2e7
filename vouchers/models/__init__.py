from .counters import CounterLink
from .movements import Movement
from .payments import DemoPayment, Payment
from .purchases import Purchase, PurchaseLine
from .redirections import Redirection
from .tallies import ServiceTally, offers_behind_counter
from .treats import Treat, TreatKind

__all__ = [
    "CounterLink",
    "DemoPayment",
    "Movement",
    "Payment",
    "Purchase",
    "PurchaseLine",
    "Redirection",
    "ServiceTally",
    "Treat",
    "TreatKind",
    "offers_behind_counter",
]
