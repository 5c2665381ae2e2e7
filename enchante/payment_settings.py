"""What the settings of payments may hold. A wrong one stops the site at its start, with a sentence that says how to mend it."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from vouchers.ibans import read_iban

KEY = re.compile(r"\A(live|test)_[A-Za-z0-9]{20,100}\Z")
ACCESS_TOKEN = re.compile(r"\Aaccess_[A-Za-z0-9]{20,100}\Z")


def mollie_key(key, *, debug):
    """The key, or "" for no online payments. The sentences never repeat the key: they end up in logs."""
    if not key:
        return ""
    if not KEY.match(key):
        raise ImproperlyConfigured("Set MOLLIE_API_KEY: copy the whole key from Mollie's dashboard; it begins with live_ or test_.")
    if key.startswith("test_") and not debug:
        raise ImproperlyConfigured("Set MOLLIE_API_KEY to the key that begins with live_: with a test key nobody really pays.")
    return key


def mollie_access_token(token):
    """The token, or "" for no fees in the books. The sentence never repeats it."""
    if token and not ACCESS_TOKEN.match(token):
        raise ImproperlyConfigured("Set MOLLIE_ACCESS_TOKEN: copy the whole token from Mollie's dashboard; it begins with access_.")
    return token


def mollie_base(base, *, debug):
    """Where Mollie answers, without a slash at its end."""
    parts = urlsplit(base)
    if (
        parts.scheme not in {"https", "http"}
        or not parts.hostname
        or parts.path.strip("/")
        or parts.query
        or parts.fragment
        or parts.username
    ):
        raise ImproperlyConfigured("Set MOLLIE_API_BASE to a bare address such as https://api.mollie.com, or leave it out.")
    if parts.scheme != "https" and not debug:
        raise ImproperlyConfigured("Set MOLLIE_API_BASE to an address that begins with https://, or leave it out.")
    return base.rstrip("/")


def payout_account(holder, iban):
    """(in whose name, account number) from which places are paid; both or neither."""
    if bool(holder) != bool(iban):
        raise ImproperlyConfigured("Set both PAYOUT_ACCOUNT_HOLDER and PAYOUT_IBAN, or neither.")
    if iban and not read_iban(iban):
        raise ImproperlyConfigured("Set PAYOUT_IBAN to an account number that banks know, such as BE71 0961 2345 6769.")
    return holder, iban and read_iban(iban)
