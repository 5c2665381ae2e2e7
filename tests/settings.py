"""How the tests differ from an installation: nothing depends on this machine's .env, and nothing is slow on purpose."""

import os

os.environ |= {
    "DEBUG": "true",
    "SECRET_KEY": "for the tests only, so that nothing depends on the day",
    "MOLLIE_API_KEY": "",
    "MOLLIE_ACCESS_TOKEN": "",
}

from enchante import local_postgres
from enchante.settings import *  # noqa: F403 - the same installation, but for the lines below
from enchante.settings import DATABASES, LOCAL_POSTGRES, VAR

# A server of their own: the tests never touch what `make run` keeps.
if LOCAL_POSTGRES:
    LOCAL_POSTGRES = VAR / os.environ.get("POSTGRES_FOR_TESTS", "postgres-for-tests")
    DATABASES["default"] |= local_postgres.address(LOCAL_POSTGRES)
# A process that a test starts finds the same rows.
DATABASES["default"]["NAME"] = os.environ.get("DATABASE_FOR_TESTS") or DATABASES["default"]["NAME"]
# One connection per thread, closed with its test: a pool would keep the database from being dropped.
del DATABASES["default"]["OPTIONS"]["pool"]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
