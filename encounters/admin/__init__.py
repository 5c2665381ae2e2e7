"""Who keeps what a team hears and does. Importing this registers them."""

from .activities import ActivityAdmin
from .cards import CardWishAdmin
from .circle import CircleNoteAdmin
from .own_words import OwnWordsAdmin
from .peers import PeerAdmin
from .stories import StoryAdmin
from .thresholds import ThresholdAdmin

__all__ = [
    "ActivityAdmin",
    "CardWishAdmin",
    "CircleNoteAdmin",
    "OwnWordsAdmin",
    "PeerAdmin",
    "StoryAdmin",
    "ThresholdAdmin",
]
