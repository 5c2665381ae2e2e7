"""Which SQL a piece of code sends, transaction statements apart."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

TRANSACTION_WORDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET CONSTRAINTS")


@contextmanager
def statements():
    """`with statements() as sent:` and afterwards `sent` lists the statements."""
    sent = []
    with CaptureQueriesContext(connection) as captured:
        yield sent
    sent += [query["sql"] for query in captured if not query["sql"].startswith(TRANSACTION_WORDS)]
