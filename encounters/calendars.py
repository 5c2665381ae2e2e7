"""Activities as calendar programs read them: iCalendar (RFC 5545), the same bytes until something changes."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from merchants.hours import BRUSSELS

LOOK_AGAIN = timedelta(hours=12)
# A calendar keeps what was; we tell of it for a month.
TOLD_FOR = timedelta(days=30)
# When the clocks jump here, as a rule: each begins at what the clock showed until then.
CLOCKS = """\
BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def answer(name, activities, *, title):
    """A download of this name."""
    calendar = Calendar()
    for field, value in {"prodid": "-//Enchanté//Agenda//NL", "version": "2.0", "calscale": "GREGORIAN", "method": "PUBLISH"}.items():
        calendar.add(field, value)
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", BRUSSELS.key)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    calendar.add_component(Timezone.from_ical(CLOCKS))
    for activity in activities:
        calendar.add_component(_event(activity))
    headers = {"Content-Disposition": f'inline; filename="{name}.ics"', "Access-Control-Allow-Origin": "*"}
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8", headers=headers)


def _event(activity):
    event, changed_at = Event(), datetime.combine(activity.changed_on, time.min, UTC)
    event.add("uid", str(activity.key))
    # The day it changed last, so that nothing differs from one minute to the next.
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", activity.sequence)
    event.add("dtstart", activity.begins_at.astimezone(BRUSSELS))
    event.add("dtend", activity.ends_at.astimezone(BRUSSELS))
    event.add("summary", _("Cancelled: %(title)s") % {"title": activity.title} if activity.is_cancelled else activity.title)
    event.add("status", "CANCELLED" if activity.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if activity.is_cancelled else "OPAQUE")
    event.add("categories", [activity.get_kind_display()])
    event.add("description", _description(activity))
    event.add("url", settings.SITE_URL + activity.get_absolute_url())
    place = activity.place
    if activity.where:
        event.add("location", ", ".join(filter(None, [activity.where, place and place.address])))
    if place:
        event.add("geo", (round(place.lat, 6), round(place.lng, 6)))
    return event


def _description(activity):
    words = [activity.why_cancelled, activity.about] if activity.is_cancelled else [activity.about, _("Walking in is always fine.")]
    return "\n".join(filter(None, [*words, settings.SITE_URL + activity.get_absolute_url()]))
