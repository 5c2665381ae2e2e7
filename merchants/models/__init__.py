from merchants.letters import Letter
from merchants.limits import Knock

from .chapters import Chapter, Neighbourhood, PlaceName
from .people import MerchantPerson, TeamRole, User
from .places import Merchant, OpenMinutes, Service, ServiceOffer

__all__ = [
    "Chapter",
    "Knock",
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
