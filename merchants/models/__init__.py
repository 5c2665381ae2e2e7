from merchants.chapter_texts import ChapterText
from merchants.letters import Letter
from merchants.limits import Knock

from .chapters import Chapter, Neighbourhood, PlaceName
from .checklists import ChecklistItem
from .derived import MapCell, OfferMinutes, OpenMinutes
from .erasures import Erasure
from .imports import ColumnMapping, ImportedRow, PlaceImport
from .invitations import Invitation
from .news import Notice, Pause
from .papers import PaperRequest
from .people import MerchantPerson, TeamRole, User
from .photos import Photo
from .places import Merchant
from .proposals import Proposal
from .rounds import VerificationRound
from .services import Service, ServiceOffer
from .stays import Stay
from .verification import Verification

__all__ = [
    "Chapter",
    "ChapterText",
    "ChecklistItem",
    "ColumnMapping",
    "Erasure",
    "ImportedRow",
    "Invitation",
    "Knock",
    "Letter",
    "MapCell",
    "Merchant",
    "MerchantPerson",
    "Neighbourhood",
    "Notice",
    "OfferMinutes",
    "OpenMinutes",
    "PaperRequest",
    "Pause",
    "Photo",
    "PlaceImport",
    "PlaceName",
    "Proposal",
    "Service",
    "ServiceOffer",
    "Stay",
    "TeamRole",
    "User",
    "Verification",
    "VerificationRound",
]
