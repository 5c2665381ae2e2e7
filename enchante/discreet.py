"""What may be written down of a request: no address of a person, no question, no token, and no minute of somebody at a counter."""

import logging
import re

import psycopg
from django import db

# Nothing may tell when somebody was at a counter, or spoke up: neither the tap nor the page that follows it, nor the team's count.
UNWRITTEN = {
    *["toog", "mijn-plek", "mijn-organisatie", "mijn-agenda", "mijn-vragen", "beheer", "doe-mee", "accounts", "demo"],
    *["luister", "drempels", "verhalen", "meldingen", "ik-kom", "samen"],
}
# Behind these stands a token.
TOKENS = {"nazicht", "bedankt", "betaalverzoek", "betalen", "betaling", "lijstje"}

SECRETS = re.compile(rf"/({'|'.join(UNWRITTEN | TOKENS)})/[^\s\"']*")
QUESTION = re.compile(r"(/[^\s\"'?]*)\?[^\s\"']*")
CALLER = re.compile(r"\bip=[^\s,]*[^\s,:]")


def public_path(path):
    """The path as the access log may have it, or None where nothing may be written at all."""
    parts = [part for part in path.split("/") if part]
    if parts and len(parts[0]) == 2:  # /fr/, /en/
        parts = parts[1:]
    if not parts or parts[0] not in UNWRITTEN | TOKENS:
        return path
    return f"/{parts[0]}/…" if parts[0] in TOKENS else None


class DiscreetFormatter(logging.Formatter):
    """For what went wrong: where and why, but not at which counter, and not what somebody typed."""

    def format(self, record):
        text = SECRETS.sub(r"/\1/…", super().format(record))
        return CALLER.sub("ip=…", QUESTION.sub(r"\1?…", text))

    def formatException(self, exc_info):
        error = exc_info[1]
        while error:
            if isinstance(error, psycopg.Error | db.Error):
                # Below its first line the database tells the row it refused, mail address and all.
                error.args = (str(error).partition("\n")[0],)
            error = error.__cause__ or error.__context__
        return super().formatException(exc_info)
