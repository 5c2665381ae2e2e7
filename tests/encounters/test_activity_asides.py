"""Rounds that wait for an activity: never more than hang, together with what organisations asked, and gone when it is over or elsewhere."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError
from django.utils import timezone

from encounters.actions import NotSoManyHang, NotThere, activities, cancel, change, keep_round, let_round_go
from encounters.aside_forms import too_many
from encounters.models import Activity, ActivityAside
from tests.factories import make_activity, make_activity_aside, make_aside, make_merchant, make_organisation, make_treat
from tests.races import at_once, meet, without_constraint
from tests.refusals import refused_by
from vouchers.actions import NothingWaiting, add_at_counter, hand_out, recount

pytestmark = pytest.mark.django_db
OVER = timezone.now() - timedelta(hours=3)


def counts(treat):
    treat.refresh_from_db(fields=["waiting", "set_aside"])
    return treat.waiting, treat.set_aside


@pytest.fixture
def soup():
    return make_treat(waiting=6)


@pytest.fixture
def meal(soup):
    return make_activity(chapter=soup.merchant.chapter, merchant=soup.merchant)


def test_a_round_is_kept_and_asked_again_it_is_the_new_number(soup, meal):
    keep_round(activity=meal, treat=soup, number=5)
    keep_round(activity=meal, treat=soup, number=3)
    keep_round(activity=meal, treat=soup, number=3)

    assert counts(soup) == (6, 3)
    assert [aside.number for aside in meal.asides.all()] == [3]


def test_more_than_hang_are_not_kept_and_the_old_number_stays(soup, meal):
    keep_round(activity=meal, treat=soup, number=4)

    with pytest.raises(NotSoManyHang):
        keep_round(activity=meal, treat=soup, number=7)

    assert counts(soup) == (6, 4)


def test_what_organisations_keep_and_what_activities_keep_count_together(soup, meal):
    keep_round(activity=meal, treat=soup, number=5)
    one = make_aside(soup)
    assert counts(soup) == (6, 6)

    with refused_by("treat_set_aside_hangs"):
        make_aside(soup)
    with pytest.raises(NotSoManyHang):
        keep_round(activity=meal, treat=soup, number=6)

    one.delete()
    assert counts(soup) == (6, 5)
    let_round_go(aside=meal.asides.get())
    assert counts(soup) == (6, 0)


def test_handing_out_and_counting_again_never_fail_for_a_round(soup, meal):
    keep_round(activity=meal, treat=soup, number=6)

    hand_out(treat=soup, key=uuid4())
    assert counts(soup) == (5, 5)
    recount(treat=soup, count=0, key=uuid4())
    assert counts(soup) == (0, 0)
    add_at_counter(treat=soup, key=uuid4())
    assert counts(soup) == (1, 0)


@pytest.mark.parametrize(
    "fields",
    [{"state": "draft"}, {"cancelled_on": timezone.localdate()}, {"begins_at": OVER}, {"merchant": None}],
    ids=["a draft", "cancelled", "over", "elsewhere"],
)
def test_nothing_is_kept_for_what_is_not_there(soup, fields):
    activity = make_activity(**{"chapter": soup.merchant.chapter, "merchant": soup.merchant} | fields)

    with pytest.raises(NotThere):
        keep_round(activity=activity, treat=soup, number=1)
    assert counts(soup) == (6, 0)


def test_nothing_is_kept_at_a_place_that_takes_no_part(meal, soup):
    soup.merchant.state = "closed"
    soup.merchant.save(update_fields=["state"])

    with pytest.raises(NotThere):
        keep_round(activity=meal, treat=soup, number=1)


@pytest.mark.parametrize("number", [0, 21])
def test_a_round_is_of_one_to_twenty(number):
    with refused_by("activity_keeps_one_to_twenty"):
        make_activity_aside(make_treat(waiting=30), number=number)


def test_the_database_refuses_a_change_of_a_round(soup, meal):
    keep_round(activity=meal, treat=soup, number=2)

    with refused_by("activity_aside_stays"):
        ActivityAside.objects.update(number=6)


def test_what_is_called_off_keeps_nothing(soup, meal):
    keep_round(activity=meal, treat=soup, number=2)

    cancel(activity=meal)

    assert not ActivityAside.objects.exists()
    assert counts(soup) == (6, 0)


def test_what_goes_elsewhere_keeps_nothing_there_and_what_moves_in_time_does(soup, meal):
    keep_round(activity=meal, treat=soup, number=2)
    later = {"begins_at": meal.begins_at + timedelta(1), "ends_at": meal.ends_at + timedelta(1)}
    change(activity=meal, changes=later)
    assert counts(soup) == (6, 2)

    change(activity=meal, changes={"merchant": make_merchant(chapter=meal.chapter)})

    assert not ActivityAside.objects.exists()
    assert counts(soup) == (6, 0)


def end(activity):
    """As if it was yesterday."""
    Activity.objects.filter(pk=activity.pk).update(begins_at=OVER, ends_at=OVER + timedelta(hours=1))


def test_what_is_over_stands_in_nobodys_way_though_nobody_sweeps(soup, meal):
    keep_round(activity=meal, treat=soup, number=6)
    end(meal)

    make_aside(soup)

    assert counts(soup) == (6, 1)
    assert not ActivityAside.objects.standing().exists()


def test_a_round_is_erased_within_a_quarter_of_an_hour_after_the_end(soup, meal):
    keep_round(activity=meal, treat=soup, number=6)
    end(meal)

    call_command("forget_asides")

    assert not ActivityAside.objects.exists()
    assert counts(soup) == (6, 0)


def test_what_is_kept_stays_asked_for_after_a_hand_out_and_the_form_counts_so(soup, meal):
    keep_round(activity=meal, treat=soup, number=6)
    recount(treat=soup, count=2, key=uuid4())
    recount(treat=soup, count=9, key=uuid4())
    walk = make_activity("Wandeling", chapter=meal.chapter, merchant=meal.merchant)
    assert counts(soup) == (9, 2)

    assert "3" in too_many(walk, soup, 4).message
    assert too_many(walk, soup, 3) is None
    keep_round(activity=walk, treat=soup, number=3)

    assert counts(soup) == (9, 9)


# Races


def for_the_last(treat, *others):
    """An activity and whoever else wants the last one, at once. Returns what came of each."""
    activity = make_activity(chapter=treat.merchant.chapter, merchant=treat.merchant)
    return at_once(lambda: keep_round(activity=activity, treat=treat, number=1), *others)


@pytest.mark.django_db(transaction=True)
def test_of_activities_and_organisations_that_want_the_last_one_at_once_one_gets_it():
    coffee = make_treat(waiting=1)
    houses = [make_organisation(f"Huis {each}") for each in range(3)]

    came = for_the_last(coffee, *[lambda house=house: make_aside(coffee, organisation=house) for house in houses])

    assert sum(not isinstance(each, IntegrityError | NotSoManyHang) for each in came) == 1
    assert counts(coffee) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_without_the_rule_all_of_them_would_get_it():
    coffee = make_treat(waiting=1)
    houses = [make_organisation(f"Huis {each}") for each in range(3)]

    with without_constraint("vouchers_treat", "treat_set_aside_hangs"):
        came = for_the_last(coffee, *[lambda house=house: make_aside(coffee, organisation=house) for house in houses])
        assert not any(isinstance(each, Exception) for each in came)
        assert counts(coffee) == (1, 4)


@pytest.mark.django_db(transaction=True)
def test_a_hand_out_at_that_moment_always_succeeds():
    coffee = make_treat(waiting=1)

    _kept, handed = for_the_last(coffee, lambda: hand_out(treat=coffee, key=uuid4()))

    assert not isinstance(handed, NothingWaiting | IntegrityError)
    assert counts(coffee) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_what_is_called_off_at_that_moment_keeps_nothing():
    coffee = make_treat(waiting=3)
    activity = make_activity(chapter=coffee.merchant.chapter, merchant=coffee.merchant)

    at_once(lambda: keep_round(activity=activity, treat=coffee, number=2), lambda: cancel(activity=activity))

    assert not ActivityAside.objects.exists()
    assert counts(coffee) == (3, 0)


@pytest.mark.django_db(transaction=True)
def test_whoever_asks_anew_and_whoever_calls_it_off_wait_for_each_other_in_one_order(monkeypatch):
    """Each holds what it locks first, and would then want what the other holds."""
    coffee = make_treat(waiting=3)
    activity = make_activity(chapter=coffee.merchant.chapter, merchant=coffee.merchant)
    keep_round(activity=activity, treat=coffee, number=1)
    meet(monkeypatch, (ActivityAside.objects, "create"), (activities, "_touch"))

    came = at_once(lambda: keep_round(activity=activity, treat=coffee, number=2), lambda: cancel(activity=activity))

    assert not any(isinstance(each, OperationalError) for each in came)
    assert not ActivityAside.objects.exists()
