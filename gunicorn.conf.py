"""How gunicorn serves Enchanté behind a proxy. What it writes down names no address, no browser, no question and no token."""

import os

from gunicorn.glogging import Logger
from gunicorn.http import message

from enchante.discreet import DiscreetFormatter, public_path

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8  # As many as the database pool of one process holds.
# A list in an address may have grown to 20 kB: our own page says what it left out, where gunicorn would hang up at 8 kB at the latest.
message.MAX_REQUEST_LINE = limit_request_line = 24_000
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - the heartbeat must not wait for a disk


class DiscreetLogger(Logger):
    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(DiscreetFormatter(self.error_fmt, self.datefmt))

    def access(self, resp, req, environ, request_time):
        path = public_path(req.path)
        if path is not None:
            self.access_log.info("%s %s %s %dms", req.method, path, resp.status_code, request_time.total_seconds() * 1000)


logger_class = DiscreetLogger
accesslog = "-"
control_socket_disable = True
