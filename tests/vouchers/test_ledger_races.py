"""What happens at the same moment comes out right; and without its guard each of these races goes wrong, so they are races."""

from functools import partial
from threading import Barrier, BrokenBarrierError
from uuid import uuid4

import pytest
from django.db.models import QuerySet

from merchants.models import MerchantPerson
from tests.factories import make_merchant, make_treat, make_user
from tests.races import at_once, execute, without_constraint
from vouchers import actions
from vouchers.actions import counter
from vouchers.models import CounterLink, Movement, Treat

pytestmark = pytest.mark.django_db(transaction=True)


def hand_out_by_twelve(treat):
    """Twelve phones tap at once. Returns how many got one."""
    taps = [lambda: actions.hand_out(treat=treat, key=uuid4())] * 12
    return sum(isinstance(outcome, actions.Counted) for outcome in at_once(*taps))


def test_of_five_coffees_twelve_phones_hand_out_five():
    coffee = make_treat(waiting=5)

    assert hand_out_by_twelve(coffee) == 5
    assert Treat.objects.get().waiting == 0


def test_without_the_check_they_would_hand_out_more_than_five():
    coffee = make_treat(waiting=5)

    with without_constraint("vouchers_treat", "treat_never_below_zero"), without_constraint("vouchers_treat", "treat_set_aside_hangs"):
        assert hand_out_by_twelve(coffee) == 12
        assert Treat.objects.get().waiting == -7


def send_one_tap_twelve_times(treat):
    """One tap arrives twelve times at once. Returns how many thought they were the first."""
    key = uuid4()
    outcomes = at_once(*[lambda: actions.hand_out(treat=treat, key=key)] * 12)
    return sum(outcome.is_new for outcome in outcomes)


def test_one_tap_that_arrives_twelve_times_at_once_counts_once():
    coffee = make_treat(waiting=20)

    assert send_one_tap_twelve_times(coffee) == 1
    assert Treat.objects.get().waiting == 19


def test_without_its_unique_key_it_would_count_twelve_times():
    coffee = make_treat(waiting=20)
    (reverses,) = execute("SELECT conname FROM pg_constraint WHERE contype = 'f' AND confrelid = 'vouchers_movement'::regclass")[0]

    with without_constraint("vouchers_movement", reverses), without_constraint("vouchers_movement", "vouchers_movement_pkey"):
        assert send_one_tap_twelve_times(coffee) == 12
        assert Treat.objects.get().waiting == 8


@pytest.fixture
def slow_recounts(monkeypatch):
    """Recounts that wait a moment for each other between reading the board and writing, where they can."""
    meeting, move = Barrier(4), counter._move

    def wait_and_move(**details):
        if details["kind"] == Movement.Kind.RECOUNT:
            try:
                meeting.wait(timeout=0.3)
            except BrokenBarrierError:
                pass
        return move(**details)

    monkeypatch.setattr(counter, "_move", wait_and_move)


def recount_by_four(treat):
    at_once(*[lambda: actions.recount(treat=treat, count=3, key=uuid4())] * 4)
    return Treat.objects.get().waiting


def test_four_who_count_three_make_three(slow_recounts):
    assert recount_by_four(make_treat(waiting=1)) == 3


def test_without_the_lock_each_of_the_four_would_add_two(slow_recounts, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda query, **options: query)

    assert recount_by_four(make_treat(waiting=1)) == 9


def test_a_recount_to_nothing_never_fails_on_a_hand_out_beside_it(slow_recounts):
    coffee = make_treat(waiting=1)

    counted, _handed_out = at_once(
        lambda: actions.recount(treat=coffee, count=0, key=uuid4()),
        lambda: actions.hand_out(treat=coffee, key=uuid4()),
    )

    assert isinstance(counted, actions.Counted)
    assert Treat.objects.get().waiting == 0


def test_one_tap_taken_back_on_twelve_phones_comes_back_once():
    coffee = make_treat(waiting=5)
    tap = actions.hand_out(treat=coffee, key=uuid4()).movement

    outcomes = at_once(*[lambda: actions.undo(movement=tap, key=uuid4())] * 12)

    assert sum(isinstance(outcome, actions.Counted) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, actions.AlreadyUndone) for outcome in outcomes) == 11
    assert Treat.objects.get().waiting == 5


def test_of_those_who_begin_to_look_after_a_place_at_once_one_brings_its_counter():
    merchant = make_merchant()
    merchant.counter_links.all().delete()
    people = [make_user() for _ in range(4)]

    begun = at_once(*[partial(MerchantPerson.objects.create, merchant=merchant, user=user) for user in people])

    assert all(isinstance(person, MerchantPerson) for person in begun)
    assert CounterLink.objects.count() == 1


def test_two_who_renew_the_link_at_once_leave_one_that_works():
    merchant = make_merchant()

    links = at_once(*[lambda: CounterLink.objects.create(merchant=merchant)] * 4)

    assert all(isinstance(link, CounterLink) for link in links)
    assert CounterLink.objects.working().count() == 1
