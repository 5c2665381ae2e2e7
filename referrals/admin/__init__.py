"""Who keeps what the team sees of pointing the way."""

from . import help_lines, organisations

__all__ = ["help_lines", "organisations"]
