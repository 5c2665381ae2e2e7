"""The pot of a city: to the cent, never below nothing, and never a treat that was not paid for."""

from uuid import uuid4

import pytest

from merchants.models import Merchant
from tests.factories import make_chapter, make_merchant, make_pot, make_purchase, make_treat
from tests.races import at_once, meet
from tests.refusals import refused_by
from tests.vouchers.paid_out import pay_out
from vouchers import actions
from vouchers.actions import potting
from vouchers.books import differences
from vouchers.models import DemoPayment, GivenBack, Movement, Payment, Pot, PotMovement, Purchase, Redirection, Treat

pytestmark = pytest.mark.django_db

Giver = actions.Giver


def gift(chapter, amount=1000, *, paid=True, key=None, **giver):
    purchase = actions.give_to_pot(chapter=chapter, amount=amount, key=key or uuid4(), giver=Giver(**giver))
    payment = purchase.payments.get()
    actions.start_payment(payment=payment)
    if paid:
        DemoPayment.objects.filter(key=payment.provider_key).update(status="paid")
        actions.reconcile(payment)
    return purchase


def balance():
    return sum(Pot.objects.values_list("balance", flat=True))


# Gifts


def test_a_gift_that_is_paid_is_in_the_pot_once():
    purchase = gift(make_chapter())

    for _ in range(3):
        actions.reconcile(purchase.payments.get())

    assert balance() == 1000
    assert PotMovement.objects.get().kind == "given"


def test_a_gift_that_is_not_paid_is_not_in_the_pot():
    gift(make_chapter(), paid=False)

    assert balance() == 0


def test_the_same_key_twice_is_one_gift_and_another_amount_asks():
    gent, key = make_chapter(), uuid4()
    gift(gent, paid=False, key=key)

    assert gift(gent, paid=False, key=key) == Purchase.objects.get()
    with pytest.raises(actions.KeyUsedElsewhere):
        gift(gent, 1001, paid=False, key=key)


@pytest.mark.parametrize("amount", [99, 0, -100, 50_001])
def test_a_gift_has_its_limits(amount):
    with pytest.raises(actions.TooMuch):
        gift(make_chapter(), amount)


def test_a_gift_goes_back_while_the_pot_holds_it():
    gent = make_chapter()
    payment = gift(gent, 1000).payments.get()
    coffee = make_treat(merchant=make_merchant(chapter=gent), price=250)
    actions.spend(chapter=gent, quantities={coffee.pk: 1}, key=uuid4())

    with pytest.raises(actions.NothingWaiting):
        actions.give_back(payment=payment, key=uuid4())
    refund = actions.give_back(payment=payment, quantities={}, from_pot=600, key=uuid4())

    assert (refund.amount, balance()) == (600, 150)


def test_a_refund_that_the_bank_refuses_comes_back_to_the_pot():
    payment = gift(make_chapter()).payments.get()
    refund = actions.give_back(payment=payment, key=uuid4())

    actions.fail_refund(refund)

    assert balance() == 1000


# Treats from the pot


@pytest.fixture
def coffee():
    make_pot(1000)
    return make_treat(price=250)


def spend(treat, number, **details):
    return actions.spend(chapter=treat.merchant.chapter, quantities={treat.pk: number}, key=uuid4(), **details)


def test_money_of_the_pot_becomes_treats_that_hang(coffee):
    purchase = spend(coffee, 3)

    assert (Treat.objects.get().waiting, balance()) == (3, 250)
    assert purchase.payments.get().gateway == "pot"
    assert Movement.objects.get().line == purchase.lines.get()


def test_more_than_the_pot_holds_is_refused_and_nothing_hangs(coffee):
    with pytest.raises(actions.PotTooSmall):
        spend(coffee, 5)
    assert (Treat.objects.get().waiting, balance()) == (0, 1000)


def test_a_city_spends_at_its_own_places(coffee):
    with pytest.raises(actions.UnknownTreat):
        actions.spend(chapter=make_chapter("brussel"), quantities={coffee.pk: 1}, key=uuid4())


def test_the_same_key_spends_once(coffee):
    key = uuid4()

    for _ in range(2):
        actions.spend(chapter=coffee.merchant.chapter, quantities={coffee.pk: 1}, key=key)

    assert balance() == 750


def test_a_key_that_did_something_else_spends_nothing_and_says_so(coffee):
    key, elsewhere = uuid4(), make_purchase(coffee).key
    actions.spend(chapter=coffee.merchant.chapter, quantities={coffee.pk: 1}, key=key)

    for used in (key, elsewhere):
        with pytest.raises(actions.KeyUsedElsewhere):
            actions.spend(chapter=coffee.merchant.chapter, quantities={coffee.pk: 2}, key=used)
    assert balance() == 750


