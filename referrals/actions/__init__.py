"""What can happen when somebody points the way. One function, one transaction."""

from .asides import AskedAlready, NothingToSetAside, TakesNoPart, let_go, set_aside

__all__ = [
    "AskedAlready",
    "NothingToSetAside",
    "TakesNoPart",
    "let_go",
    "set_aside",
]
