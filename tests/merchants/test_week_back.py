"""From a string back to the table of the week editor, and in a sentence."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from merchants.hours import Holidays, HoursNotUnderstood, from_week, in_a_sentence, minutes_for, to_week

settings.register_profile("always the same", derandomize=True, deadline=None, database=None)
settings.load_profile("always the same")

TODAY = date(2026, 11, 26)
CHRISTMAS_EVE, CHRISTMAS = date(2026, 12, 24), date(2026, 12, 25)
OFFICE = [("09:00", "18:00")]


def _day(quarters, night):
    """Up to three stretches from these quarters of an hour; with one left over, the last one runs into the night."""
    clocks = [f"{quarter // 4:02}:{quarter % 4 * 15:02}" for quarter in [*quarters, night]]
    return list(zip(clocks[:-1:2], clocks[1::2], strict=False))


DAYS = st.builds(_day, st.lists(st.integers(24, 95), max_size=6, unique=True).map(sorted), st.integers(0, 23))
TABLES = st.dictionaries(st.integers(0, 6), DAYS)
SOON = st.dictionaries(st.integers(20, 40).map(lambda days: TODAY + timedelta(days)), DAYS, max_size=6)


@settings(max_examples=40)
@given(TABLES, st.sampled_from(Holidays))
def test_a_week_comes_back_as_it_was_filled_in(table, holidays):
    back = to_week(from_week(table, holidays), TODAY)

    assert filled_in(back.days) == filled_in(table)
    assert back.holidays == holidays or not filled_in(table)


@settings(max_examples=60)
@given(TABLES, st.sampled_from(Holidays), SOON)
def test_dates_that_come_back_say_what_was_filled_in(table, holidays, dates):
    try:
        text = from_week(table, holidays, dates)
    except HoursNotUnderstood:
        return  # a date that overlaps with the night before it

    back = to_week(text, TODAY)

    assert back is not None
    assert minutes_for(from_week(*back), TODAY, 60) == minutes_for(text, TODAY, 60)


def filled_in(days):
    """Midnight may be written as the end of a day or the begin of the next."""
    return {day: [(opens, closes.replace("24:00", "00:00")) for opens, closes in told] for day, told in days.items() if told}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", {}),
        ("Mo-Su unknown", {}),
        ("24/7", dict.fromkeys(range(7), [("00:00", "24:00")])),
        ("09:00-18:00", dict.fromkeys(range(7), OFFICE)),
        ("Mo 09:00-18:00; Mo off; Tu 09:00-18:00", {1: OFFICE}),
        ("Su 18:00-24:00; Mo 00:00-10:00", {6: [("18:00", "24:00")], 0: [("00:00", "10:00")]}),
        ("Fr 18:00-02:00, Sa 10:00-12:00", {4: [("18:00", "02:00")], 5: [("10:00", "12:00")]}),
        ("Mo 09:00-18:00; 2026 Nov 25 off", {0: OFFICE}),
    ],
)
def test_a_string_comes_back_as_a_table(text, days):
    assert {day: told for day, told in to_week(text, TODAY).days.items() if told} == days


def test_a_closed_day_that_ends_a_night_early_comes_back():
    night = {5: [("18:00", "02:00")]}
    sunday = date(2026, 12, 27)

    assert to_week(from_week(night, Holidays.OPEN, {sunday: []}), TODAY).exceptions == {sunday: []}


def test_holidays_and_dates_come_back():
    text = "Mo-Fr 09:00-18:00; PH unknown; 2026 Dec 24 10:00-14:00; 2026 Dec 25-26 off; 2026 Nov 20 off"

    back = to_week(text, TODAY)

    assert back.holidays == Holidays.ASK
    assert back.exceptions == {CHRISTMAS_EVE: [("10:00", "14:00")], CHRISTMAS: []}


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 09:00-12:00; Jul-Aug off",
        "Mo-Fr 09:00-18:00 || unknown",
        '"op afspraak"',
        'Mo-Fr 09:00-18:00 "bel eerst"',
        "week 1-53/2 Mo 09:00-12:00",
        "Mo[1] 09:00-12:00",
        "2028 Mo-Fr 09:00-18:00",
        "Mo-Fr 09:00-18:00; SH off",
        "Mo-Fr 09:00-18:00; PH 10:00-12:00",
        "Mo-Fr 09:00-18:00 unknown",
        "Mo-Fr 09:00-18:00; Dec 24 off",
        "Mo-Fr 09:00-18:00; 2031 Dec 24 off",
        'Mo-Fr 09:00-18:00; 2026 Dec 24 off "feest"',
        "Mo-Fr 09:00-18:00; 2026 Dec 24 unknown",
        "Mo-Fr sunrise-18:00",
        "Mo-Fr 09:00+",
        "Mo-Su off",
        "2026 Dec 24 off",
        "onzin",
    ],
)
def test_what_a_table_cannot_say_stays_text(text):
    assert to_week(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Nobody knows the hours yet: people ask first."),
        ("Mo-Fr 09:00-18:00; Sa 10:00-16:00; PH off", "Mon–Fri 9:00–18:00, Sat 10:00–16:00. Closed on public holidays."),
        ("Tu 09:00-12:00,13:00-18:00; PH unknown", "Tue 9:00–12:00, 13:00–18:00. On public holidays the hours are not certain."),
        ("Mo-Su 09:00-18:00; 2026 Dec 24 off", "every day 9:00–18:00. 24 December: closed."),
    ],
)
def test_hours_in_a_sentence(text, sentence):
    with override("en"):
        assert in_a_sentence(text, TODAY) == sentence


def test_a_holiday_this_week_does_not_hide_what_is_usual():
    with override("en"):
        assert in_a_sentence("Mo-Fr 09:00-18:00; PH off", date(2026, 12, 24)) == "Mon–Fri 9:00–18:00. Closed on public holidays."
