"""Ways of doing something together: kept from an activity, or made one's own from what the network ships.

Twice is once, for as long as nobody adapted the first one.
"""

from django.conf import settings
from django.db import transaction

from encounters.models import ActivityFormat
from encounters.models.formats import LONGEST, SHORTEST
from merchants.models import Chapter


def keep_format(*, activity):
    """How this activity went, to do it again: its words, its kind and how long it takes. Not when, where or with whom."""
    minutes = round((activity.ends_at - activity.begins_at).total_seconds() / 60)
    return _kept(
        activity.chapter,
        kind=activity.kind,
        minutes=min(max(minutes, SHORTEST), LONGEST),
        title=_in_languages(activity, "title") or {settings.LANGUAGE_CODE: activity.title},
        about=_in_languages(activity, "about"),
        needs={},
        steps={},
    )


def make_format_own(*, chapter, ready):
    """A format of the network, for this city to adapt."""
    return _kept(chapter, **ready.content)


@transaction.atomic
def _kept(chapter, **content):
    """Locks the city, so that two at once find each other."""
    city = Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
    return ActivityFormat.objects.filter(chapter=city, **content).first() or ActivityFormat.objects.create(chapter=city, **content)


def _in_languages(activity, name):
    words = {code: getattr(activity, f"{name}_{code}") for code, _name in settings.WHOLE_LANGUAGES}
    return {code: said for code, said in words.items() if said}