@pytest.mark.django_db(transaction=True)
def test_twelve_who_spend_at_once_never_spend_more_than_there_is():
    make_pot(1000)
    coffee = make_treat(price=250)

    outcomes = at_once(*[lambda: spend(coffee, 1)] * 12)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["PotTooSmall"] * 8 + ["Purchase"] * 4
    assert (Treat.objects.get().waiting, balance()) == (4, 0)


# Idle treats to the pot


@pytest.fixture
def idle():
    """Two paid at the counter, three on the site: five hang."""
    treat = make_treat(price=250, waiting=2)
    make_purchase(treat, quantity=1, paid=True)
    make_purchase(treat, quantity=2, paid=True)
    treat.refresh_from_db()
    return treat


def send(treat, number, key=None):
    return actions.send_to_pot(treat=treat, quantity=number, key=key or uuid4())


def test_what_was_paid_on_the_site_goes_to_the_pot_and_off_the_board(idle):
    assert actions.can_go_to_pot([idle])[idle.pk] == 3

    send(idle, 2)

    idle.refresh_from_db()
    assert (idle.waiting, balance(), actions.can_go_to_pot([idle])[idle.pk]) == (3, 500, 1)
    assert sorted(GivenBack.objects.values_list("quantity", flat=True)) == [1, 1]


def test_what_was_paid_at_the_counter_has_no_money_with_us(idle):
    with pytest.raises(actions.NothingWaiting):
        send(idle, 4)
    assert balance() == 0


def test_what_was_paid_out_stays_with_the_place(idle):
    pay_out(idle.merchant)

    assert actions.can_go_to_pot([idle])[idle.pk] == 0
    with pytest.raises(actions.NothingWaiting):
        send(idle, 1)


def test_what_was_handed_out_does_not_go(idle):
    for _ in range(4):
        actions.hand_out(treat=idle, key=uuid4())
    idle.refresh_from_db()

    assert actions.can_go_to_pot([idle])[idle.pk] == 1
    with pytest.raises(actions.NothingWaiting):
        send(idle, 2)


def test_what_went_to_the_pot_is_not_given_back_to_its_giver_too(idle):
    send(idle, 3)

    for payment in Payment.objects.all():
        with pytest.raises(actions.MoreThanPaid):
            actions.give_back(payment=payment, key=uuid4())


def test_what_was_paid_in_another_city_does_not_go_to_the_pot_of_this_one(idle):
    Merchant.objects.update(chapter=make_chapter("brussel"))

    idle.merchant.refresh_from_db()
    assert actions.can_go_to_pot([idle])[idle.pk] == 0
    with pytest.raises(actions.NothingWaiting):
        send(idle, 1)
    assert list(differences()) == []


def test_the_same_button_sends_once(idle):
    key = uuid4()

    assert send(idle, 1, key) == send(idle, 1, key)
    assert balance() == 250


@pytest.mark.django_db(transaction=True)
def test_who_sends_to_the_pot_and_who_gives_back_at_once_do_not_both_have_it():
    treat = make_treat(price=250, waiting=5)
    payment = make_purchase(treat, quantity=2, paid=True).payments.get()

    at_once(*[lambda: send(treat, 2), lambda: actions.give_back(payment=payment, key=uuid4())] * 4)

    assert sum(GivenBack.objects.values_list("quantity", flat=True)) == 2


@pytest.mark.django_db(transaction=True)
def test_who_sends_to_the_pot_and_who_spends_from_it_at_once_do_not_wait_for_each_other(monkeypatch):
    make_pot(1000)
    treat = make_treat(price=250)
    make_purchase(treat, quantity=2, paid=True)

    # The one holds the treat by then, the other the pot.
    meet(monkeypatch, (potting, "_oldest_first"), (potting, "settle"))
    sent, spent = at_once(lambda: send(treat, 1), lambda: spend(treat, 1))

    assert [type(sent), type(spent)] == [Redirection, Purchase]
    assert (balance(), Treat.objects.get().waiting) == (1000, 2)


# What stands


def test_a_pot_moves_by_its_ledger_only_and_never_below_nothing():
    pot = make_pot(1000)

    with refused_by("pot_moved_only"):
        Pot.objects.update(balance=5000)
    with refused_by("pot_moved_only"):
        Pot.objects.create(chapter=make_chapter("brussel"), balance=1)
    with refused_by("pot_movement_append_only"):
        PotMovement.objects.update(delta=1)
    with refused_by("pot_movement_append_only"):
        PotMovement.objects.all().delete()
    with refused_by("pot_only_what_was_paid"):
        unpaid = gift(make_chapter(), 700, paid=False)
        PotMovement.objects.create(key=uuid4(), pot=pot, kind="given", delta=700, purchase=unpaid)


def test_treats_do_not_leave_a_board_for_the_pot_without_their_money(idle):
    redirection = Redirection.objects.create(key=uuid4(), treat=idle, kind=idle.kind, quantity=1, accepted=True, answered_on="2026-11-27")
    with refused_by("movement_redirected_in_balance"):
        Movement.objects.create(key=uuid4(), treat=idle, kind="redirected_out", delta=-1, redirection=redirection)
