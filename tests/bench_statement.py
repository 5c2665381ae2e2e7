"""How long the finder's one statement takes, for questions that find much and questions that find little. Django is set up by `bench`."""

import statistics
import time

from django.apps import apps
from django.db import connection

TIMES = 40
# What is asked besides where: services and treats by slug, or a field of the wishes.
QUESTIONS = {
    "nearest 20": {},
    "nearest 20 with a toilet (four in ten)": {"services": ["toilet"]},
    "nearest 20 with first aid (one in 500)": {"services": ["ehbo"]},
    "nearest 20 with coffee waiting (one in ten)": {"treats": ["koffie"]},
    "nearest 20 easy with a wheelchair (one in 100)": {"wheelchair": True},
    "nearest 20 where they speak Arabic (one in 100)": {"language": "ar"},
    "nearest 20 open at noon": {"hour": 12},
    "nearest 20 with a toilet, open at noon": {"services": ["toilet"], "hour": 12},
    "nearest 20 open at four at night (none)": {"hour": 4},
}


def seconds_for(question):
    """The median of some tens of times, each from another spot."""
    assert apps.ready
    taken = []
    for number in range(TIMES):
        statement, params = _written(question, 51.0 + number * 0.002, 3.65 + number * 0.003)
        with connection.cursor() as cursor:
            start = time.perf_counter()
            cursor.execute(statement, params)
            cursor.fetchall()
            taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _written(question, lat, lng):
    # Only now: models cannot be named before Django is set up.
    from django.utils import timezone

    from referrals import search
    from referrals.directory import look
    from referrals.finder import COUNTED
    from referrals.wishes import Near, Wishes

    known, now = look(), timezone.localtime()
    more = {name: value for name, value in question.items() if name in {"wheelchair", "language"}}
    wishes = Wishes(
        near=Near(lat, lng, ""),
        services=tuple(known.choices.services[slug] for slug in question.get("services", ())),
        treats=tuple(known.choices.treats[slug] for slug in question.get("treats", ())),
        **more,
    )
    minute = search.local_minute(now.replace(hour=question["hour"], minute=0)) if "hour" in question else None
    return search.written(wishes, known, day=now.date(), now=now, first=0, last=21, counted=COUNTED, minute=minute, less=60, counts=True)
