"""A place takes a break: what is said then, what a list asks for it, and what the finder finds."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import translation

from merchants.actions import rebuild_open_minutes
from merchants.hours import BRUSSELS, Answer, State, answer_at, breaks_in_words
from merchants.models import Merchant, Pause
from tests.factories import make_merchant
from tests.minutes import state_in_sql
from tests.queries import statements

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=BRUSSELS)
DAILY = "Mo-Su 09:00-18:00"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def day(number):
    """So many days after Monday the 23rd of November."""
    return MONDAY + timedelta(number)


def make_break(merchant, first, last=None):
    return Pause.objects.create(merchant=merchant, first_day=day(first), last_day=None if last is None else day(last))


# What is said


@pytest.mark.parametrize(
    ("text", "breaks", "sentence"),
    [
        (DAILY, [], "open until 18:00"),
        (DAILY, [(0, 1)], "takes a break until tomorrow"),
        (DAILY, [(-9, 2)], "takes a break until 25 November"),
        (DAILY, [(0, 10)], "takes a break until 3 December"),
        (DAILY, [(0, None)], "takes a break"),
        (DAILY, [(-9, 0)], "open until 18:00"),
        (DAILY, [(1, 3)], "open until 18:00"),
        # Until somebody is there again, not until a morning when the door stays closed.
        ("Mo,Fr 09:00-18:00", [(0, 2)], "takes a break until 27 November"),
        ("Mo 09:00-10:00; Fr 09:00-18:00", [(1, 14)], "closed until 7 December"),
        (DAILY, [(0, 2), (2, 5)], "takes a break until 28 November"),
        (DAILY, [(0, 2), (30, None)], "takes a break until 25 November"),
        (DAILY, [(0, 5), (1, 3)], "takes a break until 28 November"),
        ("24/7", [(1, 3)], "open until 24:00"),
        ("12:00-02:00", [(1, 3)], "open until 24:00"),
        ("", [(0, 1)], "takes a break until tomorrow"),
        ("", [(1, 2)], "ask first"),
        ("off", [(0, 1)], "takes a break"),
        ("nonsense", [(0, 1)], "takes a break until tomorrow"),
    ],
)
def test_sentence_on_a_monday_at_noon(text, breaks, sentence):
    breaks = [(day(first), None if after is None else day(after)) for first, after in breaks]

    assert answer_at(text, NOON, breaks).sentence == sentence


def test_sentence_of_a_break_in_dutch_and_french():
    breaks = [(day(0), day(10))]
    with translation.override("nl"):
        assert answer_at(DAILY, NOON, breaks).sentence == "even pauze tot 3 december"
    with translation.override("fr"):
        assert answer_at(DAILY, NOON, breaks).sentence == "fait une petite pause jusqu’au 3 décembre"


def test_a_break_begins_and_ends_at_midnight():
    def state(*moment):
        return answer_at("24/7", datetime(*moment), [(day(0), day(1))]).state

    assert [state(2026, 11, 22, 23, 59), state(2026, 11, 23)] == [State.OPEN, State.PAUSE]
    assert [state(2026, 11, 23, 23, 59), state(2026, 11, 24)] == [State.PAUSE, State.OPEN]


# Before it begins


@pytest.mark.parametrize(
    ("breaks", "told"),
    [
        ([], []),
        ([(4, 11)], ["Takes a break from 27 November to 3 December."]),
        ([(4, 5)], ["Takes a break on 27 November."]),
        ([(4, None)], ["Takes a break from 27 November."]),
        ([(7, 8), (1, 3)], ["Takes a break from 24 November to 25 November.", "Takes a break on 30 November."]),
        ([(4, None), (4, 5)], ["Takes a break from 27 November.", "Takes a break on 27 November."]),
        ([(0, 3), (-4, None), (8, 9)], []),
    ],
)
def test_breaks_that_begin_within_a_week_in_words(breaks, told):
    breaks = [(day(first), None if after is None else day(after)) for first, after in breaks]

    assert breaks_in_words(breaks, MONDAY, within=7) == told


def test_breaks_later_on_are_told_where_there_is_room():
    assert breaks_in_words([(day(8), day(9))], MONDAY) == ["Takes a break on 1 December."]


def test_coming_breaks_in_dutch_and_french():
    breaks = [(day(1), day(3)), (day(4), day(5)), (day(8), None)]
    with translation.override("nl"):
        assert breaks_in_words(breaks, MONDAY) == [
            "Houdt pauze van 24 november tot en met 25 november.", "Houdt pauze op 27 november.", "Houdt pauze vanaf 1 december.",
        ]  # fmt: skip
    with translation.override("fr"):
        assert breaks_in_words(breaks, MONDAY)[:2] == [
            "Fait une petite pause du 24 novembre au 25 novembre.", "Fait une petite pause le 27 novembre.",
        ]  # fmt: skip


# The place


def test_a_place_says_its_break_whether_or_not_it_came_with_it(db, django_assert_num_queries):
    merchant = make_merchant(opening_hours=DAILY)
    make_break(merchant, 0, 2)
    on_a_break = Answer(State.PAUSE, datetime(2026, 11, 26, 9, tzinfo=BRUSSELS), NOON)

    with django_assert_num_queries(2):
        assert Merchant.objects.get().hours_at(NOON) == on_a_break
    with django_assert_num_queries(1):
        assert Merchant.objects.with_pause_on(MONDAY).get().hours_at(NOON) == on_a_break
    assert Merchant.objects.with_pause_on(MONDAY).get().hours_at(NOON + timedelta(3)).state == State.OPEN


def test_a_list_asks_once_for_the_breaks_of_all(db):
    places = [make_merchant(f"Plek {n}", opening_hours=DAILY) for n in range(3)]
    make_break(places[0], -9, -1)
    make_break(places[1], 0)

    with statements() as asked:
        said = [place.hours_at(NOON).state for place in Merchant.objects.with_pause_on(MONDAY).order_by("pk")]

    assert said == [State.OPEN, State.PAUSE, State.OPEN]
    assert len(asked) == 1


@pytest.mark.parametrize("text", [DAILY, "24/7", "18:00-02:00", "", "off", 'Mo-We 09:00-18:00 "bel eerst"'])
def test_the_finder_finds_nobody_open_where_the_place_says_it_takes_a_break(db, text):
    merchant = make_merchant(opening_hours=text, checked_on=MONDAY)
    for first, last in [(-4, 0), (2, 3), (3, 4), (9, None)]:
        make_break(merchant, first, last)
    rebuild_open_minutes([merchant], MONDAY)

    merchant = Merchant.objects.with_pause_on(MONDAY).get()
    for moment in [datetime(2026, 11, 23, hour, tzinfo=BRUSSELS) + timedelta(days) for days in range(14) for hour in (1, 12, 23)]:
        state = merchant.hours_at(moment).state
        assert state_in_sql(moment) == (State.CLOSED if state == State.PAUSE else state), moment


def test_the_page_of_a_place_on_a_break_says_so(client, db):
    merchant = make_merchant(opening_hours="24/7")
    Pause.objects.create(merchant=merchant, first_day=merchant.checked_on)

    page = client.get(merchant.get_absolute_url()).text

    assert "open-state-pause" in page and "Takes a break" in page
    assert "open-state-open" not in page
