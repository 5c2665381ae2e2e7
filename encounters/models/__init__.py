"""What makes it hard, what people say when they are asked, and what a city does about it together."""

from .activities import Activity
from .answers import OwnWords, Sheet, Tick
from .asides import ActivityAside, AskedByOrganisations
from .cards import CardWish, LearningCard
from .circle import CircleNote, CircleQuarter
from .evaluations import Audience, Evaluation
from .formats import ActivityFormat
from .method_kit import CopiedPiece, KitVersion
from .peers import Peer, PeerHours
from .rounds import Choice, ListeningRound, Question
from .sign_ups import SignUp
from .stories import Story
from .thresholds import Threshold
from .visits import FirstVisit

__all__ = [
    "Activity",
    "ActivityAside",
    "ActivityFormat",
    "AskedByOrganisations",
    "Audience",
    "CardWish",
    "Choice",
    "CircleNote",
    "CircleQuarter",
    "CopiedPiece",
    "Evaluation",
    "FirstVisit",
    "KitVersion",
    "LearningCard",
    "ListeningRound",
    "OwnWords",
    "Peer",
    "PeerHours",
    "Question",
    "Sheet",
    "SignUp",
    "Story",
    "Threshold",
    "Tick",
]
