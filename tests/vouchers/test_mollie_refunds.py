"""Giving back through a bank: whichever it is, and whatever happens on the way, it goes back once or hangs again."""

from uuid import uuid4

import pytest

from merchants.letters import Letter
from tests.factories import make_chapter, make_treat
from tests.vouchers.banks import now, opened, paid, poll
from vouchers import actions
from vouchers.books import differences
from vouchers.gateways import GatewayTrouble, Refused
from vouchers.gateways.mollie import MollieGateway
from vouchers.models import GivenBack, Payment, Pot, Refund, Treat

pytestmark = pytest.mark.django_db

S = Refund.State


@pytest.fixture
def coffee():
    return make_treat(price=250)


@pytest.fixture
def payment(bank, coffee):
    """Four coffees, paid: € 10."""
    return paid(bank, coffee, quantity=4)


def waiting():
    return Treat.objects.values_list("waiting", flat=True).get()


def give_back(payment, number=None, key=None):
    quantities = None if number is None else {payment.purchase.lines.get().pk: number}
    return actions.give_back(payment=payment, quantities=quantities, key=key or uuid4())


def states():
    return list(Refund.objects.order_by("pk").values_list("state", flat=True))


# Story


@pytest.mark.parametrize(("number", "amount", "left"), [(None, 1000, 0), (1, 250, 3)])
def test_all_or_a_part_goes_back_and_the_rest_hangs(bank, payment, number, amount, left):
    refund = actions.send_refund(give_back(payment, number))
    assert refund.state == S.SENT
    assert bank.refunds(payment) == [amount]

    bank.end_refunds(payment, "done")
    poll()

    assert states() == [S.DONE]
    assert (waiting(), bank.left(payment)) == (left, left * 250)
    assert poll() == "0 asked: 0 moved, 0 the same, 0 without an answer."


def test_a_gift_to_the_pot_goes_back_out_of_it(bank):
    purchase = actions.give_to_pot(chapter=make_chapter(), amount=1000, key=uuid4(), giver=actions.Giver())
    payment = purchase.payments.get()
    actions.start_payment(payment=payment)
    bank.end(payment, "paid")
    actions.reconcile(payment)

    refund = actions.give_back(payment=payment, quantities={}, from_pot=400, key=uuid4())
    actions.send_refund(refund)

    assert bank.refunds(payment) == [400]
    assert Pot.objects.get().balance == 600


def test_through_mollie_it_is_on_its_way_until_mollie_says_it_is_done(mollie, coffee):
    mollie.books.end(opened(coffee).provider_id, "paid")
    payment = actions.reconcile(Payment.objects.get())
    actions.send_refund(give_back(payment))
    (refund,) = mollie.books.payments[payment.provider_id]["_refunds"]

    for status in ["queued", "pending", "processing"]:
        refund["status"] = status
        poll()
        assert states() == [S.SENT]
    refund["status"] = "refunded"
    poll()

    assert states() == [S.DONE]
    assert refund["metadata"] == {"key": str(Refund.objects.get().key)}


# Asked more than once


def test_asked_twice_under_one_key_it_goes_back_once(bank, payment):
    key = uuid4()
    for _ in range(3):
        actions.send_refund(give_back(payment, 1, key=key))

    assert bank.refunds(payment) == [250]
    assert waiting() == 3


def test_when_the_answer_is_lost_on_the_way_it_went_back_once(bank, payment, monkeypatch):
    refund, works = give_back(payment, 1), bank.gateway.refund

    def lost(gateway, **details):
        works(gateway, **details)
        raise GatewayTrouble

    with monkeypatch.context() as patch:
        patch.setattr(bank.gateway, "refund", lost)
        for _ in range(2):
            with pytest.raises(GatewayTrouble):
                actions.send_refund(refund)
    assert states() == [S.ASKED]

    poll()
    bank.end_refunds(payment, "done")
    poll()

    assert states() == [S.DONE]
    assert bank.refunds(payment) == [250]


