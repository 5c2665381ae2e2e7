"""From when until when a place is on the map, as the database writes it down."""

from datetime import timedelta

import pytest
from django.utils import timezone

from merchants import actions
from merchants.models import Merchant, Stay
from tests.factories import make_merchant

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


def stays(merchant):
    return list(merchant.stays.order_by("since", "pk").values_list("since", "until"))


def test_a_place_that_is_listed_stays_from_that_day(today):
    assert stays(make_merchant()) == [(today, None)]
    assert stays(make_merchant(state="suggested")) == []


def test_a_place_that_leaves_and_comes_back_stayed_twice(today):
    merchant = make_merchant()
    Stay.objects.update(since=today - timedelta(9))

    actions.stop_taking_part(merchant=merchant)
    assert stays(merchant) == [(today - timedelta(9), today)]

    actions.come_back(merchant=merchant)
    assert stays(merchant) == [(today - timedelta(9), today), (today, None)]


def test_what_else_changes_ends_no_stay(today):
    merchant = make_merchant()

    Merchant.objects.filter(pk=merchant.pk).update(name="Anders", lat=51.1)

    assert stays(merchant) == [(today, None)]


def test_who_was_there_at_the_end_of_a_day(today):
    Stay.objects.create(merchant=make_merchant(state="left"), since=today - timedelta(9), until=today - timedelta(5))

    found = {ago: Stay.objects.at_end_of(today - timedelta(ago)).count() for ago in (10, 9, 7, 6, 5)}

    assert found == {10: 0, 9: 1, 7: 1, 6: 1, 5: 0}
