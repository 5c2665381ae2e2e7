"""When something is, on clocks that jump twice a year."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from encounters.moments import Every, NoSuchHour, days, jumps_between, length, moment, stretch
from merchants.hours.moments import on_the_clock

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


def test_an_hour_is_one_on_the_clocks_of_here():
    assert moment(date(2026, 12, 3), time(14)) == datetime(2026, 12, 3, 13, tzinfo=UTC)
    assert moment(date(2026, 7, 3), time(14)) == datetime(2026, 7, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize("clock", [time(2), time(2, 30), time(2, 59)])
def test_an_hour_the_clock_jumps_over_does_not_exist(clock):
    with pytest.raises(NoSuchHour) as caught:
        moment(SPRING, clock)

    assert (caught.value.day, caught.value.clock) == (SPRING, clock)


@pytest.mark.parametrize("clock", [time(1, 59), time(3)])
def test_the_hours_beside_it_do(clock):
    assert on_the_clock(moment(SPRING, clock)).time() == clock


def test_an_hour_that_comes_twice_is_the_first():
    assert moment(AUTUMN, time(2, 30)) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "begins", "ends", "lasts"),
    [
        (date(2026, 12, 3), time(14), time(16), 2),
        (date(2026, 12, 3), time(22), time(1), 3),
        (date(2026, 12, 3), time(14), time(14), 24),
        # The clock jumps meanwhile: an hour less, an hour more.
        (SPRING, time(1), time(4), 2),
        (AUTUMN, time(1), time(4), 4),
        (SPRING - timedelta(1), time(23), time(4), 4),
    ],
)
def test_an_end_before_the_beginning_is_in_the_night_after(day, begins, ends, lasts):
    assert length(*stretch(day, begins, ends)) == timedelta(hours=lasts)


@pytest.mark.parametrize(("day", "jumps"), [(date(2026, 12, 3), False), (SPRING, True), (AUTUMN, True)])
def test_it_is_known_whether_the_clock_jumps_meanwhile(day, jumps):
    assert jumps_between(*stretch(day, time(0, 30), time(5))) is jumps


@pytest.mark.parametrize(
    ("first", "every", "times", "found"),
    [
        (date(2026, 12, 1), Every.ONCE, 6, ["2026-12-01"]),
        (date(2026, 12, 1), "", 1, ["2026-12-01"]),
        (date(2026, 12, 22), Every.WEEK, 3, ["2026-12-22", "2026-12-29", "2027-01-05"]),
        (date(2026, 12, 22), Every.TWO_WEEKS, 2, ["2026-12-22", "2027-01-05"]),
        # The second Tuesday.
        (date(2026, 12, 8), Every.MONTH, 3, ["2026-12-08", "2027-01-12", "2027-02-09"]),
        # The fifth one becomes the last where there are four.
        (date(2026, 12, 29), Every.MONTH, 4, ["2026-12-29", "2027-01-26", "2027-02-23", "2027-03-30"]),
    ],
)
def test_what_comes_again_keeps_its_day_of_the_week(first, every, times, found):
    assert [str(day) for day in days(first, every, times)] == found
