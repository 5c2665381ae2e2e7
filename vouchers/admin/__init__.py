"""Who keeps treats and reads what came in. Importing this registers them."""

from .money import PaymentAdmin, PurchaseAdmin
from .payouts import ChapterAccountAdmin, PayoutRunAdmin
from .pots import PotAdmin, PotMovementAdmin
from .redirections import RedirectionAdmin
from .refunds import CostAdmin, RefundAdmin
from .treats import MovementAdmin, ThemeAdmin, TreatAdmin, TreatKindAdmin

__all__ = [
    "ChapterAccountAdmin",
    "CostAdmin",
    "MovementAdmin",
    "PaymentAdmin",
    "PayoutRunAdmin",
    "PotAdmin",
    "PotMovementAdmin",
    "PurchaseAdmin",
    "RedirectionAdmin",
    "RefundAdmin",
    "ThemeAdmin",
    "TreatAdmin",
    "TreatKindAdmin",
]
