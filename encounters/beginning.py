"""An activity begun from a format: what its form holds already when it opens."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from encounters.format_kit import FORMATS
from encounters.models import ActivityFormat
from encounters.models.words import told

# Two in the afternoon, a week from now: to be changed, but never in the past.
BEGINS, AHEAD = time(14), timedelta(7)


def begin_with(name, chapters):
    """{field: value} for the form of an activity; `name` is that of a ready format, or the number of one of these cities."""
    found = _find(name, chapters)
    if not found:
        return {}
    day = timezone.localdate() + AHEAD
    ends = (datetime.combine(day, BEGINS) + timedelta(minutes=found["minutes"])).time()
    words = {f"{field}_{code}": found[field].get(code, "") for field in ("title", "about") for code, _name in settings.WHOLE_LANGUAGES}
    nl = {f"{field}_{settings.LANGUAGE_CODE}": str(told(found[field]) or "") for field in ("title", "about")}
    return {"kind": found["kind"], "day": day, "begins": BEGINS, "ends": ends} | words | nl


def needed_for(name, chapters):
    """What is needed, in the reader's language; "" where nobody wrote it down."""
    found = _find(name, chapters)
    return str(told(found["needs"], get_language()) or "") if found else ""


def _find(name, chapters):
    if name in FORMATS:
        return FORMATS[name].content
    there = ActivityFormat.objects.filter(pk=name, chapter__in=chapters).first() if name.isdecimal() and len(name) < 10 else None
    return there and there.content
