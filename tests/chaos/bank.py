"""The bank's side of a storm: a Mollie of our own whose answers fail now and then, and whose news does not always arrive."""

import random
from threading import Event, Thread

from tests.fake_mollie import FakeMollie

FAULTS = ["500", "503", "429", "502", "html_page", "empty", "truncated", "cut", "reset", "slow"]


class Bank:
    """`struck` tells how many questions got an answer that was none."""

    def __init__(self):
        self.mollie, self.over = FakeMollie(), Event()
        self.thread, self.sent, self.unheard = Thread(target=self._go_on, daemon=True), 0, set()

    def __enter__(self):
        self.mollie.__enter__()
        return self

    def __exit__(self, *error):
        self.calm_down()
        self.mollie.__exit__(*error)

    @property
    def struck(self):
        return self.sent - len(self.mollie.faults)

    def be_moody(self):
        self.thread.start()

    def calm_down(self):
        self.over.set()
        if self.thread.is_alive():
            self.thread.join()
        self.sent -= len(self.mollie.faults)
        self.mollie.faults.clear()

    def end(self, number, status, *, is_heard):
        """It ends so at the bank. Where it `is_heard` our webhook is called, else only who asks will know."""
        if not is_heard:
            self.unheard.add(number)
        self.mollie.books.end(number, status)

    def way_back(self, number):
        return self.mollie.books.payments[number]["redirectUrl"]

    def payments_of(self):
        """The numbers of all payments there, by our token."""
        found = {}
        for number, payment in self.mollie.books.payments.items():
            found.setdefault(payment["metadata"]["token"], []).append(number)
        return found

    def _go_on(self):
        chance = random.Random(1)  # noqa: S311 - no secret
        while not self.over.wait(0.3):
            if not self.mollie.faults:
                self.mollie.fail(chance.choice(FAULTS), done=chance.random() < 0.5)
                self.sent += 1
            self.mollie.books.told = [(url, number) for url, number in self.mollie.books.told if number not in self.unheard]
            self.mollie.deliver(tries=1)
