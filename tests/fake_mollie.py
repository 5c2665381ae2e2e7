"""A Mollie of our own on this machine: real HTTP, its documented answers, a checkout by way of two banks, and every way to fail.

with FakeMollie() as mollie:
    mollie.base                       where MOLLIE_API_BASE points
    mollie.books                      what it remembers (fake_mollie_books.py); `books.end(number, "paid")` pays
    mollie.fail("silence")            what becomes of the next question; a list fails that many in a row
    mollie.deliver()                  calls the webhooks that wait, as Mollie does until one answers 200
    mollie.asked                      every question it got
"""

import contextlib
import json
import socket
import struct
from collections import deque
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, RLock, Thread
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from tests.fake_mollie_books import ENDS, Books, Refusal

TRIES = 10  # How often Mollie calls a webhook that does not answer 200, spread over a day.
HAL = "application/hal+json; charset=utf-8"
LINK = '<!doctype html><html lang="nl"><title>{title}</title><h1>{title}</h1><a href="{href}">{text}</a></html>'
BANK = '<!doctype html><html lang="nl"><title>Bank</title><h1>Bank {amount}</h1><form method="post">{buttons}</form></html>'
BUTTON = '<button name="status" value="{0}">{0}</button>'


class Asked(NamedTuple):
    method: str
    path: str
    headers: dict
    body: dict


