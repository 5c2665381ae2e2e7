"""Who keeps what the team sees of pointing the way."""

from . import backgrounds, editions, help_lines, organisations, paper_orders, signals

__all__ = ["backgrounds", "editions", "help_lines", "organisations", "paper_orders", "signals"]
