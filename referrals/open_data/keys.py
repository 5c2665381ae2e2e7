"""Identifiers that stay, whatever a place is called later or where this site moves.

Each is a UUID of version 8 (RFC 9562): in it stand the number of this installation, what it is about, and which rows. So no column
holds them, two installations never give out the same, and the thing itself is found without searching.
"""

from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID, uuid5

from referrals.models import Publisher

PLACE_BITS, PART_BITS = 38, 24


class About(IntEnum):
    ORGANIZATION = 1
    LOCATION = 2
    SERVICE = 3
    TREAT = 4
    SERVICE_HERE = 5
    TREAT_HERE = 6
    TAXONOMY = 7
    TERM = 8


@dataclass(frozen=True)
class Keys:
    """`installation` has 48 bits."""

    installation: int

    @classmethod
    def here(cls):
        return cls(Publisher.here().number.int >> 80)

    def of(self, about, place=0, part=0):
        """The identifier of something at a place; of something of the catalogue, where `place` is the kind of row."""
        return str(UUID(int=self.installation << 80 | 0x8 << 76 | about << 64 | 0x2 << 62 | place << PART_BITS | part))

    def read(self, text):
        """(About, place, part), or None where this installation never gave it out."""
        try:
            bits = UUID(text).int
            about, place, part = About(bits >> 64 & 0xFFF), bits >> PART_BITS & 2**PLACE_BITS - 1, bits & 2**PART_BITS - 1
        except ValueError:
            return None
        return (about, place, part) if self.of(about, place, part) == text.lower() else None


def child(owner, name):
    """The identifier of what belongs to something alone, such as its address."""
    return str(uuid5(UUID(owner), name))
