"""In the finder: places where something is planned in the coming two weeks (`samen=1`)."""

from django.utils.translation import gettext as _

from referrals.also import Also, register

# Its moment is that of the question, so that an answer is true for the minute in which it is given.
PLANNED = """EXISTS (
    SELECT 1 FROM encounters_activity activity
    WHERE activity.merchant_id = place.id AND activity.state = 'published' AND activity.cancelled_on IS NULL
        AND activity.ends_at > now() AND activity.begins_at < now() + interval '14 days'
)"""
EVERYDAY = """
    activiteit, iets te doen, samen iets doen, iets doen, samen doen, samen eten
    activité, quelque chose à faire, faire ensemble, manger ensemble
    activity, something to do, do something together, doing things together, eat together"""

register(Also("samen", "calendar-days", lambda: _("something is planned"), PLANNED, EVERYDAY))
