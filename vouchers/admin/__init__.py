"""Who keeps treats and reads what came in. Importing this registers them."""

from .money import PaymentAdmin, PurchaseAdmin
from .treats import MovementAdmin, TreatAdmin, TreatKindAdmin

__all__ = ["MovementAdmin", "PaymentAdmin", "PurchaseAdmin", "TreatAdmin", "TreatKindAdmin"]
