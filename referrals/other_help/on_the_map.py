"""Other help on the map: faint, beneath the pins, few enough for any screen, and only from near."""

from django.utils.translation import gettext as _

from referrals.models import OtherHelp

MOST = 100
# From here on the streets of one neighbourhood fill a phone.
NEAR = 13


def look(box, middle, *, zoom, room, now):
    """What stands in this part of the map, for at most so many: {} where there is none, or from afar. One query."""
    most = min(MOST, room)
    if zoom < NEAR or most <= 0:
        return {}
    rows = list(OtherHelp.objects.shown().within(box).nearest(middle.lat, middle.lng).select_related("told_by")[: most + 1])
    if not rows:
        return {}
    told = {"spots": [_spot(row, now) for row in rows[:most]], "from": _from(rows[:most])}
    return told | ({"note": _("Come nearer to see all other help on the map.")} if len(rows) > most else {})


def _spot(row, now):
    answer = row.hours_at(now)
    return {
        "kind": row.kind,
        "name": str(row),
        "lat": round(row.lat, 5),
        "lng": round(row.lng, 5),
        "hours": answer.sentence if answer else "",
    }


def _from(rows):
    """Whose lists these are, and under which licence."""
    return " · ".join(sorted({f"© {row.told_by.source}, {row.told_by.licence}" for row in rows}))
