"""A mail server that can stop in the middle of a letter, before or after it has taken it."""

import re
from collections import Counter
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread

BEFORE, AFTER = "before", "after"


class Mailbox:
    def __init__(self):
        self.got = Counter()  # How many letters reached whom.
        self.stops, self.stopped, self.goes_on = None, Event(), Event()
        self.server = _Server(("127.0.0.1", 0), _Talk)
        self.server.mailbox = self
        self.url = f"smtp://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.go_on()
        self.server.shutdown()
        self.server.server_close()

    def stop_at_next(self, moment):
        """The next letter gets no answer, BEFORE it was taken or AFTER; `stopped` is set meanwhile."""
        self.stopped.clear()
        self.goes_on.clear()
        self.stops = moment

    def go_on(self):
        self.stops = None
        self.goes_on.set()

    def take(self, letter):
        """Whether the letter was taken."""
        moment, self.stops = self.stops, None
        if moment == BEFORE:
            self._wait()
            return False
        self.got[re.search(rb"^To: .*?([\w.+-]+@[\w.-]+)", letter, re.M)[1].decode()] += 1
        if moment == AFTER:
            self._wait()
        return True

    def _wait(self):
        self.stopped.set()
        self.goes_on.wait(120)


class _Server(ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True

    def handle_error(self, request, client_address):
        """Whoever was killed in mid-sentence is no error of ours."""


class _Talk(StreamRequestHandler):
    def handle(self):
        self._say("220 here")
        for line in self.rfile:
            match line[:4].upper():
                case b"DATA":
                    self._say("354 go on")
                    self._say("250 taken" if self.server.mailbox.take(self._letter()) else "451 later")
                case b"QUIT":
                    return self._say("221 bye")
                case _:
                    self._say("250 fine")

    def _letter(self):
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        return b"".join(lines)

    def _say(self, words):
        self.wfile.write(f"{words}\r\n".encode())
