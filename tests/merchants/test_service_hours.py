"""A service with hours of its own: open when the place is open and its own hours say so."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from merchants.actions import rebuild_open_minutes
from merchants.fields import local_minute
from merchants.hours import BRUSSELS, OwnTimes, State, answer_at
from merchants.models import Merchant, OfferMinutes, OpenMinutes, Pause, ServiceOffer
from tests.factories import make_chapter, make_merchant, make_service
from tests.queries import statements

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=BRUSSELS)
DAILY = "Mo-Su 09:00-18:00"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def make_toilet(own, **fields):
    """A toilet with hours of its own, at a place checked on Monday; as a page reads it, with the breaks of its place."""
    merchant = make_merchant(services=["toilet"], **{"opening_hours": DAILY, "checked_on": MONDAY, **fields})
    merchant.offers.update(opening_hours=own)
    return merchant.offers.get()


# What is said


@pytest.mark.parametrize(
    ("place", "own", "state", "words"),
    [
        (DAILY, "Mo-Su 10:00-16:00", State.OPEN, "today until 16:00"),
        (DAILY, "24/7", State.OPEN, "today until 18:00"),
        ("24/7", "Mo 10:00-24:00; Tu 00:00-13:00", State.OPEN, "until tomorrow 13:00"),
        ("24/7", "Mo-We 00:00-24:00; Th 00:00-13:00", State.OPEN, "until Thursday 13:00"),
        ("24/7", "Nov 00:00-24:00", State.OPEN, "until 1 December"),
        ("24/7", "24/7", State.OPEN, ""),
        ("12:00-02:00", "Mo-Su 20:00-01:00", State.CLOSED, "not now: from 20:00"),
        (DAILY, "Mo-Su 08:00-10:00", State.CLOSED, "not now: from tomorrow 9:00"),
        (DAILY, "We 14:00-16:00", State.CLOSED, "not now: from Wednesday 14:00"),
        (DAILY, "Dec 24 14:00-16:00", State.CLOSED, "not now: from 24 December"),
        (DAILY, "Mo-Su 20:00-22:00", State.CLOSED, "not now"),
        ("Tu 09:00-18:00", "24/7", State.CLOSED, "not now: from tomorrow 9:00"),
        (DAILY, 'Mo-Su 10:00-16:00 "bel eerst"', State.ASK, "ask first"),
        ('Mo-Su 09:00-18:00 "bel eerst"', "Mo-Su 10:00-16:00", State.ASK, "ask first"),
        ('Mo-Su 09:00-18:00 "bel eerst"', "Mo-Su 14:00-16:00", State.CLOSED, "not now: from 14:00"),
        ("", "Mo-Su 14:00-16:00", State.CLOSED, "not now: from 14:00"),
        ("", "Mo-Su 10:00-16:00", State.ASK, "ask first"),
        (DAILY, "nonsense", State.ASK, "ask first"),
    ],
)
def test_words_of_a_service_on_a_monday_at_noon(place, own, state, words):
    answer = answer_at(place, NOON, own=OwnTimes(own))

    assert answer.state == state
    assert answer.service_sentence == words


def test_words_of_a_service_in_dutch_and_french():
    def both(hour):
        answer = answer_at("24/7", datetime(2026, 11, 23, hour), own=OwnTimes(DAILY))
        for language in ("nl", "fr"):
            with translation.override(language):
                yield answer.service_sentence

    assert list(both(12)) == ["vandaag tot 18:00", "aujourd’hui jusqu’à 18:00"]
    assert list(both(8)) == ["nu niet: vanaf 9:00", "pas maintenant : à partir de 9:00"]


# At a place


@pytest.mark.parametrize(("hour", "state"), [(8, State.CLOSED), (10, State.OPEN), (17, State.CLOSED), (20, State.CLOSED)])
def test_a_service_is_there_when_the_place_and_its_own_hours_say_so(db, hour, state):
    assert make_toilet("Mo-Su 09:30-16:00").hours_at(NOON.replace(hour=hour)).state == state


def test_a_service_without_hours_of_its_own_goes_with_the_place(db):
    toilet = make_toilet("")

    assert toilet.hours_at(NOON) == toilet.merchant.hours_at(NOON)
    assert toilet.hours_at(NOON).state == State.OPEN


def test_a_service_of_an_unsure_place_is_asked_for(db):
    assert make_toilet("Mo-Su 10:00-16:00", opening_hours="").hours_at(NOON).state == State.ASK


def test_a_service_of_a_place_nobody_looked_at_for_a_year_is_asked_for(db):
    assert make_toilet("Mo-Su 14:00-16:00", checked_on=MONDAY - timedelta(366)).hours_at(NOON).state == State.ASK


def test_a_break_closes_the_place_and_its_services(db):
    toilet = make_toilet("24/7")
    Pause.objects.create(merchant=toilet.merchant, first_day=MONDAY, last_day=MONDAY)

    assert toilet.hours_at(NOON).state == State.PAUSE
    assert toilet.hours_at(NOON + timedelta(1)).state == State.OPEN


def test_the_page_of_a_place_says_until_when_and_asks_nothing_more_for_it(client, db, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    toilet = make_toilet("Mo-Su 10:00-16:00")

    with statements() as asked:
        page = client.get(toilet.merchant.get_absolute_url()).text

    assert "Today until 16:00" in page
    assert len(asked) == 8


# What the finder asks


@pytest.mark.slow
def test_the_sets_say_the_same_as_the_strings_with_breaks_and_own_hours(db, shared_data):
    oracle = json.loads((shared_data / "opening_hours" / "dev_oracle.json").read_text())
    texts = [entry["oh"] for entry in oracle["entries"]]
    chapter, service = make_chapter(), make_service("toilet")
    fields = {"chapter": chapter, "lat": 51, "lng": 3.7, "checked_on": MONDAY, "agreed_on": MONDAY, "state": "active"}
    places = Merchant.objects.bulk_create(Merchant(slug=f"plek-{n}", opening_hours=text, **fields) for n, text in enumerate(texts))
    # The hours of another place serve as those of the toilet; every third place takes a break.
    offers = ServiceOffer.objects.bulk_create(
        ServiceOffer(merchant=place, service=service, opening_hours=own) for place, own in zip(places, reversed(texts), strict=True)
    )
    # And every fourth toilet, on other days.
    for n, offer in enumerate(offers[::4]):
        offer.rests_from, offer.rests_until = MONDAY + timedelta(n % 6), MONDAY + timedelta(n % 6 + 3) if n % 3 else None
        offer.save(update_fields=["rests_from", "rests_until"])
    Pause.objects.bulk_create(
        Pause(merchant=place, first_day=MONDAY + timedelta(n % 5), last_day=MONDAY + timedelta(n % 5 + 2) if n % 2 else None)
        for n, place in enumerate(places[::3])
    )
    rebuild_open_minutes(places, MONDAY)

    moments = [moment for moment in map(in_brussels, oracle["instants"]) if (moment.date() - MONDAY).days < 14]
    with_breaks = Merchant.objects.with_pause_on(MONDAY).in_bulk()
    of_places, of_offers = OpenMinutes.objects.in_bulk(), OfferMinutes.objects.in_bulk()
    for offer in offers[::5]:
        offer.merchant = place = with_breaks[offer.merchant_id]
        for moment in moments[::4]:
            alone, together = of_places[place.pk], of_offers[offer.pk]
            assert STATES.get(place.hours_at(moment).state) == state_in(moment, alone), (place.opening_hours, moment)
            assert STATES.get(offer.hours_at(moment).state) == state_in(moment, alone, together), (
                place.opening_hours,
                offer.opening_hours,
                moment,
            )


STATES = {State.OPEN: True, State.CLOSED: False, State.PAUSE: False}


def in_brussels(text):
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


def state_in(moment, *rows):
    """True, False or None, as the sets of these rows say together."""
    minute = local_minute(moment)
    if any(start <= minute < end for row in rows for start, end in row.closed):
        return False
    return all(any(start <= minute < end for start, end in row.open) for row in rows) or None