@pytest.mark.parametrize("fault", ["500", "502", "reset", "silence", "truncated", "empty"])
@pytest.mark.parametrize("done", [True, False], ids=["carried out", "not carried out"])
def test_whatever_the_answer_was_it_goes_back_once_also_when_mollie_forgot_our_key(mollie, coffee, monkeypatch, fault, done):
    monkeypatch.setattr(MollieGateway, "timeout", (1, 1))
    payment = paid_through(mollie, coffee)
    mollie.fail(fault, done=done)
    with pytest.raises(GatewayTrouble):
        actions.send_refund(give_back(payment, 1))
    mollie.books.answers.clear()
    mollie.books.let_time_pass()

    for _ in range(2):
        poll()

    assert states() == [S.SENT]
    assert len(mollie.books.payments[payment.provider_id]["_refunds"]) == 1
    assert waiting() == 0


def paid_through(mollie, coffee, quantity=1):
    payment = opened(coffee, quantity=quantity)
    mollie.books.end(payment.provider_id, "paid")
    return actions.reconcile(payment)


def test_two_equal_ones_shortly_after_each_other_both_go_back_the_second_a_little_later(mollie, coffee):
    payment = paid_through(mollie, coffee, quantity=4)
    actions.send_refund(give_back(payment, 1))
    with pytest.raises(GatewayTrouble):
        actions.send_refund(give_back(payment, 1))

    assert poll() == "1 asked: 0 moved, 0 the same, 1 without an answer."
    assert states() == [S.SENT, S.ASKED]
    assert waiting() == 2

    mollie.books.let_time_pass()
    poll()

    assert states() == [S.SENT, S.SENT]
    assert len(mollie.books.payments[payment.provider_id]["_refunds"]) == 2
    assert waiting() == 2


# What does not go back


def test_more_than_was_paid_is_not_even_asked(bank, payment):
    for number in [5, 0, -1]:
        with pytest.raises(actions.MoreThanPaid):
            give_back(payment, number)
    actions.send_refund(give_back(payment, 3))
    with pytest.raises(actions.MoreThanPaid):
        give_back(payment, 2)

    poll()
    assert bank.refunds(payment) == [750]
    assert waiting() == 1


def test_what_was_handed_out_is_not_even_asked(bank, payment, coffee):
    for _ in range(4):
        actions.hand_out(treat=coffee, key=uuid4())

    for number in [1, None]:
        with pytest.raises(actions.NothingWaiting):
            give_back(payment, number)

    poll()
    assert bank.refunds(payment) == []
    assert states() == []


def test_what_the_bank_refuses_hangs_again_and_the_team_hears_once(bank, payment):
    bank.refund_there(payment, 750)

    refund = actions.send_refund(give_back(payment, 2))
    poll()

    assert states() == [S.FAILED]
    assert bank.refunds(payment) == [750]
    assert waiting() == 4
    assert sum(GivenBack.objects.values_list("quantity", flat=True)) == 0
    assert Letter.objects.get(event=f"refund-failed-{refund.pk}").to == "team@gent.example"


@pytest.mark.parametrize("heard_that_it_was_done", [False, True])
def test_what_fails_later_hangs_again_once_and_may_be_asked_again(bank, payment, heard_that_it_was_done):
    actions.send_refund(give_back(payment, 3))
    if heard_that_it_was_done:
        bank.end_refunds(payment, "done")
        poll()
        assert states() == [S.DONE]
    bank.end_refunds(payment, "failed")

    for _ in range(3):
        actions.hear(now(payment))

    assert states() == [S.FAILED]
    assert waiting() == 4
    assert Letter.objects.filter(event__startswith="refund-failed-").count() == 1
    actions.send_refund(give_back(payment, 3))
    assert (states(), bank.refunds(payment)) == ([S.FAILED, S.SENT], [750, 750])
    assert list(differences()) == []


def test_a_no_to_what_the_bank_has_already_changes_nothing(bank, payment, monkeypatch):
    """The poller heard of it while our own question was still on its way."""
    refund = give_back(payment, 3)
    works = bank.gateway.refund

    def no(gateway, **details):
        works(gateway, **details)
        actions.reconcile(payment)
        raise Refused

    monkeypatch.setattr(bank.gateway, "refund", no)
    actions.send_refund(refund)

    assert refund.state in {S.SENT, S.DONE}
    assert waiting() == 1
