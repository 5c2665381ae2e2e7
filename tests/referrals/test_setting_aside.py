"""Asking a place to keep one: for whom it may be asked, when it ends, and what happens at the same moment."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from merchants.models import Merchant
from referrals.actions import AskedAlready, NothingToSetAside, TakesNoPart, let_go, set_aside
from referrals.models import SettingAside
from tests.factories import make_aside, make_merchant, make_organisation, make_treat
from tests.races import at_once, without_constraint
from vouchers.actions import NothingWaiting, hand_out

pytestmark = pytest.mark.django_db
OVER = timedelta(minutes=-1)


@pytest.fixture
def coffee():
    return make_treat(waiting=2)


@pytest.fixture
def caw():
    return make_organisation()


def ask(treat, organisation, *, hours=24, key=None, **sign):
    return set_aside(treat=treat, organisation=organisation, hours=hours, key=key or uuid4(), **sign)


def counts(treat):
    treat.refresh_from_db(fields=["waiting", "set_aside"])
    return treat.waiting, treat.set_aside


def test_one_is_kept_with_a_sign_until_a_whole_quarter_of_an_hour(coffee, caw):
    before = timezone.now()

    aside = ask(coffee, caw, hours=6, sign="snail")

    assert counts(coffee) == (2, 1)
    assert aside.sign == SettingAside.Sign.SNAIL
    assert before + timedelta(hours=5, minutes=44) < aside.ends_at <= timezone.now() + timedelta(hours=6)
    assert (aside.ends_at.minute % 15, aside.ends_at.second, aside.ends_at.microsecond) == (0, 0, 0)


def test_the_same_key_twice_keeps_one(coffee, caw):
    key = uuid4()

    assert ask(coffee, caw, key=key) == ask(coffee, caw, key=key)

    assert counts(coffee) == (2, 1)


def test_an_organisation_has_one_of_a_kind_kept_at_a_time(coffee, caw):
    ask(coffee, caw)

    with pytest.raises(AskedAlready):
        ask(coffee, caw)

    assert counts(coffee) == (2, 1)


def test_what_hangs_is_kept_once_and_no_more(coffee):
    for name in ["Een", "Twee"]:
        ask(coffee, make_organisation(name))

    with pytest.raises(NothingToSetAside):
        ask(coffee, make_organisation("Drie"))

    assert counts(coffee) == (2, 2)


def test_what_is_over_stands_in_nobodys_way(coffee, caw):
    make_aside(coffee, organisation=caw, within=OVER)
    make_aside(coffee, within=OVER)
    assert counts(coffee) == (2, 2)

    ask(coffee, caw)

    assert counts(coffee) == (2, 1)
    assert SettingAside.objects.get().organisation == caw


def test_what_is_let_go_hangs_for_everybody_and_twice_is_once(coffee, caw):
    aside = ask(coffee, caw)
    same = SettingAside.objects.get()

    let_go(aside=aside)
    let_go(aside=same)

    assert counts(coffee) == (2, 0)
    assert not SettingAside.objects.exists()


@pytest.mark.parametrize("state", [state for state in Merchant.State if state != Merchant.State.ACTIVE])
def test_only_a_place_that_takes_part_is_asked(caw, state):
    coffee = make_treat(merchant=make_merchant(), waiting=1)
    Merchant.objects.update(state=state)

    with pytest.raises(TakesNoPart):
        ask(coffee, caw)


def test_only_a_welcomed_organisation_asks(coffee):
    with pytest.raises(TakesNoPart):
        ask(coffee, make_organisation(approved_on=None))


# At the same moment


def many_ask(coffee):
    """What came of it when several houses asked for the last one at once, each with a button of its own."""
    houses = [make_organisation(f"Huis {each}") for each in range(5)]
    came = at_once(*[lambda house=house: ask(coffee, house) for house in houses])
    return sorted(type(each).__name__ for each in came)


@pytest.mark.django_db(transaction=True)
def test_of_several_who_ask_for_the_last_one_at_once_one_has_it_kept():
    coffee = make_treat(waiting=1)

    assert many_ask(coffee) == ["NothingToSetAside"] * 4 + ["SettingAside"]
    assert counts(coffee) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_without_the_rule_the_last_one_is_kept_five_times():
    coffee = make_treat(waiting=1)

    with without_constraint("vouchers_treat", "treat_set_aside_hangs"):
        assert many_ask(coffee) == ["SettingAside"] * 5


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_twice_at_once_keeps_one(coffee, caw):
    key = uuid4()

    one, other = at_once(*[lambda: ask(coffee, caw, key=key)] * 2)

    assert one == other
    assert counts(coffee) == (2, 1)


def hand_out_and_ask(coffee):
    """Somebody comes in for the last one while it is asked to be kept. Returns the names of what came of each."""
    came = at_once(lambda: hand_out(treat=coffee, key=uuid4()), lambda: ask(coffee, make_organisation(f"Huis {uuid4()}")))
    return [type(each).__name__ for each in came]


@pytest.mark.django_db(transaction=True)
def test_the_last_one_is_handed_out_whatever_is_asked_at_that_moment():
    for _ in range(5):
        coffee = make_treat(waiting=1)

        handed_out, asked = hand_out_and_ask(coffee)

        assert handed_out == "Counted"
        assert asked in {"SettingAside", "NothingToSetAside"}
        assert counts(coffee) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_without_the_rule_something_would_be_kept_that_does_not_hang():
    coffee = make_treat(waiting=1)

    with without_constraint("vouchers_treat", "treat_set_aside_hangs"):
        hand_out(treat=coffee, key=uuid4())
        ask(coffee, make_organisation())

        assert counts(coffee) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_what_ended_is_swept_and_asked_anew_by_several_at_once(coffee):
    for _ in range(2):
        make_aside(coffee, within=OVER)

    assert many_ask(coffee) == ["NothingToSetAside"] * 3 + ["SettingAside"] * 2
    assert counts(coffee) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_handing_out_what_is_kept_and_letting_go_at_once_leaves_nothing_behind():
    coffee = make_treat(waiting=1)
    aside = make_aside(coffee)

    at_once(lambda: hand_out(treat=coffee, key=uuid4()), lambda: let_go(aside=aside))

    assert counts(coffee) == (0, 0)
    with pytest.raises(NothingWaiting):
        hand_out(treat=coffee, key=uuid4())


def test_what_ended_is_erased_every_quarter_of_an_hour(capsys):
    over, standing = make_aside(make_treat(waiting=1), within=timedelta(hours=-1)), make_aside(make_treat(waiting=1))

    call_command("forget_asides")

    assert capsys.readouterr().out == "1 ended.\n"
    assert SettingAside.objects.get() == standing
    over.treat.refresh_from_db()
    assert over.treat.set_aside == 0
