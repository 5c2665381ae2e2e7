"""A cold or a hot week: the team of a city puts its warm, or its cool, places on top for everybody, and takes that off again."""

from datetime import timedelta

from merchants.models import Chapter


def a_week_from(day):
    """The last of seven days that begin with this one."""
    return day + timedelta(days=6)


def call_weather(*, chapter, weather, until):
    """From now on up to and including that day. What was called before ends with it; the same called twice is once."""
    return _set(chapter, weather, until)


def call_off(*, chapter):
    return _set(chapter, "", None)


def forget_weather(today):
    """Wipe out what ended before today; returns how many. `Chapter.weather_on` never trusts that this ran."""
    return Chapter.objects.filter(weather_until__lt=today).update(weather="", weather_until=None)


def _set(chapter, weather, until):
    # Both columns in one statement, so that two of a team who tap at once leave a week of one of them, whole.
    Chapter.objects.filter(pk=chapter.pk).update(weather=weather, weather_until=until)
    chapter.weather, chapter.weather_until = weather, until
    return chapter
