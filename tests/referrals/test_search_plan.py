"""What PostgreSQL does for a question: it walks an index, and reads no more than it needs."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from encounters.models import Activity
from merchants.actions import rebuild_open_minutes
from merchants.models import Merchant, ServiceOffer
from referrals import search
from referrals.also import KNOWN
from referrals.directory import look
from referrals.finder import COUNTED
from referrals.wishes import Near, Wishes
from tests.factories import make_chapter, make_kind, make_service
from vouchers.models import Movement, Treat

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HERE = Near(51.05, 3.725, "here")
LARGE = {"merchants_merchant", "merchants_serviceoffer", "merchants_openminutes", "encounters_activity"}


@pytest.fixture
def some_thousand_places(db):
    """As many as make an index worth its while, all over Belgium; one in three with a toilet, one in a hundred with anything rarer."""
    chapter, toilet, wifi, today = make_chapter(), make_service("toilet"), make_service("wifi"), timezone.localdate()
    merchants = Merchant.objects.bulk_create(
        Merchant(
            chapter=chapter,
            state=Merchant.State.ACTIVE,
            agreed_on=today,
            checked_on=None if n % 50 == 1 else today,
            slug=f"plek-nr-{n}",
            name=f"Plek {n}",
            lat=49.5 + n % 200 / 100,
            lng=2.6 + n % 173 / 50,
            opening_hours="24/7",
            languages=["ar"] if n % 100 == 7 else ["nl"],
            wheelchair="yes" if n % 100 == 8 else "",
            quiet_hours="Mo-Su 14:00-16:00" if n % 100 == 9 else "",
        )
        for n in range(6000)
    )
    ServiceOffer.objects.bulk_create(ServiceOffer(merchant=merchant, service=toilet) for merchant in merchants[::3])
    ServiceOffer.objects.bulk_create(ServiceOffer(merchant=merchant, service=wifi) for merchant in merchants[::100])
    treats = Treat.objects.bulk_create(Treat(merchant=merchant, kind=make_kind(), price=250) for merchant in merchants[::4])
    Movement.objects.bulk_create(Movement(treat=treat, kind="counter", delta=1, key=uuid4()) for treat in treats[::10])
    Activity.objects.bulk_create(
        activity for n, merchant in enumerate(merchants[::2]) for activity in activities_at(merchant, is_soon=n % 20 == 0)
    )
    rebuild_open_minutes(merchants)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        # What a disk without arms is to PostgreSQL; with its default, tables as small as these are read whole.
        cursor.execute("SET LOCAL random_page_cost = 1.1")


def activities_at(merchant, *, is_soon):
    """One of last month, and perhaps one of tomorrow."""
    for days in [-30, 1] if is_soon else [-30]:
        begins_at = timezone.now() + timedelta(days)
        when = {"begins_at": begins_at, "ends_at": begins_at + timedelta(hours=2)}
        about = {"kind": "meal", "state": "published", "slug": f"samen-{merchant.pk}-{days}", "title": "Samen soep"}
        yield Activity(chapter=merchant.chapter, merchant=merchant, **about, **when)


def plan(wishes):
    now = timezone.now()
    asked = {"day": timezone.localdate(now), "now": now, "first": 0, "last": 21, "counted": COUNTED, "less": 60, "counts": True}
    minute = search.local_minute(now) if wishes.moment else None
    statement, params = search.written(wishes, look(), minute=minute, **asked)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", params)
        told = cursor.fetchone()[0]
    return (told if isinstance(told, list) else json.loads(told))[0]["Plan"]


def nodes(plan):
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


def read(node):
    """How many rows it looked at, those that did not fit included."""
    return (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]


QUESTIONS = {
    "any": {},
    "toilet": {"services": ["toilet"]},
    "wifi": {"services": ["wifi"]},
    "toilet and wifi": {"services": ["toilet", "wifi"]},
    "coffee": {"treats": ["koffie"]},
    "anything": {"anything": True},
    "wheelchair": {"wheelchair": True},
    "Arabic": {"language": "ar"},
    "quiet": {"quiet": True},
    "something planned": {"also": ("samen",)},
    "open": {"moment": True},
    "toilet, open": {"services": ["toilet"], "moment": True},
}


def asked(near, *, services=(), treats=(), also=(), moment=False, **more):
    known = look().choices
    return Wishes(
        near=near,
        services=tuple(known.services[slug] for slug in services),
        treats=tuple(known.treats[slug] for slug in treats),
        also=tuple(KNOWN[name] for name in also),
        moment=timezone.localtime() if moment else None,
        **more,
    )


@pytest.mark.parametrize("near", [HERE, None], ids=["near", "anywhere"])
def test_no_question_reads_a_large_table_whole(some_thousand_places, near, monkeypatch):
    monkeypatch.setattr(search, "LOOKED_AT", 200)  # In proportion: as it is, it would be all there are.
    whole = {}
    for name, question in QUESTIONS.items():
        scanned = {node["Relation Name"] for node in nodes(plan(asked(near, **question))) if node["Node Type"] == "Seq Scan"}
        if scanned & LARGE:
            whole[name] = scanned & LARGE

    assert whole == {}


def test_the_nearest_come_from_the_index_in_their_order(some_thousand_places):
    for question in [{}, {"services": ["toilet"]}, {"moment": True}]:
        walks = [node for node in nodes(plan(asked(HERE, **question))) if node.get("Index Name") == "merchant_near"]

        assert walks
        assert all("point <->" in walk["Order By"] for walk in walks)


def test_what_few_speak_is_found_along_an_index_of_its_own(some_thousand_places):
    walked = {node.get("Index Name") for node in nodes(plan(asked(HERE, language="ar")))}

    assert "merchant_near_speaks" in walked
    assert "merchant_near_speaks" not in {node.get("Index Name") for node in nodes(plan(asked(HERE, language="nl")))}


def test_a_question_reads_no_more_places_than_it_needs(some_thousand_places):
    """Two hundred to count, one in three of which has a toilet; what only comes close is not looked for."""
    for question, most in [({}, 1200), ({"services": ["toilet"]}, 2200), ({"moment": True}, 1200)]:
        places = [node for node in nodes(plan(asked(HERE, **question))) if node.get("Relation Name") == "merchants_merchant"]

        assert sum(read(node) for node in places) < most
