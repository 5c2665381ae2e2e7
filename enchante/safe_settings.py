"""What no server may start with. A wrong setting stops the site at its start, with a sentence that says how to mend it."""

import ipaddress

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY, FEWEST_SIGNS = 50, 10


def hosts(names, *, debug):
    """The names this site answers to; while DEBUG is on only names that lead nowhere but here."""
    public = [name for name in names if not _is_near(name)]
    if debug and public:
        raise ImproperlyConfigured(
            f"Set DEBUG to false: {public[0]} in ALLOWED_HOSTS may be open to everybody, and DEBUG lets anybody in as anyone."
        )
    return names


def secret_key(key, *, debug):
    """The key. The sentence never repeats it: it ends up in logs."""
    is_weak = len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS or key.startswith("django-insecure-")
    if key and is_weak and not debug:
        raise ImproperlyConfigured(
            f"Set SECRET_KEY to a random text of {SHORTEST_KEY} signs or more, such as this prints: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    return key


def _is_near(name):
    """Whether nobody outside this house can call it so: a name of this machine, or an address inside a house."""
    bare = name.strip("[]").partition("%")[0]
    try:
        return ipaddress.ip_address(bare).is_private
    except ValueError:
        return bare in {"localhost", "testserver"} or bare.endswith((".localhost", ".local"))
