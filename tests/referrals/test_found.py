"""What a list tells about one place."""

from datetime import date, datetime, time
from types import SimpleNamespace

import pytest
from django.utils import timezone
from django.utils.translation import override

from merchants.distance import walk
from merchants.hours import BRUSSELS, Answer, State
from merchants.models import Merchant
from referrals import search
from referrals.directory import Choice, look
from referrals.found import Days, Found, Waiting, rounded, way_in_words
from tests.factories import make_merchant

COFFEE = Choice(1, "koffie", "coffee", "koffie", "koffies")


def spot(lat, lng):
    return SimpleNamespace(lat=lat, lng=lng)


def test_a_walk_is_longer_than_the_straight_line():
    korenmarkt, station = spot(51.0543, 3.7219), spot(51.0357, 3.7108)

    assert walk(korenmarkt, station) == pytest.approx(1.3 * 2209, rel=0.01)
    assert walk(korenmarkt, korenmarkt) == 0


@pytest.mark.parametrize(
    ("metres", "told"),
    [(0, "50 m"), (70, "50 m"), (412, "400 m"), (974, "950 m"), (980, "1.0 km"), (1240, "1.2 km"), (9_960, "10 km"), (53_400, "53 km")],
)
def test_distances_are_told_no_finer_than_we_know(metres, told):
    with override("en"):
        assert rounded(metres) == told


@pytest.mark.parametrize(
    ("metres", "told"),
    [
        (None, ""),
        (10, "about 50 m, 1 minute's walk"),
        (420, "about 400 m, 6 minutes' walk"),
        (4_500, "about 4.5 km, 60 minutes' walk"),
        (4_600, "about 4.6 km"),
    ],
)
def test_the_way_is_told_in_metres_and_minutes(metres, told):
    with override("en"):
        assert Found(merchant=None, offered=[], waiting=[], answer=None, metres=metres).way == told


def test_two_languages_never_share_a_distance():
    told = {"nl": ("1,2 km", "ongeveer 1,2 km, 17 minuten stappen"), "en": ("1.2 km", "about 1.2 km, 17 minutes' walk")}

    for language in ["nl", "en", "nl"]:
        with override(language):
            assert (rounded(1240), way_in_words(1240)) == told[language]


def test_one_koffie_and_two_koffies():
    assert [Waiting(COFFEE, 1).words, Waiting(COFFEE, 2).words] == ["1 koffie", "2 koffies"]


@pytest.mark.parametrize(("state", "is_open"), [(State.OPEN, True), (State.CLOSED, False), (State.PAUSE, False), (State.ASK, None)])
def test_a_machine_hears_open_closed_or_to_be_asked(state, is_open):
    answer = Answer(state, None, None)

    assert Found(merchant=None, offered=[], waiting=[], answer=answer).is_open is is_open


@pytest.mark.parametrize(
    ("own", "at", "words"),
    [
        ("", 10, "toilet"),
        ("Mo-Su 09:00-18:00", 10, "toilet, today until 18:00"),
        ("Mo-Su 09:00-18:00", 19, "toilet, not now: from tomorrow 9:00"),
        ("Mo-Su unknown", 10, "toilet, ask first"),
        ("24/7", 19, "toilet, today until 20:00"),
    ],
)
def test_a_service_tells_its_own_hours_never_longer_than_those_of_the_door(db, own, at, words):
    shop = make_merchant(services=["toilet"], opening_hours="Mo-Su 08:00-20:00")
    shop.offers.update(opening_hours=own)
    moment = timezone.localtime().replace(hour=at, minute=0)

    with override("en"):
        [row] = search.look_at([shop.slug], [], day=moment.date())
        found = Found.of(row, choices=look().choices, near=None, moment=moment)

        assert [offered.words for offered in found.offered] == [words]


def test_hours_are_remembered_for_a_minute_and_for_nobody_else():
    today = date(2026, 11, 26)
    early, late = (Merchant(opening_hours=f"Mo-Su {start}-18:00", checked_on=today) for start in ("09:00", "10:00"))
    away = Merchant(opening_hours="Mo-Su 09:00-18:00", checked_on=today)
    old = Merchant(opening_hours="Mo-Su 09:00-18:00", checked_on=date(2024, 1, 1))
    early.breaks = late.breaks = old.breaks = []
    away.breaks = [Days(today, None)]

    def told(place, clock):
        return place.hours_at(datetime.combine(today, time.fromisoformat(clock), tzinfo=BRUSSELS)).state.value

    for _again in range(2):
        assert [told(early, clock) for clock in ["08:59:59", "09:00", "17:59:59", "18:00"]] == ["closed", "open", "open", "closed"]
        assert [told(place, "09:30") for place in [early, late, away, old]] == ["open", "closed", "pause", "ask"]


@pytest.mark.parametrize(("language", "way"), [("ar", "350 م"), ("fa", "350 متر"), ("uk", "350 м"), ("nl", "350 m")])
def test_metres_are_written_as_the_language_writes_them(language, way):
    with override(language):
        assert way in way_in_words(350)
