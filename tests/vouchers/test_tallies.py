"""The tally of free services: for whoever likes it, a number a day, and nothing more."""

from datetime import timedelta
from threading import Event
from time import sleep
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from enchante.retention import forget
from merchants.models import Service, ServiceOffer
from tests.factories import make_merchant, make_service
from tests.races import at_once, execute
from vouchers.actions import ServiceGone, tally
from vouchers.models import ServiceTally

pytestmark = pytest.mark.django_db


@pytest.fixture
def water():
    make_service("water", name="water", name_nl="water")
    return ServiceOffer.objects.get(merchant=make_merchant(services=["water"]))


def tallied():
    return list(ServiceTally.objects.order_by("day").values_list("count", flat=True))


def yesterday(offer, **fields):
    return tally_of(offer, day=timezone.localdate() - timedelta(days=1), **fields)


def tally_of(offer, **fields):
    return ServiceTally.objects.create(merchant=offer.merchant, service=offer.service, **fields)


# Story


def test_more_and_less_make_one_number_a_day(water):
    yesterday(water, count=7)

    for delta in [1, 1, 1, -1]:
        tally(offer=water, delta=delta, key=uuid4())

    assert tallied() == [7, 2]


def test_the_same_key_twice_counts_once_also_after_midnight(water):
    key = uuid4()
    yesterday(water, count=1, keys=[key])

    tally(offer=water, delta=1, key=key)
    today = uuid4()
    for _ in range(2):
        tally(offer=water, delta=1, key=today)

    assert tallied() == [1, 1]


def test_a_service_that_is_put_back_goes_on_where_its_tally_left_off(water):
    tally(offer=water, delta=1, key=uuid4())
    water.delete()
    with pytest.raises(ServiceGone):
        tally(offer=water, delta=1, key=uuid4())

    back = ServiceOffer.objects.create(merchant=water.merchant, service=water.service)
    tally(offer=back, delta=1, key=uuid4())

    assert tallied() == [2]


def test_two_places_and_two_services_each_have_their_own(water):
    make_service("toilet", name="toilet", name_nl="toilet")
    toilet = ServiceOffer.objects.create(merchant=water.merchant, service=Service.objects.get(slug="toilet"))
    elsewhere = ServiceOffer.objects.get(merchant=make_merchant(services=["water"]))

    for offer in [water, water, toilet, elsewhere]:
        tally(offer=offer, delta=1, key=uuid4())

    assert [offer.merchant.tallies.get(service=offer.service).count for offer in (water, toilet, elsewhere)] == [2, 1, 1]


# Slip


def test_below_nothing_and_above_the_most_it_stays_where_it_is(water):
    tally(offer=water, delta=-1, key=uuid4())
    assert tallied() == [0]
    tally(offer=water, delta=-1, key=uuid4())
    assert tallied() == [0]

    ServiceTally.objects.update(count=999)
    tally(offer=water, delta=1, key=uuid4())
    assert tallied() == [999]


def test_so_many_taps_a_day_and_then_it_stands_still(water):
    tally(offer=water, delta=1, key=uuid4())
    ServiceTally.objects.update(keys=[uuid4() for _ in range(1999)])

    for _ in range(3):
        tally(offer=water, delta=1, key=uuid4())

    assert (tallied(), len(ServiceTally.objects.get().keys)) == ([2], 2000)


@pytest.mark.parametrize("count", [-1, 1000])
def test_the_database_keeps_the_limits(water, count):
    with pytest.raises(IntegrityError, match="tally_within_limits"), transaction.atomic():
        tally_of(water, day=timezone.localdate(), count=count)


# Forgetting


def test_the_keys_of_taps_are_forgotten_and_the_number_stays(water):
    day = timezone.localdate()
    for ago in [0, 7, 8]:
        tally_of(water, day=day - timedelta(days=ago), count=ago, keys=[uuid4()])

    assert [forget()["tallies whose taps are in"], forget()["tallies whose taps are in"]] == [1, 0]

    assert tallied() == [8, 7, 0]
    assert ServiceTally.objects.get(count=8).keys == []


# Races


@pytest.mark.django_db(transaction=True)
def test_taps_on_many_phones_at_once_are_all_counted(water):
    outcomes = at_once(*[lambda: tally(offer=water, delta=1, key=uuid4())] * 8)

    assert (outcomes, tallied()) == ([None] * 8, [8])


@pytest.mark.django_db(transaction=True)
def test_one_tap_sent_by_two_pages_at_once_counts_once(water):
    tally(offer=water, delta=1, key=uuid4())
    held, key = Event(), uuid4()

    def hold_until_both_wait():
        with transaction.atomic():
            ServiceTally.objects.select_for_update().get()
            held.set()
            while execute("SELECT count(*) FROM pg_locks WHERE NOT granted")[0][0] < 2:
                sleep(0.01)

    def send():
        held.wait(timeout=20)
        tally(offer=water, delta=1, key=key)

    assert at_once(hold_until_both_wait, send, send) == [None] * 3
    assert tallied() == [2]
