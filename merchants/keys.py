"""Keys and secrets: one fresh key per rendered button, unguessable names for links, and which rule the database refused."""

import secrets
from uuid import UUID, uuid4

# How such a name for a link looks; anything else is no name of ours and never reaches the database.
LINK_PATTERN = "[A-Za-z0-9_-]{1,64}"


def fresh_key():
    """A key for one button on one page. Random: a key that held the time would tell when somebody came in."""
    return uuid4()


def read_key(text):
    """The key a form sent back, or None when it is not one."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


def fresh_token():
    """A name for a link that nobody can guess: 22 characters, 128 bits."""
    return secrets.token_urlsafe(16)


def broke(error, rule):
    """Whether this IntegrityError came from the named constraint."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) == rule
