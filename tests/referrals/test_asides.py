"""What is set aside: rows that ask for one treat each, and the number at the treat that follows from them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from tests.factories import make_aside, make_organisation, make_treat
from tests.races import at_once, without_constraint
from tests.refusals import refused_by
from vouchers.actions import add_at_counter, hand_out, recount

pytestmark = pytest.mark.django_db


def counts(treat):
    treat.refresh_from_db(fields=["waiting", "set_aside"])
    return treat.waiting, treat.set_aside


def test_each_row_sets_one_aside_and_gives_it_back_when_it_goes():
    coffee = make_treat(waiting=3)
    one, _other = make_aside(coffee), make_aside(coffee)
    assert counts(coffee) == (3, 2)

    one.delete()
    assert counts(coffee) == (3, 1)


def test_what_hangs_no_more_is_set_aside_no_more_and_handing_out_never_fails():
    coffee = make_treat(waiting=1)
    one = make_aside(coffee)

    hand_out(treat=coffee, key=uuid4())
    assert counts(coffee) == (0, 0)

    add_at_counter(treat=coffee, key=uuid4())
    assert counts(coffee) == (1, 0)
    one.delete()
    assert counts(coffee) == (1, 0)


def test_who_asked_before_the_board_grew_again_still_has_one_kept():
    coffee = make_treat(waiting=2)
    make_aside(coffee), make_aside(coffee)
    hand_out(treat=coffee, key=uuid4())
    add_at_counter(treat=coffee, key=uuid4())

    with refused_by("treat_set_aside_hangs"):
        make_aside(coffee)


def test_when_one_goes_the_number_follows_from_those_that_are_left():
    coffee = make_treat(waiting=3)
    asides = [make_aside(coffee) for _ in range(3)]
    recount(treat=coffee, count=1, key=uuid4())
    assert counts(coffee) == (1, 1)

    asides[0].delete()

    assert counts(coffee) == (1, 1)


def test_the_last_one_is_set_aside_once():
    coffee = make_treat(waiting=1)
    make_aside(coffee)

    with refused_by("treat_set_aside_hangs"):
        make_aside(coffee)

    assert counts(coffee) == (1, 1)


def test_an_organisation_asks_for_one_of_a_kind_at_a_time():
    coffee, caw = make_treat(waiting=3), make_organisation()
    make_aside(coffee, organisation=caw)

    with refused_by("set_aside_once_per_organisation"):
        make_aside(coffee, organisation=caw)


@pytest.mark.parametrize("hours", [49, 24 * 365])
def test_nothing_is_set_aside_for_more_than_two_days(hours):
    coffee = make_treat(waiting=1)

    with refused_by("set_aside_two_days_at_most"):
        make_aside(coffee, within=timedelta(hours=hours))
    make_aside(coffee, within=timedelta(hours=48))

    assert counts(coffee) == (1, 1)


def all_at_once(coffee):
    """How many of six organisations got it."""
    houses = [make_organisation(f"Huis {each}") for each in range(6)]
    came = at_once(*[lambda house=house: make_aside(coffee, organisation=house) for house in houses])
    return sum(not isinstance(each, IntegrityError) for each in came)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_want_the_last_one_at_once_one_gets_it():
    coffee = make_treat(waiting=1)

    assert all_at_once(coffee) == 1
    assert counts(coffee) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_without_the_rule_all_of_them_would_get_it():
    coffee = make_treat(waiting=1)

    with without_constraint("vouchers_treat", "treat_set_aside_hangs"):
        assert all_at_once(coffee) == 6
