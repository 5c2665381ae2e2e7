"""Which moments there are to step in together, and what stands in the way."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from encounters import stepping_in
from encounters.models import Peer
from encounters.models.peers import Obstacle
from merchants.models import Chapter, Merchant, Pause, TeamRole
from tests.factories import make_chapter, make_merchant, make_peer, make_visit
from tests.queries import statements

pytestmark = pytest.mark.django_db
ALWAYS = {"opening_hours": "24/7", "checked_on": date(2026, 11, 1)}
TUESDAY = [(1, 14, 17)]


@pytest.fixture
def krook(gent):
    return make_merchant("De Krook", slug="krook", chapter=gent, **ALWAYS)


def clocks(chapter, now=None):
    """When one can step in, as a clock shows it: "01 14:00"."""
    return [f"{timezone.localtime(each.begins_at):%d %H:%M}" for each in stepping_in.moments(chapter, now or timezone.now())]


# What stands in the way


@pytest.mark.parametrize(
    ("fields", "obstacle"),
    [
        ({}, None),
        ({"noted_on": None}, Obstacle.NO_NOTE),
        ({"insured_on": None}, Obstacle.NO_INSURANCE),
        ({"is_paused": True}, Obstacle.PAUSED),
        ({"hours": []}, Obstacle.NO_HOURS),
        ({"places": []}, Obstacle.NO_PLACES),
    ],
)
def test_a_peer_reads_what_stands_in_the_way_and_nobody_can_choose_a_moment(tuesday, gent, krook, fields, obstacle):
    peer = make_peer(chapter=gent, **{"hours": TUESDAY, "places": [krook], **fields})

    assert peer.obstacle == obstacle
    assert bool(clocks(gent)) is (obstacle is None)


@pytest.mark.parametrize("fields", [{"phone": ""}, {"state": "resting"}, {"hq_since": "2026-11-01"}], ids=["no phone", "rests", "nobody"])
def test_nobody_goes_along_where_no_team_picks_up_the_phone(tuesday, gent, krook, fields):
    peer = make_peer(chapter=gent, hours=TUESDAY, places=[krook])
    Chapter.objects.update(**fields)

    assert clocks(gent) == []
    assert Peer.objects.get(pk=peer.pk).obstacle == Obstacle.NO_PHONE


@pytest.mark.parametrize(
    ("role", "active"), [("volunteer", True), ("peer", False)], ids=["does something else in the team", "may not log in any more"]
)
def test_nobody_meets_whoever_is_no_peer_any_more(tuesday, gent, krook, role, active):
    peer = make_peer(chapter=gent, hours=TUESDAY, places=[krook])
    TeamRole.objects.filter(pk=peer.pk).update(role=role)
    peer.role.user.is_active = active
    peer.role.user.save()

    assert clocks(gent) == []
    assert Peer.objects.get().obstacle == Obstacle.NO_PEER


# Which moments there are


def test_moments_are_the_hours_offered_in_the_coming_two_weeks_by_the_half_hour(tuesday, gent, krook):
    make_peer(chapter=gent, hours=[(1, 14, 16)], places=[krook])

    assert clocks(gent) == ["01 14:00", "01 14:30", "01 15:00", "08 14:00", "08 14:30", "08 15:00"]


@pytest.mark.parametrize(("minute", "first"), [(59, "01 14:00"), (0, "01 14:00"), (1, "01 14:30")])
def test_nothing_within_two_hours(gent, krook, monkeypatch, minute, first):
    at_noon = datetime(2026, 12, 1, 11 if minute < 59 else 10, minute, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: at_noon)
    make_peer(chapter=gent, hours=[(1, 14, 16)], places=[krook])

    assert clocks(gent)[0] == first


@pytest.mark.parametrize(
    ("hours", "there"),
    [
        ("Mo-Su 08:00-20:00", ["14:00", "14:30", "15:00", "15:30", "16:00"]),
        ("Tu 14:30-16:00", ["14:30", "15:00"]),
        ("Tu 14:00-14:45; Tu 15:00-15:45", []),
        ("Mo 08:00-20:00", []),
        ('Tu 08:00-20:00 "op afspraak"', []),
        ("", []),
        ("dit is geen uur", []),
    ],
)
def test_only_where_the_place_is_open_for_the_whole_hour_for_certain(tuesday, gent, krook, hours, there):
    make_peer(chapter=gent, hours=TUESDAY, places=[krook])
    Merchant.objects.update(opening_hours=hours)

    assert [clock[3:] for clock in clocks(gent) if clock.startswith("01")] == there


def test_not_in_a_break_nor_where_nobody_looked_for_a_year_nor_off_the_map(tuesday, gent, krook):
    make_peer(chapter=gent, hours=[(1, 14, 15)], places=[krook])
    Pause.objects.create(merchant=krook, first_day=date(2026, 12, 1), last_day=date(2026, 12, 3))
    assert clocks(gent) == ["08 14:00"]

    Pause.objects.all().delete()
    Merchant.objects.update(checked_on=date(2025, 12, 5))
    assert clocks(gent) == ["01 14:00"]

    Merchant.objects.update(checked_on=date(2026, 11, 1), state="left")
    assert clocks(gent) == []


def test_not_on_a_day_away_nor_while_they_meet_somebody_or_are_on_their_way(tuesday, gent, krook):
    peer = make_peer(chapter=gent, hours=[(1, 10, 18)], places=[krook], days_away=[date(2026, 12, 8)])
    make_visit(peer, place=krook, begins_at=datetime(2026, 12, 1, 13, 30, tzinfo=UTC))  # 14:30 until 15:30
    make_visit(peer, place=krook, begins_at=datetime(2026, 12, 1, 15, tzinfo=UTC), is_cancelled=True)

    assert clocks(gent) == ["01 12:00", "01 12:30", "01 13:00", "01 16:00", "01 16:30", "01 17:00"]


def test_hours_are_those_of_the_wall_also_when_the_clock_jumps(gent, krook, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 3, 24, 9, tzinfo=UTC))
    make_peer(chapter=gent, hours=[(5, 7, 8), (6, 7, 8), (0, 7, 8)], places=[krook])

    found = [each.begins_at.isoformat()[:16] for each in stepping_in.moments(gent, timezone.now())][:3]

    # The night before that Sunday they jump.
    assert found == ["2027-03-27T06:00", "2027-03-28T05:00", "2027-03-29T05:00"]


def test_one_city_does_not_see_peers_of_another_and_many_cost_as_many_queries_as_one(tuesday, gent, krook):
    def asked():
        with statements() as sent:
            found = stepping_in.moments(gent, timezone.now())
        return len(sent), len(found)

    make_peer("Elders", chapter=make_chapter("brussel"), hours=TUESDAY, places=[krook])
    assert asked() == (1, 0)
    make_peer(chapter=gent, hours=TUESDAY, places=[krook])
    one = asked()
    make_peer("Jo", chapter=gent, hours=TUESDAY, places=[krook, make_merchant("Elders", chapter=gent, **ALWAYS)])
    make_peer("An", chapter=gent, hours=TUESDAY, places=[krook])

    assert (one, asked()) == ((4, 10), (4, 40))
