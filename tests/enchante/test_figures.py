"""What is told to everybody in numbers: of cities, of months that are over, and never of a few."""

from collections import Counter
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.template import engines
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from enchante.figures import GIVEN, SERIES, City, Told, cities, city, together, told
from tests.factories import make_activity, make_chapter, make_merchant, make_purchase, make_service, make_treat
from tests.pages import words_of
from tests.queries import statements
from vouchers import actions
from vouchers.models import Movement, ServiceTally

JAN, FEB, MARCH, APRIL, MAY, JUNE = MONTHS = [date(2026, month, 1) for month in range(1, 7)]
LATER = date(2026, 12, 4)


def at(number, places):
    """So many, shared out over so many places."""
    return Counter({place: number // places + (place < number % places) for place in range(places)})


def tell(*cells):
    return told(MONTHS[: len(cells)], {month: at(*cell) for month, cell in zip(MONTHS, cells, strict=False) if cell})


# The rule


def test_the_worked_table():
    assert tell((8, 6), (2, 2), (1, 1), (9, 7), (3, 3)) == [Told(JAN, JAN, 8), Told(FEB, APRIL, 12)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([], []),
        ([(4, 4)], []),
        ([(5, 4)], []),
        ([(5, 5)], [Told(JAN, JAN, 5)]),
        ([(400, 4)], []),
        # A month in which nothing happened is no more told than one with four.
        ([(9, 9), None, None, (9, 9)], [Told(JAN, JAN, 9), Told(FEB, APRIL, 9)]),
        ([None, (4, 4), (1, 1)], []),
        ([(400, 4), (5, 5)], [Told(JAN, FEB, 405)]),
    ],
)
def test_a_month_is_counted_with_the_next_until_both_number_and_places_are_enough(cells, expected):
    assert tell(*cells) == expected


def test_a_place_where_all_was_undone_is_no_place_where_it_was():
    gave, undone = at(40, 5), Counter({4: -8})

    assert told([JAN, FEB], {JAN: gave}) == [Told(JAN, JAN, 40)]
    assert told([JAN], {JAN: Counter({place: gave[place] + undone[place] for place in gave})}) == []


counts = st.lists(st.integers(0, 9), min_size=1, max_size=6)


def tell_numbers(numbers):
    """Each treat at another place, so that only the numbers decide."""
    cells = {MONTHS[n]: Counter({(n, place): 1 for place in range(number)}) for n, number in enumerate(numbers)}
    return told(MONTHS[: len(numbers)], cells)


@given(counts)
def test_what_was_told_is_never_told_otherwise_when_more_months_are_over(numbers):
    """Else two visits would show what neither does."""
    for some in range(len(numbers)):
        before = tell_numbers(numbers[:some])
        assert tell_numbers(numbers)[: len(before)] == before


@given(counts)
def test_of_no_month_under_five_the_number_can_be_worked_out(numbers):
    """Whoever knows the rule and all that is told still has another history that is told just so, with another number in that month."""
    shown, others = tell_numbers(numbers), [other for other in _others(numbers) if min(other) >= 0]

    for month, number in enumerate(numbers):
        if number < 5:
            assert any(other[month] != number and tell_numbers(other) == shown for other in others)


def _others(numbers):
    """Histories a little apart from this one: one more here, or one moved from there."""
    for month in range(len(numbers)):
        for change in (-1, 1):
            yield [number + change * (place == month) for place, number in enumerate(numbers)]
            for other in range(len(numbers)):
                yield [number + change * (place == month) - change * (place == other) for place, number in enumerate(numbers)]


@given(st.lists(counts, min_size=1, max_size=3))
def test_what_all_cities_tell_together_is_made_of_what_each_tells(histories):
    series = [tell_numbers(numbers) for numbers in histories]
    all_cities = [City(JAN, dict.fromkeys(SERIES, each)) for each in series]

    assert together(all_cities, "handed_out") == sum((Counter({one.last: one.number for one in each}) for each in series), Counter())


# From the ledger


@pytest.fixture
def gent(db):
    return make_chapter("gent")


@pytest.fixture
def five(gent):
    """A treat at each of five places."""
    return [make_treat(merchant=make_merchant(chapter=gent)) for _ in range(5)]


def give(treat, times=1, day=JAN):
    return [actions.add_at_counter(treat=treat, key=uuid4(), day=day) for _ in range(times)]


def test_each_month_tells_what_was_given_handed_out_and_tallied(gent, five):
    for treat in five:
        give(treat, 3, day=JAN + timedelta(30))
        actions.hand_out(treat=treat, key=uuid4(), day=FEB)
        ServiceTally.objects.create(merchant=treat.merchant, service=make_service("toilet"), day=MARCH, count=4)
        give(treat, 2, day=LATER)

    found = city(LATER, gent)

    assert found.since == JAN
    assert found.series == {
        "on_site": [],
        "at_counter": [Told(JAN, JAN, 15)],
        "handed_out": [Told(JAN, FEB, 5)],
        "services": [Told(JAN, MARCH, 20)],
        "activities": [],
        "chairs": [],
    }


def meet(chapter, merchant, chairs, counted_on, **fields):
    begins_at = timezone.now() - timedelta(30)
    return make_activity(chapter=chapter, merchant=merchant, begins_at=begins_at, headcount=chairs, counted_on=counted_on, **fields)


def test_activities_and_their_chairs_are_told_in_the_month_in_which_they_were_counted(gent, five):
    for number, treat in enumerate(five):
        meet(gent, treat.merchant, 10, JAN if number else FEB)
    meet(gent, five[0].merchant, 0, JAN)
    meet(gent, five[0].merchant, None, None)

    found = city(LATER, gent)

    assert found.series["activities"] == [Told(JAN, FEB, 5)]
    assert found.series["chairs"] == [Told(JAN, FEB, 50)]


def test_what_was_at_fewer_than_five_places_waits_however_many_came(gent, five):
    for treat in five[:4]:
        meet(gent, treat.merchant, 90, JAN)
    assert city(LATER, gent).series["chairs"] == []

    meet(gent, None, 3, FEB, elsewhere="Buurthuis De Lantaarn")

    assert city(LATER, gent).series["chairs"] == [Told(JAN, FEB, 363)]


def test_what_was_bought_on_the_site_counts_once_it_is_paid_and_not_when_it_went_back(gent, five):
    for treat in five:
        make_purchase(treat, quantity=3, paid=True)
        make_purchase(treat, quantity=7)
    back = make_purchase(five[0], quantity=4, paid=True)
    actions.give_back(payment=back.payments.get(), key=uuid4())

    (only,) = city(date(2099, 1, 1), gent).series["on_site"]

    assert only.number == 15


def test_a_tap_that_was_undone_did_not_happen(gent, five):
    for treat in five:
        (*_, last) = give(treat, 3, day=None)
        taken = actions.hand_out(treat=treat, key=uuid4())
        actions.undo(movement=taken.movement, key=uuid4())
        actions.undo(movement=last.movement, key=uuid4())
        actions.hand_out(treat=treat, key=uuid4())

    found = city(date(2099, 1, 1), gent)

    assert (found.so_far(*GIVEN), found.so_far("handed_out")) == (10, 5)


def test_what_a_recount_found_or_was_sent_on_tells_nothing(gent, five):
    for treat in five:
        give(treat, 2)
        Movement.objects.create(treat=treat, kind="recount", delta=50, key=uuid4(), day=JAN)
    sent = actions.ask_to_take_over(treat=five[0], to_merchant=five[1].merchant, quantity=20, key=uuid4())
    actions.take_over(question=sent)

    found = city(LATER, gent)

    assert (found.so_far(*GIVEN), found.so_far("handed_out")) == (10, 0)


def test_the_month_that_is_not_over_is_not_told(gent, five):
    for treat in five:
        give(treat, 2, day=date(2026, 12, 1))

    assert city(LATER, gent).so_far(*GIVEN) == 0
    assert city(date(2027, 1, 1), gent).so_far(*GIVEN) == 10


def test_one_city_tells_nothing_of_another(gent, five):
    brussel = make_chapter("brussel")
    for treat in five:
        give(treat)
    for _ in range(5):
        give(make_treat(merchant=make_merchant(chapter=brussel)), 8)

    assert {pk: found.so_far(*GIVEN) for pk, found in cities(LATER).items()} == {gent.pk: 5, brussel.pk: 40}
    assert city(LATER, gent).so_far(*GIVEN) == 5


def test_the_figures_of_all_cities_cost_four_queries(gent, five):
    for treat in five:
        give(treat)

    with statements() as sent:
        cities(LATER)

    assert len(sent) == 4


# On the page of a city


def shown(chapter, places):
    template = engines["django"].from_string("{% load figures %}{% city_figures chapter places %}")
    return words_of(type("Page", (), {"content": template.render({"chapter": chapter, "places": places}).encode()}))


def test_the_page_of_a_city_tells_the_month_and_no_day(gent, five):
    for treat in five:
        give(treat, 2, day=date(2026, 5, 12))

    page = shown(gent, 5)

    assert "5 open deuren 10 traktaties gegeven Sinds mei 2026" in page
    assert "uitgedeeld" not in page
    assert "12" not in page


def test_a_city_that_just_began_shows_its_doors_and_no_treats(gent):
    give(make_treat(merchant=make_merchant(chapter=gent)), 9)

    page = shown(gent, 1)

    assert "1 open deur" in page
    assert "traktaties" not in page
