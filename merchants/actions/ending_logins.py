"""Ending logins: whoever may do something else from now on comes in anew."""


def end_logins(user):
    """Every login of this person ends, on whatever phone or computer. They come in again with a new code, where they may."""
    # A session holds an HMAC of this column, and nobody has a password to lose.
    user.set_unusable_password()
    user.save(update_fields=["password"])
