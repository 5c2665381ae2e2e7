"""What clients asked for and what they were told: kept here and nowhere else, so that the database can be held to it."""

from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple
from uuid import UUID


class Tap(NamedTuple):
    key: UUID
    treat: int
    what: str

    @property
    def delta(self):
        return -1 if self.what == "handed_out" else 1


class Gift(NamedTuple):
    key: UUID
    treat: int
    quantity: int
    email: str


@dataclass
class Journal:
    taps: dict = field(default_factory=dict)  # Every Tap that was ever sent, by key.
    gifts: dict = field(default_factory=dict)
    counted: set = field(default_factory=set)  # Keys whose tap was said to be counted,
    refused: set = field(default_factory=set)  # or for which nothing hung.
    bought: dict = field(default_factory=dict)  # The token of the payment each giver was led to.
    paid: set = field(default_factory=set)  # Givers who were shown a receipt.
    at_bank: dict = field(default_factory=dict)  # How a payment ended at the bank, and its number there.
    strange: list = field(default_factory=list)  # Answers that nobody expects.
    seconds: list = field(default_factory=list)  # Of each answer.
    under_way: int = 0
    failed: int = 0
    lock: Lock = field(default_factory=Lock)

    @property
    def acknowledged(self):
        return len(self.counted) + len(self.bought) + len(self.paid)

    def begins(self):
        with self.lock:
            self.under_way += 1

    def ends(self, seconds=None):
        """After so many seconds with an answer, or without one."""
        with self.lock:
            self.under_way -= 1
            self.failed += seconds is None
        if seconds is not None:
            self.seconds.append(seconds)

    def slowest_of(self, share):
        """So many seconds this share of all answers took at most."""
        return sorted(self.seconds)[int(share * (len(self.seconds) - 1))] if self.seconds else 0
