"""What there was at the end of a month: told only where nobody finds a small number by taking one month from another."""

from collections import Counter
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enchante.figures import city, told
from enchante.month_ends import Told, carried, places, waiting
from tests.enchante.test_figures import FEB, JAN, LATER, MARCH, MONTHS, at, give
from tests.factories import make_chapter, make_merchant, make_treat
from vouchers import actions
from vouchers.models import Movement

APRIL, MAY = MONTHS[3:5]


def by_month(*cells):
    return {month: at(*cell) for month, cell in zip(MONTHS, cells, strict=False) if cell}


def hangs(came, went, recounted=()):
    return waiting(MONTHS[: len(came)], came=[by_month(*came)], went=by_month(*went), recounted=by_month(*recounted))


def test_the_worked_table():
    found = hangs(came=[(20, 9), (9, 8), (6, 5), (9, 7)], went=[(8, 6), (2, 2), (1, 1), (9, 7)])

    assert found == [Told(JAN, JAN, 12), Told(APRIL, APRIL, 24)]


@pytest.mark.parametrize(
    ("came", "went", "recounted", "expected"),
    [
        # Fewer than five, or at fewer than five places.
        ([(4, 4)], [], [], []),
        ([(40, 4)], [], [], []),
        ([(9, 9)], [(5, 5)], [], []),
        # Nothing moved: what hung still hangs, and that is told.
        ([(9, 9), None], [], [], [Told(JAN, JAN, 9), Told(FEB, FEB, 9)]),
        # A few that were counted again wait as well, up or down.
        ([(9, 9), None], [], [None, (1, 1)], [Told(JAN, JAN, 9)]),
        ([(9, 9), None], [], [None, (-1, 1)], [Told(JAN, JAN, 9)]),
        ([(40, 9), None], [], [None, (-6, 6)], [Told(JAN, JAN, 40), Told(FEB, FEB, 34)]),
    ],
)
def test_the_end_of_a_month_is_told_where_nothing_waits(came, went, recounted, expected):
    assert hangs(came, went, recounted) == expected


numbers = st.lists(st.integers(0, 8), min_size=6, max_size=6)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(numbers, numbers, numbers)
def test_what_moved_between_two_ends_is_a_sum_of_what_is_told(on_site, at_counter, went):
    """So whoever subtracts them learns nothing more."""
    came = [by_month(*((number, number) for number in each)) for each in (on_site, at_counter)]
    out = by_month(*((number, number) for number in went))
    ends = waiting(MONTHS, came=came, went=out, recounted={})
    groups = [told(MONTHS, each) for each in (*came, out)]

    for end in ends:
        first, second, third = (sum(one.number for one in each if one.last <= end.last) for each in groups)
        assert end.number == first + second - third


def test_places_are_told_from_five_on():
    assert places(MONTHS[:4], Counter({JAN: 4, FEB: 2, APRIL: -3})) == [Told(FEB, FEB, 6), Told(MARCH, MARCH, 6)]


def test_cities_together_take_the_last_number_of_each():
    gent, brussel = [Told(JAN, JAN, 10), Told(APRIL, APRIL, 30)], [Told(FEB, FEB, 7)]

    together = carried([gent, brussel, []])

    assert [(one.last, one.number) for one in together] == [(JAN, 10), (FEB, 17), (MARCH, 17), (APRIL, 37)]
    assert carried([[], []]) == []


@pytest.mark.django_db
def test_it_is_read_from_the_ledger_and_from_the_stays():
    gent = make_chapter("gent")
    five = [make_treat(merchant=make_merchant(chapter=gent)) for _ in range(5)]
    for treat in five:
        treat.merchant.stays.update(since=FEB)
        give(treat, 6, day=JAN)
        actions.hand_out(treat=treat, key=uuid4(), day=MARCH)
        Movement.objects.create(treat=treat, kind="recount", delta=-2, key=uuid4(), day=APRIL)
    five[0].merchant.stays.update(until=date(2026, 5, 31))

    ends = city(LATER, gent).ends

    assert [one.number for one in ends["waiting"]][:5] == [30, 30, 25, 15, 15]
    assert ends["places"] == [Told(month, month, 5) for month in (FEB, MARCH, APRIL)]
