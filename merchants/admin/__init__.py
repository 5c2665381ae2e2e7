"""Who keeps cities, places and people. Importing this registers them."""

from .chapters import ChapterAdmin, NeighbourhoodAdmin
from .checklists import ChecklistItemAdmin
from .invitations import InvitationAdmin
from .letters import LetterAdmin
from .papers import PaperRequestAdmin
from .people import TeamRoleAdmin, UserAdmin
from .photos import PhotoAdmin
from .places import MerchantAdmin
from .services import ServiceAdmin
from .verification import VerificationAdmin

__all__ = [
    "ChapterAdmin",
    "ChecklistItemAdmin",
    "InvitationAdmin",
    "LetterAdmin",
    "MerchantAdmin",
    "NeighbourhoodAdmin",
    "PaperRequestAdmin",
    "PhotoAdmin",
    "ServiceAdmin",
    "TeamRoleAdmin",
    "UserAdmin",
    "VerificationAdmin",
]
