from merchants.letters import Letter

from .chapters import Chapter, Neighbourhood, PlaceName
from .people import MerchantPerson, TeamRole, User
from .places import Merchant, OpenMinutes, Service, ServiceOffer

__all__ = [
    "Chapter",
    "Letter",
    "Merchant",
    "MerchantPerson",
    "Neighbourhood",
    "OpenMinutes",
    "PlaceName",
    "Service",
    "ServiceOffer",
    "TeamRole",
    "User",
]
