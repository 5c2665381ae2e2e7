"""Who keeps treats and reads what came in. Importing this registers them."""

from .money import PaymentAdmin, PurchaseAdmin
from .redirections import RedirectionAdmin
from .refunds import CostAdmin, RefundAdmin
from .treats import MovementAdmin, TreatAdmin, TreatKindAdmin

__all__ = ["CostAdmin", "MovementAdmin", "PaymentAdmin", "PurchaseAdmin", "RedirectionAdmin", "RefundAdmin", "TreatAdmin", "TreatKindAdmin"]
