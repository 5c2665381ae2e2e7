"""A string as people here would type it: "do-za 10:00-19:00" instead of "Th-Sa 10:00-19:00", where it is read back as the very same."""

import re

from django.utils.translation import get_language

from .slips import repair
from .words import HoursNotUnderstood

_OURS = {
    "nl": ("ma di wo do vr za zo", "feestdagen", "gesloten"),
    "fr": ("lu ma me je ve sa di", "jours fériés", "fermé"),
}
_WORD = re.compile(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|off|closed)\b")


def as_typed(hours):
    """In the reader's language; as it is kept where that would be read otherwise."""
    days, holidays, closed = _OURS.get(get_language(), (None, None, None))
    if not days:
        return hours
    words = dict(zip("Mo Tu We Th Fr Sa Su".split(), days.split(), strict=True)) | {"PH": holidays, "off": closed, "closed": closed}
    typed = _WORD.sub(lambda found: words[found[0]], hours)
    try:
        return typed if repair(typed) == hours else hours
    except HoursNotUnderstood:
        return hours
