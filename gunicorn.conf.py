"""How gunicorn serves Enchanté behind a proxy. What it writes down names no address, no browser, no question and no token."""

import os

from gunicorn.glogging import Logger

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8  # As many as the database pool of one process holds.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - the heartbeat must not wait for a disk

# Nothing may tell when somebody was at a counter, or spoke up: neither the tap nor the page that follows it.
UNWRITTEN = {"toog", "mijn-plek", "doe-mee", "luister", "drempels", "meldingen", "accounts", "demo"}
# Behind these stands a token.
TOKENS = {"bedankt", "betaling", "lijstje"}


def public_path(path):
    """The path as it may be written down, or None where nothing may be."""
    parts = [part for part in path.split("/") if part]
    if parts and len(parts[0]) == 2:  # /fr/, /en/
        parts = parts[1:]
    if not parts or parts[0] not in UNWRITTEN | TOKENS:
        return path
    return f"/{parts[0]}/…" if parts[0] in TOKENS else None


class DiscreetLogger(Logger):
    def access(self, resp, req, environ, request_time):
        path = public_path(req.path)
        if path is not None:
            self.access_log.info("%s %s %s %dms", req.method, path, resp.status_code, request_time.total_seconds() * 1000)


logger_class = DiscreetLogger
accesslog = "-"
control_socket_disable = True
