"""Who points the way and with what. Nothing here knows whom they point the way to."""

from .asides import SettingAside
from .editions import MapBackground, MapEdition, PrintedCopies
from .favourites import FavouritePlace, FavouriteSet
from .help_lines import HelpLine
from .organisations import Organisation, Referrer
from .other_help import OtherHelp, OtherHelpImport, OtherHelpList, OtherHelpShown
from .paper_orders import PaperOrder
from .publishers import Publisher
from .signals import Signal

__all__ = [
    "FavouritePlace",
    "FavouriteSet",
    "HelpLine",
    "MapBackground",
    "MapEdition",
    "Organisation",
    "OtherHelp",
    "OtherHelpImport",
    "OtherHelpList",
    "OtherHelpShown",
    "PaperOrder",
    "PrintedCopies",
    "Publisher",
    "Referrer",
    "SettingAside",
    "Signal",
]
