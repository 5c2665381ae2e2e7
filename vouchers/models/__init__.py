from .payments import DemoPayment, Payment
from .purchases import Purchase, PurchaseLine
from .treats import CounterLink, Movement, Treat, TreatKind

__all__ = ["CounterLink", "DemoPayment", "Movement", "Payment", "Purchase", "PurchaseLine", "Treat", "TreatKind"]
