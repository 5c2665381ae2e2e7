"""Dates that differ from the usual week, and the legal holidays: written, read, told, and forgotten when they are over."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from merchants import hours
from merchants.hours import Holidays, HoursNotUnderstood, State, from_week, minutes_for, repair, state_at
from tests.merchants.test_hours_properties import DAYS

MONDAY = date(2026, 12, 21)
XMAS_EVE, XMAS, BOXING_DAY = (date(2026, 12, day) for day in (24, 25, 26))
SHOP = {day: [("09:00", "18:00")] for day in range(5)}
BAR = {day: [("18:00", "02:00")] for day in range(2, 6)}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


# Written


@pytest.mark.parametrize(
    ("week", "holidays", "exceptions", "text"),
    [
        (
            SHOP,
            "open",
            {XMAS: [], XMAS_EVE: [("10u", "14u")]},
            "Mo-Fr 09:00-18:00; 2026 Dec 24 10:00-14:00; 2026 Dec 25 off",
        ),
        (SHOP, "closed", {XMAS: [("10:00", "12:00")]}, "Mo-Fr 09:00-18:00; PH off; 2026 Dec 25 10:00-12:00"),
        ({}, "open", {XMAS_EVE: [("10:00", "14:00")]}, "Mo-Su unknown; 2026 Dec 24 10:00-14:00"),
        (BAR, "open", {XMAS: []}, "We-Sa 18:00-02:00; 2026 Dec 25 off; 2026 Dec 26 18:00-02:00"),
        (BAR, "open", {XMAS_EVE: [("10:00", "14:00")]}, "We-Sa 18:00-02:00; 2026 Dec 24 00:00-02:00,10:00-14:00; 2026 Dec 25 18:00-02:00"),
        (
            BAR,
            "closed",
            {XMAS_EVE: [("18:00", "04:00")]},
            "We-Sa 18:00-02:00; PH off; 2026 Dec 24 00:00-02:00,18:00-24:00; 2026 Dec 25 00:00-04:00",
        ),
        (
            BAR,
            "ask",
            {XMAS_EVE: [("18:00", "04:00")]},
            "We-Sa 18:00-02:00; PH unknown; 2026 Dec 24 00:00-02:00,18:00-24:00; 2026 Dec 25 00:00-04:00, 2026 Dec 25 04:00-24:00 unknown",
        ),
    ],
)
def test_from_week_writes_exceptions_as_rules_with_a_date(week, holidays, exceptions, text):
    assert from_week(week, holidays, exceptions) == text
    assert repair(text) == text


@pytest.mark.parametrize(
    ("exceptions", "sentence"),
    [
        ({XMAS: [("09:00", "12:00"), ("11:00", "14:00")]}, "Two opening times overlap around 25 December 11:00. Please put them together."),
        ({XMAS: [("18:00", "03:00")], BOXING_DAY: [("02:00", "09:00")]}, "Two opening times overlap around 26 December 02:00."),
        ({BOXING_DAY: [("18:00", "09:00")]}, "“18:00 - 09:00” closes before it opens. Are they swapped?"),
        ({MONDAY + timedelta(n): [] for n in range(60)}, "These opening hours are too long"),
    ],
)
def test_from_week_says_what_cannot_be_on_a_date(exceptions, sentence):
    with pytest.raises(HoursNotUnderstood) as refusal:
        from_week(BAR, "open", exceptions)

    assert str(refusal.value).startswith(sentence)


def _clock(quarter):
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"


def _as_text(quarters):
    return {day: [(_clock(start), _clock(end)) for start, end in spans] for day, spans in quarters.items()}


@given(
    week=st.dictionaries(st.integers(0, 6), DAYS),
    dated=st.dictionaries(st.integers(0, 11).map(lambda n: MONDAY + timedelta(n)), DAYS, max_size=4),
    holidays=st.sampled_from(["open", "closed"]),
)
def test_the_string_is_open_just_when_the_table_says_so(week, dated, holidays):
    text = from_week(_as_text(week), holidays, _as_text(dated))
    if not text:
        return

    # Night after night by the table, a quarter at a time; Christmas and New Year are the holidays of these two weeks.
    is_known = any(week.values())
    closed = {XMAS, date(2027, 1, 1)} if holidays == "closed" and is_known else set()
    expected = set()
    for number in range(-1, 14):
        day = MONDAY + timedelta(number)
        as_usual = [] if day in closed else week.get(day.weekday(), [])
        following = day + timedelta(1)
        night_is_cut = day not in dated and (dated.get(following) == [] or (following in closed and following not in dated))
        for start, end in dated.get(day, as_usual):
            end = end if end > start else end + 96
            expected |= set(range(number * 96 + start, number * 96 + (min(end, 96) if night_is_cut else end)))
    # A night into a holiday that is closed, and in no date's neighbourhood, ends at midnight: see from_week.
    opened, _ask = minutes_for(text, MONDAY, days=14)
    found = {minute // 15 for start, end in opened for minute in range(start, end, 15)}
    assert found == {quarter for quarter in expected if 0 <= quarter < 14 * 96}


# Nights that did not begin


@pytest.mark.parametrize(
    ("text", "moment", "state"),
    [
        ("Th-Sa 18:00-02:00; PH off", datetime(2026, 12, 25, 20), State.CLOSED),
        ("Th-Sa 18:00-02:00; PH off", datetime(2026, 12, 26, 1), State.CLOSED),
        ("Th-Sa 18:00-02:00; PH unknown", datetime(2026, 12, 26, 1), State.ASK),
        ("Th-Sa 18:00-26:00; PH off", datetime(2026, 12, 26, 1), State.CLOSED),
        ("Th-Sa 18:00-02:00; PH off", datetime(2026, 12, 27, 1), State.OPEN),
        ("Th-Sa 18:00-02:00; 2026 Dec 25 off", datetime(2026, 12, 26, 1), State.CLOSED),
        ("Th-Sa 18:00-02:00; 2026 Dec 25 10:00-14:00", datetime(2026, 12, 26, 1, 59), State.CLOSED),
        ("Th-Sa 18:00-02:00; Dec 25 off", datetime(2026, 12, 26, 1), State.CLOSED),
        # What begins at midnight in so many words stays.
        ("Th 18:00-02:00; Sa 00:00-02:00", datetime(2026, 12, 26, 1), State.OPEN),
        ("Th-Sa 18:00-02:00; PH off; Sa 0:00-05:00", datetime(2026, 12, 26, 1), State.OPEN),
        ("Th-Sa 18:00-02:00; PH off; 2026 Dec 26 00:00-02:00", datetime(2026, 12, 26, 1), State.OPEN),
        ("Th-Sa 18:00-02:00; 2026 Dec 25 20:00-02:00", datetime(2026, 12, 26, 1), State.OPEN),
    ],
)
def test_a_night_whose_evening_is_closed_is_closed(text, moment, state):
    assert state_at(text, moment) == state
    minute = hours.minute_of(moment, MONDAY)
    assert any(start <= minute < end for start, end in minutes_for(text, MONDAY)[0]) == (state == State.OPEN)


# Told


def test_coming_exceptions_are_the_dates_that_differ():
    text = from_week(SHOP, "closed", {XMAS_EVE: [("10:00", "14:00")], XMAS: [], date(2026, 12, 28): [("09:00", "18:00")], MONDAY: []})

    assert hours.coming_exceptions(text, date(2026, 12, 22)) == [(XMAS_EVE, [("10:00", "14:00", False)])]
    assert hours.coming_exceptions(text, MONDAY, days=1) == [(MONDAY, [])]
    assert hours.coming_exceptions(text, date(2026, 12, 22), days=2) == []


@pytest.mark.parametrize(
    ("text", "exceptions"),
    [
        ("Mo-Fr 09:00-18:00; PH off", []),
        ("Nov-Mar Mo-Fr 10:00-16:00; Apr-Oct Mo-Fr 09:00-18:00", []),
        ("Mo-Fr 09:00-18:00; Dec 24 off", [(XMAS_EVE, [])]),
        ('Mo-Fr 09:00-18:00; 2026 Dec 24 "bel; of klop"', [(XMAS_EVE, [("00:00", "24:00", True)])]),
        ("2026 Dec 24 10:00-14:00", [(XMAS_EVE, [("10:00", "14:00", False)])]),
        ("", []),
    ],
)
def test_coming_exceptions_of_typed_hours(text, exceptions):
    assert hours.coming_exceptions(text, MONDAY) == exceptions


def test_a_changed_day_of_a_bar_does_not_make_its_neighbours_differ():
    text = from_week(BAR, "open", {XMAS_EVE: [("18:00", "04:00")]})

    assert hours.coming_exceptions(text, MONDAY) == [(XMAS_EVE, [("18:00", "04:00", False)])]


@pytest.mark.parametrize(
    ("text", "holidays"),
    [
        ("Mo-Fr 09:00-18:00", Holidays.OPEN),
        ("Mo-Fr 09:00-18:00; PH off", Holidays.CLOSED),
        ("Mo-Fr 09:00-18:00; PH off; 2027 May 01 10:00-12:00", Holidays.CLOSED),
        ("Mo-Fr 09:00-18:00; Su,PH off", Holidays.CLOSED),
        ("Mo-Fr 09:00-18:00; PH unknown", Holidays.ASK),
        ('Mo-Fr 09:00-18:00; PH "bel eerst"', Holidays.ASK),
        ("Mo-Fr 09:00-18:00; Su,PH 10:00-16:00", Holidays.OPEN),
        ("24/7; PH off", Holidays.CLOSED),
        ("", Holidays.ASK),
    ],
)
def test_on_holidays(text, holidays):
    assert hours.on_holidays(text) == holidays


@pytest.mark.parametrize("holidays", Holidays)
def test_on_holidays_reads_what_from_week_wrote(holidays):
    assert hours.on_holidays(from_week(SHOP, holidays)) == holidays


def test_holidays_between():
    assert hours.holidays_between(MONDAY, 14) == [XMAS, date(2027, 1, 1)]
    assert hours.holidays_between(date(2027, 3, 22), 14) == [date(2027, 3, 29)]


# Forgotten


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mo-Fr 09:00-18:00; 2026 Dec 24 10:00-14:00; 2026 Dec 26 off", "Mo-Fr 09:00-18:00; 2026 Dec 26 off"),
        # Yesterday's, for the night after it
        ("Mo-Fr 09:00-18:00; 2026 Dec 25 off", "Mo-Fr 09:00-18:00; 2026 Dec 25 off"),
        ("Mo-Fr 09:00-18:00; Dec 24 off", "Mo-Fr 09:00-18:00; Dec 24 off"),
        ("Mo-Fr 09:00-18:00; 2026 Dec 20-26 off", "Mo-Fr 09:00-18:00; 2026 Dec 20-26 off"),
        ("Mo-Fr 09:00-18:00; 2026 Dec 20-24 off", "Mo-Fr 09:00-18:00"),
        ("Mo-Fr 09:00-18:00; 2026 Dec 20-2027 Jan 02 off", "Mo-Fr 09:00-18:00; 2026 Dec 20-2027 Jan 02 off"),
        ("Mo-Fr 09:00-18:00; 2026 Dec 20-Jan 02 off", "Mo-Fr 09:00-18:00; 2026 Dec 20-Jan 02 off"),
        ("Mo-Fr 09:00-18:00; 2026 Dec 20,2026 Dec 24 off", "Mo-Fr 09:00-18:00"),
        ('Mo 09:00-18:00 "bel; 2026 Dec 20 off"; 2026 Dec 20 off', 'Mo 09:00-18:00 "bel; 2026 Dec 20 off"'),
        ("2026 Dec 20 10:00-14:00", ""),
        ("nonsense;;", "nonsense;;"),
        ("", ""),
    ],
)
def test_without_past(text, left):
    assert hours.without_past(text, BOXING_DAY) == left
