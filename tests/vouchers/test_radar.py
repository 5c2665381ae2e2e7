"""The radar: what does most good when nobody chooses the place."""

from datetime import date, timedelta

import pytest

from merchants.models import Pause
from tests.factories import make_chapter, make_kind, make_merchant, make_seller, make_treat
from tests.queries import statements
from vouchers import radar

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 27)


def scarcest(kind="koffie", *, chapter=None, day=TODAY):
    return list(radar.scarcest(chapter=chapter or make_chapter(), day=day, kind__slug=kind))


def test_where_fewest_hang_comes_first_and_of_these_the_emptiest_board():
    many, some_, soup_hangs, empty = [make_treat(waiting=number) for number in (5, 1, 0, 0)]
    make_treat(merchant=soup_hangs.merchant, kind="soep", waiting=3)

    assert scarcest() == [empty, soup_hangs, some_, many]


def test_another_kind_of_the_same_city_and_another_city_are_no_concern():
    coffee = make_treat()
    make_treat(merchant=coffee.merchant, kind="soep")
    make_treat(merchant=make_merchant(chapter=make_chapter("brussel")))

    assert scarcest() == [coffee]


@pytest.mark.parametrize("first_day", [TODAY, TODAY - timedelta(9)])
def test_a_place_on_a_break_is_left_out(first_day):
    coffee = make_treat()
    Pause.objects.create(merchant=coffee.merchant, first_day=first_day, last_day=TODAY)

    assert scarcest() == []
    assert scarcest(day=TODAY + timedelta(1)) == [coffee]


@pytest.mark.parametrize("change", [{"is_offered": False}, {"is_sold_online": False}])
def test_what_is_not_sold_online_is_left_out(change):
    make_treat(**change)

    assert scarcest() == []


@pytest.mark.parametrize("state", ["closed", "left", "suggested"])
def test_a_place_that_is_not_on_the_map_is_left_out(state):
    coffee = make_treat()
    coffee.merchant.state = state
    coffee.merchant.save(update_fields=["state"])

    assert scarcest() == []


def test_a_place_whose_seller_changed_is_there_once_with_the_seller_of_now():
    coffee = make_treat()
    make_seller(coffee.merchant, legal_name="Nieuwe Krook BV")

    (found,) = scarcest()

    assert [seller.legal_name for seller in found.merchant.sells_now] == ["Nieuwe Krook BV"]


def test_among_equals_the_first_changes_from_day_to_day_and_each_has_its_turn():
    coffees = {make_treat().pk for _ in range(4)}

    firsts = [scarcest(day=TODAY + timedelta(days))[0].pk for days in range(60)]

    assert set(firsts) == coffees
    assert max(map(firsts.count, coffees)) < 30
    assert scarcest() == scarcest()


def test_of_each_kind_there_is_one():
    busy, coffee = make_treat(waiting=2), make_treat()
    bread = make_treat(merchant=busy.merchant, kind="brood")
    kinds = [make_kind("koffie"), make_kind("brood"), make_kind("soep")]

    assert set(radar.one_of_each(chapter=make_chapter(), kinds=kinds, day=TODAY)) == {coffee, bread}


def test_it_asks_as_often_for_many_as_for_one():
    def cost():
        with statements() as sent:
            [treat.merchant.sells_now for treat in radar.scarcest(chapter=gent, day=TODAY)]
        return len(sent)

    gent = make_chapter()
    make_treat()
    one = cost()
    for _ in range(4):
        make_treat()

    assert cost() == one == 2
