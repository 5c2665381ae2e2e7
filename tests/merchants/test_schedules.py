"""Schedules of HSDS as opening hours where both say the same, and otherwise a question."""

from datetime import date

import pytest
from django.utils.translation import override

from merchants.importing import schedules

# A Thursday.
TODAY = date(2026, 11, 26)


def weekly(days, opens="09:00", closes="12:00", **more):
    return {"freq": "WEEKLY", "byday": days, "opens_at": opens, "closes_at": closes, **more}


def monthly(days, **more):
    return weekly(days) | {"freq": "MONTHLY"} | more


def once(day, opens="10:00", closes="14:00", **more):
    return {"dtstart": day, "opens_at": opens, "closes_at": closes, **more}


# What says the same

SAYS = {
    "days of the week": ([weekly("MO,TU,WE"), weekly("FR", "13:00", "18:30")], "Mo-We 09:00-12:00; Fr 13:00-18:30"),
    "two stretches of a day": ([weekly("MO"), weekly("MO", "13:00", "17:00")], "Mo 09:00-12:00,13:00-17:00"),
    "the same twice": ([weekly("MO"), weekly("MO")], "Mo 09:00-12:00"),
    "small letters and spaces": ([weekly("mo, tu") | {"freq": "weekly"}], "Mo-Tu 09:00-12:00"),
    "seconds": ([weekly("MO", "09:00:00", "12:00:00")], "Mo 09:00-12:00"),
    "the clock of Belgium": ([weekly("MO", "09:00+01:00", "12:00+0200", timezone=1)], "Mo 09:00-12:00"),
    "a clock as a number with a point": ([weekly("MO", timezone=2.0)], "Mo 09:00-12:00"),
    "always": ([weekly("MO,TU,WE,TH,FR,SA,SU", "00:00", "00:00")], "24/7"),
    "until midnight": ([weekly("MO", "18:00", "23:59:59")], "Mo 18:00-24:00"),
    "a night": ([weekly("FR", "20:00", "02:00")], "Fr 20:00-02:00"),
    "the day it began": ([weekly("", dtstart="2026-01-05")], "Mo 09:00-12:00"),
    "every time": ([weekly("MO", interval=1, wkst="SU")], "Mo 09:00-12:00"),
    "since long, for long": ([weekly("MO", valid_from="2024-01-01", valid_to="2027-08-31")], "Mo 09:00-12:00"),
    "a day of the month": ([monthly("2MO,-1FR")], "Mo[2],Fr[-1] 09:00-12:00"),
    "a day of the month beside a week": ([weekly("TU"), monthly("+1SA")], "Tu 09:00-12:00, Sa[1] 09:00-12:00"),
    "every such day of each month": ([monthly("MO")], "Mo 09:00-12:00"),
    "words beside it": ([weekly("MO,TH", description="Only by appointment")], "Mo,Th 09:00-12:00 unknown"),
    "one day": ([weekly("MO"), once("2026-12-24")], "Mo 09:00-12:00; 2026 Dec 24 10:00-14:00"),
    "one day, however it is said": (
        [once("2026-12-24", count=1), once("2026-12-24T00:00:00", "15:00", "16:00", freq="WEEKLY", until="2026-12-24")],
        "2026 Dec 24 10:00-14:00,15:00-16:00",
    ),
    "one day with words": ([once("2026-12-24", description="Ask")], "2026 Dec 24 unknown"),
    "days without a time": (
        [weekly("MO"), {"valid_from": "2026-12-24", "valid_to": "2026-12-31"}],
        "Mo 09:00-12:00; 2026 Dec 24-2026 Dec 31 unknown",
    ),
    "what is over": ([weekly("MO"), weekly("TU", valid_to="2026-11-25"), once("2026-11-25")], "Mo 09:00-12:00"),
}  # fmt: skip


@pytest.mark.parametrize("case", SAYS)
def test_schedules_say_the_same_as_opening_hours(case):
    told, text = SAYS[case]

    assert schedules.as_hours(told, TODAY) == text


# What does not

ASKS = {
    "every other week": ([weekly("MO", interval=2)], r"how it returns \(freq=WEEKLY, interval=2, byday=MO\)"),
    "some weeks": ([weekly("MO", byweekno="41,42")], "how it returns"),
    "days of a month by number": ([monthly("", bymonthday="2")], r"how it returns \(freq=MONTHLY, bymonthday=2\)"),
    "so many times": ([weekly("MO", count=5)], "how it returns"),
    "no day at all": ([weekly("")], "how it returns"),
    "a strange day": ([weekly("MO,XX")], "how it returns"),
    "the second of a week": ([weekly("2MO")], "how it returns"),
    "every day": ([weekly("MO") | {"freq": "DAILY"}], "how it returns"),
    "another clock": ([weekly("MO", "09:00Z", "12:00Z")], r"its clock is not ours \(09:00Z, Z\)"),
    "another clock beside it": ([weekly("MO", timezone=-5)], "its clock is not ours"),
    "half an hour aside": ([weekly("MO", "09:00+01:30")], "its clock is not ours"),
    "no end": ([weekly("MO", closes="")], "when it opens and closes"),
    "no time": ([weekly("MO", "", "")], "when it opens and closes"),
    "no clock": ([weekly("MO", "soon")], "“soon” is not a time"),
    "an impossible hour": ([weekly("MO", "09:00", "27:00")], "is not a time"),
    "the wrong way round": ([weekly("MO", "17:00", "09:00")], "closes before it opens"),
    "one over the other": ([weekly("MO"), weekly("MO", "11:00", "13:00")], "overlap"),
    "not yet": ([weekly("MO", valid_from="2027-01-01")], r"for a while only \(2027-01-01 to …\)"),
    "not for long": ([weekly("MO", until="2027-01-31")], r"for a while only \(… to 2027-01-31\)"),
    "some days with a time": ([once("", valid_from="2026-12-01", valid_to="2026-12-24")], "for a while only"),
    "a break without an end": ([weekly("MO"), {"valid_from": "2026-11-01"}], r"for a while only \(2026-11-01 to …\)"),
    "days and no word how often": ([weekly("MO,TU", freq="")], r"how often it returns \(byday=MO,TU\)"),
    "days of a month and no word how often": ([monthly("", bymonthday="2", freq="", valid_from="2026-01-01")], r"returns \(bymonthday=2\)"),
    "a time and no day": ([weekly("", freq="")], "on which days it is so"),
    "nothing but words": ([{"description": "Ask"}], "when it opens and closes"),
    "ends before it begins": ([{"valid_from": "2026-12-24", "valid_to": "2026-12-01"}], "for a while only"),
    "no date": ([weekly("MO", valid_to="soon")], "“soon” is no date"),
    "all over": ([weekly("MO", valid_to="2026-11-25")], "all of it is over"),
    "values of another kind": ([weekly(["MO"], opens={}, closes=None)], "how it returns"),
}


@pytest.mark.parametrize("case", ASKS)
def test_schedules_that_say_something_else_are_a_question(case):
    told, why = ASKS[case]

    with override("en"), pytest.raises(schedules.NotUsual, match=why):
        schedules.as_hours(told, TODAY)
