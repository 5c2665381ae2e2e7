"""Ways of doing something together: kept from an activity, or made one's own from what the network ships."""

from django.conf import settings

from encounters.models import ActivityFormat
from encounters.models.formats import LONGEST, SHORTEST


def keep_format(*, activity):
    """How this activity went, to do it again: its words, its kind and how long it takes. Not when, where or with whom."""
    minutes = round((activity.ends_at - activity.begins_at).total_seconds() / 60)
    return ActivityFormat.objects.create(
        chapter=activity.chapter,
        kind=activity.kind,
        minutes=min(max(minutes, SHORTEST), LONGEST),
        title=_in_languages(activity, "title") or {settings.LANGUAGE_CODE: activity.title},
        about=_in_languages(activity, "about"),
    )


def make_format_own(*, chapter, ready):
    """A format of the network, for this city to adapt."""
    return ActivityFormat.objects.create(chapter=chapter, **ready.content)


def _in_languages(activity, name):
    words = {code: getattr(activity, f"{name}_{code}") for code, _name in settings.LANGUAGES}
    return {code: said for code, said in words.items() if said}
