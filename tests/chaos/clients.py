"""People at counters and people who treat: each tries again, with the same key, until somebody tells how it ended."""

import http.client
import json
import random
import re
import time
from contextlib import suppress
from email.message import Message
from threading import Thread
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from .journal import Gift, Tap

PATIENCE = 60  # Seconds; then whoever asked never hears, and both is fine: done, or not.
TROUBLE = (OSError, http.client.HTTPException)
AGAIN = 0.2  # So often an answer gets lost on the way to the phone, which then sends the same once more.


class GaveUp(Exception):
    """Nothing answered for so long."""


class Answer(NamedTuple):
    status: int
    headers: Message
    body: str


class Client(Thread):
    def __init__(self, storm, number):
        super().__init__(daemon=True)
        self.storm, self.journal, self.shops = storm, storm.journal, storm.shops
        self.chance = random.Random(number)  # noqa: S311 - no secret
        # So many gifts a day come from one corner of the internet.
        self.corner, self.gifts, self.cookie, self.connection = f"10.0.{number}", 0, "", None

    def run(self):
        while not self.storm.over.is_set():
            try:
                self.chance.choices([self._tap, self._give], [7, 3])[0]()
            except GaveUp:
                pass
            except Exception as error:  # noqa: BLE001 - whatever it is, a storm with one client less must not pass for a good one
                self.journal.strange.append(f"A client fell over: {error!r}")
        self._hang_up()

    # At a counter

    def _tap(self):
        shop = self.chance.choice(self.shops)
        tap = Tap(uuid4(), int(self.chance.choice(list(shop["prices"]))), self.chance.choice(["handed_out", "handed_out", "counter"]))
        self.journal.taps[tap.key] = tap
        for _ in range(self._times()):
            answer = self._insist(shop["counter"] + "tikken/", {"what": tap.what, "treat": tap.treat, "key": tap.key})
            if answer.status != 200:
                return self._strange("tap", answer)
            (self.journal.counted if json.loads(answer.body)["is_good"] else self.journal.refused).add(tap.key)

    # Treating

    def _give(self):
        shop, quantity = self.chance.choice(self.shops), self.chance.randint(1, 3)
        treat, price = self.chance.choice(list(shop["prices"].items()))
        key = uuid4()
        gift = self.journal.gifts[key] = Gift(key, int(treat), quantity, f"gever-{key}@example.org")
        form = {f"prijs-{number}": cents for number, cents in shop["prices"].items()}
        form |= {"key": key, "email": gift.email, f"aantal-{treat}": quantity, "totaal": quantity * price}
        self.gifts += 1
        for _ in range(self._times()):
            answer = self._insist(f"/plek/{shop['slug']}/trakteren/", form)
            place = answer.headers["Location"] or ""
            if answer.status != 303 or self.journal.bought.setdefault(key, place) != place:
                return self._strange("gift", answer)
        self._pay(gift, self.journal.bought[key])

    def _pay(self, gift, step):
        """At the bank. Some never come back from there, some think better of it."""
        number = self._checkout(step)
        if number:
            end = self.chance.choices(["paid", "canceled", "expired"], [8, 1, 1])[0]
            self.journal.at_bank[gift.key] = (number, end)
            self.storm.bank.end(number, end, is_heard=self.chance.random() < 0.5)
            if end == "paid" and self.chance.random() < 0.5:
                self._come_back(gift, urlsplit(self.storm.bank.way_back(number)).path)

    def _checkout(self, step):
        """The number of the payment at the bank, once our page leads there; None where our page is gone."""
        for _ in self._patiently():
            answer = self._insist(step)
            if answer.status == 404:
                return self._strange("way to the bank", answer)
            if found := re.search(r"/checkout/(tr_\w+)", answer.body):
                return found[1]
            self._insist(step, {})

    def _come_back(self, gift, path):
        for _ in self._patiently():
            if (answer := self._insist(path)).status == 404:
                return self._strange("way back", answer)
            if self._insist(f"{path}betaalbewijs/").status == 200:
                return self.journal.paid.add(gift.key)

    # Asking

    def _times(self):
        return 2 if self.chance.random() < AGAIN else 1

    def _strange(self, what, answer):
        words = " ".join(re.sub("<[^>]*>", " ", answer.body).split())
        self.journal.strange.append(f"{what} answered {answer.status}: {words[:300]}")

    def _insist(self, path, form=None):
        """What was answered, by somebody who is not in trouble."""
        for _ in self._patiently():
            with suppress(*TROUBLE):
                if (answer := self._ask(path, form)).status < 500:
                    return answer

    def _patiently(self):
        """Again and again, with a pause."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            yield
            time.sleep(self.chance.uniform(0.05, 0.4))
        raise GaveUp

    def _ask(self, path, form):
        if not self.cookie:
            given = self._send("GET", self.shops[0]["counter"]).headers.get("Set-Cookie", "")
            self.cookie = given.partition("csrftoken=")[2].partition(";")[0]
        if not self.cookie:
            raise http.client.HTTPException
        return self._send("GET", path) if form is None else self._send("POST", path, form | {"csrfmiddlewaretoken": self.cookie})

    def _send(self, method, path, form=None):
        port, began, took = self.storm.house.port, time.monotonic(), None
        self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": f"{self.corner}.{self.gifts // 50}", "Accept-Language": "nl"}
        headers |= {"Cookie": f"csrftoken={self.cookie}", "Origin": f"https://127.0.0.1:{port}"}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        self.journal.begins()
        try:
            self.connection.request(method, path, form and urlencode(form), headers)
            response = self.connection.getresponse()
            answer = Answer(response.status, response.headers, response.read().decode())
            took = time.monotonic() - began if answer.status < 500 else None
            return answer
        except TROUBLE:
            self._hang_up()
            raise
        finally:
            self.journal.ends(took)

    def _hang_up(self):
        if self.connection:
            self.connection.close()
        self.connection = None
