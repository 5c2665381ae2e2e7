"""What rooms above this one know of places, and one may ask for in the finder under a name of its own: that something is planned there.

They register it when they are loaded, as a condition in SQL on a row called `place`; the finder joins it to its one statement.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Also:
    """`samen=1`: its name in an address, how it is drawn and called, when a place meets it, and the everyday words for it."""

    name: str
    icon: str
    # Called when it is told: a kept frame of a page knows an Also by its name.
    words: Callable = field(compare=False)
    condition: str = field(compare=False)
    everyday: str = field(compare=False, default="")

    def is_met_by(self, found):
        return self.name in found.also


KNOWN: dict[str, Also] = {}


def register(also):
    KNOWN[also.name] = also
