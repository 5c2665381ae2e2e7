"""What the derived minutes say of the one place of a test."""

from merchants.fields import local_minute
from merchants.hours import State
from merchants.models import OpenMinutes


def state_in_sql(moment):
    """OPEN, CLOSED, or ASK where the moment is in neither set or there is no row."""
    for which, state in [("open", State.OPEN), ("closed", State.CLOSED)]:
        if OpenMinutes.objects.filter(**{f"{which}__has_minute": local_minute(moment)}).exists():
            return state
    return State.ASK
