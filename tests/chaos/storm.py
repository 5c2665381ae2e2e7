"""All of it at once, until enough was acknowledged and everything struck often enough; then calm, and the count."""

import time
from dataclasses import dataclass, field
from threading import Event, Thread

import psycopg

from . import checker, faults
from .clients import Client
from .house import NO_DISK
from .journal import Journal

CLIENTS = 8
KINDS = {
    "job worker killed in mid-mail": faults.mid_mail,
    "sessions ended": faults.sessions,
    "web worker killed": faults.web_worker,
    "job worker killed in mid-payment": faults.mid_payment,
    "PostgreSQL killed": faults.postgres,
    "disk full": faults.full_disk,
}


@dataclass
class Storm:
    """`until` so many operations were acknowledged and every kind struck so often, or so many seconds went by."""

    house: object
    shops: list
    kinds: dict = field(default_factory=lambda: KINDS)
    journal: Journal = field(default_factory=Journal)
    struck: dict = field(default_factory=dict)
    skipped: dict = field(default_factory=dict)
    found: checker.Found | None = None
    # What clients and the books themselves say went wrong.
    said: list = field(default_factory=list)
    over: Event = field(default_factory=Event)

    @property
    def bank(self):
        return self.house.bank

    def rage(self, *, operations, strikes, seconds):
        before = {row[0] for row in self.house.postgres.ask(checker.TAPS)}
        others = [*(Client(self, number) for number in range(CLIENTS)), Thread(target=self._keep_working, daemon=True)]
        for other in others:
            other.start()
        self._strike(operations, strikes, time.monotonic() + seconds)
        self.over.set()
        for other in others:
            other.join(180)
        books = self._calm_down()
        self.found = checker.check(self.house.postgres.url, self.journal, self.bank, self.house.mailbox, before=before)
        self.said = [*books, *self.journal.strange]
        return self

    def until(self, condition, seconds):
        """Whether it came true in time. A database that is away answers no."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if condition():
                    return True
            except psycopg.Error:
                pass
            time.sleep(0.01)
        return False

    @property
    def p95(self):
        return self.journal.slowest_of(0.95)

    def _strike(self, operations, strikes, end):
        if not self.house.disk and faults.full_disk in self.kinds.values():
            self.skipped = {"disk full": NO_DISK}
        self.struck = {name: 0 for name in self.kinds if name not in self.skipped}
        while time.monotonic() < end and (self.journal.acknowledged < operations or min(self.struck.values(), default=strikes) < strikes):
            for name in self.struck:
                if self.struck[name] < strikes and time.monotonic() < end:
                    self._let_them_work()
                    self.struck[name] += self._strikes(self.kinds[name])
            self._let_them_work()

    def _keep_working(self):
        while not self.over.wait(0.2):
            self.house.keep_working()

    def _strikes(self, strike):
        try:
            return strike(self)
        except psycopg.Error:
            return False  # The database was still away from the last one.

    def _let_them_work(self):
        """As somebody who recovered does."""
        enough = self.journal.acknowledged + 2 * CLIENTS
        self.until(lambda: self.journal.acknowledged > enough, 60)

    def _calm_down(self):
        """What still waits is done, as on any quiet afternoon. What the books say, where they do not add up."""
        self.bank.calm_down()
        self.house.postgres.start()
        ended, said = self.house.calm()
        return [f"check_books: {said.strip()}"] if ended else []
