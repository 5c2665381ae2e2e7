"""Who keeps cities, places and people. Importing this registers them."""

from .chapters import ChapterAdmin, NeighbourhoodAdmin
from .letters import LetterAdmin
from .people import TeamRoleAdmin, UserAdmin
from .places import MerchantAdmin, ServiceAdmin

__all__ = ["ChapterAdmin", "LetterAdmin", "MerchantAdmin", "NeighbourhoodAdmin", "ServiceAdmin", "TeamRoleAdmin", "UserAdmin"]
