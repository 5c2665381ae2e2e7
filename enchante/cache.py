"""What all web processes remember together for a short while: how often somebody knocked. It lives in PostgreSQL.

Login writes mail and IP addresses into its keys. So no key is stored as it is, but an HMAC of it, made with a secret of that day:
tomorrow nobody can tell any more whose it was.
"""

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

TABLE = "enchante_cache"


def unreadable_key(key, key_prefix, version):
    """For CACHES["KEY_FUNCTION"]. At midnight every count begins anew."""
    return salted_hmac(f"cache {timezone.localdate()}", f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def forget_expired():
    """Django's own cache in the database only forgets when it is full."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE expires < now()")  # noqa: S608 - our own name, nothing typed