class FakeMollie:
    def __init__(self):
        self.books, self.lock = Books(), RLock()
        self.asked, self.faults, self.hosts = [], deque(), {}
        self.released = Event()
        # The checkout and two banks: three ports are three origins.
        self.servers = [_Server(("127.0.0.1", 0), _Handler, self) for _ in range(3)]
        self.base, self.first_bank, self.second_bank = (f"http://127.0.0.1:{server.server_address[1]}" for server in self.servers)
        self.books.base = self.base

    def __enter__(self):
        for server in self.servers:
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.released.set()
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def fail(self, *kinds, done=False, say=None):
        """The next questions fail so, one kind each. `done`: what was asked is carried out all the same."""
        self.faults.extend((kind, done, say) for kind in kinds)

    def say(self, *answers):
        """The next questions get these objects for an answer, whatever was asked."""
        self.faults.extend(("say", False, answer) for answer in answers)

    def deliver(self, tries=TRIES):
        """Call the webhooks that wait. Returns the statuses they answered."""
        answered, left = [], []
        for url, number in self.books.told:
            for _ in range(tries):
                answered.append(self._knock(url, number))
                if answered[-1] == 200:
                    break
            else:
                left.append((url, number))
        self.books.told = left
        return answered

    def _knock(self, url, number):
        host = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}"
        request = Request(url.replace(host, self.hosts.get(host, host)), urlencode({"id": number}).encode())  # noqa: S310
        try:
            with urlopen(request, timeout=15) as response:  # noqa: S310 - an address of the test's own
                return response.status
        except HTTPError as error:
            error.close()
            return error.code
        except OSError:
            return 0


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address, handler, mollie):
        self.mollie = mollie
        super().__init__(address, handler)

    def handle_error(self, request, client_address):
        """Whoever hung up in mid-answer is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        mollie = self.server.mollie
        number = urlsplit(self.path).path.rpartition("/")[2]
        match self.server.server_address[1], urlsplit(self.path).path.split("/")[1]:
            case (_, "v2"):
                self._api()
            case (_, "checkout"):
                self._html(LINK.format(title="Mollie", href=f"{mollie.first_bank}/bank/{number}", text="Bancontact"))
            case (port, "bank") if mollie.first_bank.endswith(f":{port}"):
                self._go(f"{mollie.second_bank}/bank/{number}")
            case (_, "bank") if number in mollie.books.payments:
                buttons = "".join(BUTTON.format(status) for status in ENDS)
                self._html(BANK.format(amount=escape(mollie.books.payments[number]["amount"]["value"]), buttons=buttons))
            case _:
                self._send(404, "text/plain", b"")

    def do_POST(self):
        if self.path.startswith("/v2/"):
            return self._api()
        number, status = self.path.rpartition("/")[2], self._read().decode().partition("=")[2]
        payment = self.server.mollie.books.payments[number]
        if payment["status"] == "open":
            self.server.mollie.books.end(number, status)
        self._go(payment["redirectUrl"])

    def do_DELETE(self):
        self._api()

    def _api(self):
        mollie, text = self.server.mollie, self._read()
        body = json.loads(text) if text else {}
        mollie.asked.append(Asked(self.command, self.path, dict(self.headers), body))
        kind, done, say = mollie.faults.popleft() if mollie.faults else (None, True, None)
        answer = self._answer(body, kind if done else None) if done else (200, {}, False)
        getattr(self, f"_{kind or 'well'}")(*answer[:2], replayed=answer[2], say=say)

    def _answer(self, body, kind):
        """What Mollie would answer. The same key from two sides at once is a conflict."""
        mollie, key = self.server.mollie, self.headers.get("Idempotency-Key")
        with mollie.lock:
            if key and key in mollie.books.busy:
                return 409, {"status": 409, "title": "Conflict", "detail": "This request is being worked on"}, False
            mollie.books.busy.add(key)
        try:
            if kind == "slow":
                mollie.released.wait(0.3)
            with mollie.lock:
                return mollie.books.answer(self._api_key(), self.command, self.path, body, key)
        except Refusal as refusal:
            return refusal.status, refusal.body, False
        finally:
            mollie.books.busy.discard(key)

    def _api_key(self):
        return self.headers.get("Authorization", "").removeprefix("Bearer ")

    # How an answer goes out

    def _well(self, status, answer, *, replayed=False, say=None):
        text = b"" if status == 204 else json.dumps(answer).encode()
        self._send(status, HAL, text, **({"Idempotent-Replayed": "true"} if replayed else {}))

    _slow = _well

    def _say(self, status, answer, *, replayed, say):
        self._send(200, HAL, json.dumps(say).encode())

    def _500(self, status, answer, **_details):
        self._well(500, {"status": 500, "title": "Internal Server Error", "detail": "Something went wrong"})

    def _503(self, status, answer, **_details):
        self._well(503, {"status": 503, "title": "Service Unavailable", "detail": "Please retry later"})

    def _502(self, status, answer, *, replayed, say):
        self._html(f"<html><h1>502 Bad Gateway</h1>{say or ''}</html>", status=502)

    def _429(self, status, answer, **_details):
        self._well(429, {"status": 429, "title": "Too Many Requests", "detail": "Please wait a bit"})

    def _html_page(self, status, answer, **_details):
        self._html("<html><h1>Maintenance</h1></html>")

    def _empty(self, status, answer, **_details):
        self._send(200, HAL, b"")

    def _truncated(self, status, answer, **_details):
        text = json.dumps(answer or {"resource": "payment", "id": "tr_0000000001"}).encode()
        self._send(status, HAL, text[: len(text) // 2])

    def _cut(self, status, answer, **_details):
        self._send(status, HAL, b'{"resource": ', length=1000)
        self.close_connection = True

    def _silence(self, status, answer, **_details):
        self.server.mollie.released.wait(30)
        self.close_connection = True

    def _reset(self, status, answer, **_details):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def _html(self, text, status=200):
        self._send(status, "text/html; charset=utf-8", text.encode())

    def _go(self, url):
        self._send(303, "text/plain", b"", Location=url)

    def _send(self, status, kind, text, length=None, **headers):
        self.send_response(status)
        for name, value in ({"Content-Type": kind, "Content-Length": str(length or len(text))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    def _read(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def finish(self):
        with contextlib.suppress(OSError, ValueError):
            super().finish()

    def log_message(self, *_details):
        """Nothing: the tests have their own words."""
