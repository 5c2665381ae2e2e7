"""Who keeps what the team sees of pointing the way."""

from . import help_lines, organisations, paper_orders, signals

__all__ = ["help_lines", "organisations", "paper_orders", "signals"]
