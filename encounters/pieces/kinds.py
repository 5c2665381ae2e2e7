"""What a kind of piece can do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise


class Told(NamedTuple):
    """One line of a piece: what it is, and what it says."""

    label: str
    words: str


@dataclass(frozen=True)
class Kind:
    """`own` is how a city finds the row again that a piece became; a text, for every kind."""

    name: str
    icon: str
    words: Promise
    # What happens when it is put into a city, said beside the box to tick.
    becomes: Promise
    # (chapter) -> [Piece]
    read: Callable
    # (chapter, own) -> content, or None where it is gone
    find: Callable
    # (chapter, content, the city it comes from) -> own, or None where the city has its own already and it stays
    put: Callable
    # (chapter, own, content, the city it comes from) -> own
    replace: Callable
    # (content) -> str
    title: Callable
    # (content) -> [Told]
    say: Callable
    # (chapter, own) -> where a city adapts it
    address: Callable
