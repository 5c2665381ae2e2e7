"""Giving money back: to the cent, once, only while it hangs, and never more than was paid."""

from uuid import uuid4

import pytest
from django.db import connection

from merchants.letters import Letter
from tests.factories import make_purchase, make_treat, make_user
from tests.races import at_once
from tests.refusals import refused_by
from tests.vouchers.paid_out import pay_out
from vouchers import actions, gateways
from vouchers.gateways.demo import DemoGateway
from vouchers.models import DemoPayment, GivenBack, Movement, Payment, Refund, Treat

pytestmark = pytest.mark.django_db

S = Refund.State


@pytest.fixture
def coffee():
    return make_treat(price=250)


@pytest.fixture
def payment(coffee):
    """Four coffees, paid: € 10."""
    return make_purchase(coffee, quantity=4, paid=True).payments.get()


def waiting():
    return Treat.objects.values_list("waiting", flat=True).get()


def give_back(payment, number=None, **details):
    quantities = None if number is None else {payment.purchase.lines.get().pk: number}
    return actions.give_back(payment=payment, quantities=quantities, key=details.pop("key", None) or uuid4(), **details)


def at_the_bank(payment, **changes):
    DemoPayment.objects.filter(key=payment.provider_key).update(**changes)


def refunds_at_the_bank(payment):
    return DemoPayment.objects.get(key=payment.provider_key).refunds


# Story


def test_all_of_it_goes_back_and_comes_off_the_board(payment):
    refund = actions.send_refund(give_back(payment, by=make_user("greet@example.org")))
    actions.reconcile(payment)

    assert (refund.amount, refund.asked_by.email) == (1000, "greet@example.org")
    assert Refund.objects.get().state == S.DONE
    assert waiting() == 0
    assert Movement.objects.get(kind="refunded").delta == -4
    assert [there["amount"] for there in refunds_at_the_bank(payment).values()] == [1000]


def test_a_part_goes_back_and_the_rest_stays(payment):
    actions.send_refund(give_back(payment, 1))

    assert waiting() == 3
    assert actions.what_is_left(payment) == ({payment.purchase.lines.get().pk: 3}, 0)
    assert payment.given_back == 250


def test_asked_twice_it_goes_back_once(payment):
    key = uuid4()

    first, again = give_back(payment, 1, key=key), give_back(payment, 1, key=key)
    for refund in [first, again, first]:
        actions.send_refund(refund)

    assert first == again
    assert waiting() == 3
    assert len(refunds_at_the_bank(payment)) == 1


def test_what_the_seller_had_already_is_marked_to_be_taken_off(payment, coffee):
    pay_out(coffee.merchant)

    give_back(payment, 1)

    assert GivenBack.objects.get().after_payout


# Slips


@pytest.mark.parametrize("number", [5, 0, -1])
def test_more_than_was_bought_or_nothing_does_not_go_back(payment, number):
    with pytest.raises(actions.MoreThanPaid):
        give_back(payment, number)
    assert not Refund.objects.exists()
    assert waiting() == 4


def test_a_second_refund_finds_only_what_is_left(payment):
    give_back(payment, 3)

    with pytest.raises(actions.MoreThanPaid):
        give_back(payment, 2)
    give_back(payment)

    assert [refund.amount for refund in Refund.objects.order_by("pk")] == [750, 250]
    with pytest.raises(actions.MoreThanPaid):
        give_back(payment)


def test_what_was_handed_out_does_not_come_back(payment, coffee):
    for _ in range(3):
        actions.hand_out(treat=coffee, key=uuid4())

    with pytest.raises(actions.NothingWaiting):
        give_back(payment, 2)
    assert not Refund.objects.exists()
    assert give_back(payment, 1).amount == 250
    assert waiting() == 0


def test_what_was_not_paid_does_not_go_back(coffee):
    with pytest.raises(actions.NotPaid):
        give_back(make_purchase(coffee).payments.get())


# The bank


@pytest.fixture
def bank(monkeypatch):
    """Replaces one verb of the demo bank."""

    def says(**verbs):
        scripted = type("Scripted", (DemoGateway,), {name: staticmethod(verb) for name, verb in verbs.items()})
        monkeypatch.setitem(gateways.GATEWAYS, "demo", scripted())

    return says


def trouble(*args, **details):
    raise gateways.GatewayTrouble


def no(*args, **details):
    raise gateways.Refused


def test_a_bank_that_is_away_is_asked_again_and_pays_once(payment, bank, monkeypatch):
    refund = give_back(payment, 1)
    bank(refund=trouble)
    with pytest.raises(gateways.GatewayTrouble):
        actions.send_refund(refund)
    assert Refund.objects.get().state == S.ASKED

    monkeypatch.undo()
    for _ in range(3):
        actions.reconcile_all(Payment.objects.to_ask_about())

    assert Refund.objects.get().state == S.DONE
    assert len(refunds_at_the_bank(payment)) == 1
    assert not Payment.objects.to_ask_about().exists()


def test_a_question_that_arrived_without_its_answer_is_not_asked_again(payment, bank):
    refund = give_back(payment, 1)
    DemoGateway().refund(payment=payment, key=refund.key, amount=refund.amount, description="")
    bank(refund=lambda **details: pytest.fail("asked once more"))

    actions.reconcile_all(Payment.objects.to_ask_about())

    assert Refund.objects.get().state == S.DONE


def test_a_bank_that_refuses_hangs_it_again_and_the_team_hears(payment, bank):
    bank(refund=no)

    refund = actions.send_refund(give_back(payment, 3))

    assert refund.state == S.FAILED
    assert waiting() == 4
    assert sum(GivenBack.objects.values_list("quantity", flat=True)) == 0
    assert Letter.objects.get(event=f"refund-failed-{refund.pk}").to == "team@gent.example"
    assert give_back(payment).amount == 1000


def test_a_refund_that_fails_later_hangs_again_once(payment):
    refund = actions.send_refund(give_back(payment))
    there = refunds_at_the_bank(payment)
    there[str(refund.key)]["status"] = gateways.Refunding.FAILED
    at_the_bank(payment, refunds=there)

    for _ in range(3):
        actions.reconcile(payment)

    assert Refund.objects.get().state == S.FAILED
    assert waiting() == 4


def test_a_refund_nobody_asked_for_here_is_told_and_changes_no_board(payment):
    at_the_bank(payment, refunds={str(uuid4()): {"id": "re_other", "amount": 250, "status": "done"}})

    for _ in range(2):
        actions.reconcile(payment)

    assert waiting() == 4
    assert Letter.objects.get(event="refund-unknown-re_other").to == "team@gent.example"


def test_a_refund_that_went_after_all_is_told_to_the_team_once_and_moves_nothing(payment):
    refund = give_back(payment, 1)
    for status in ("failed", "sent", "done"):
        at_the_bank(payment, refunds={str(refund.key): {"id": "re_1", "amount": 250, "status": status}})
        actions.reconcile(payment)

    letter = Letter.objects.get(event=f"refund-otherwise-{refund.pk}")
    assert letter.subject == f"De bank zegt nu iets anders over een terugbetaling van betaling {payment.pk}"
    assert (Refund.objects.get().state, waiting()) == ("failed", 4)


# What stands


def test_the_database_lets_no_more_go_back_than_was_paid(payment):
    with refused_by("refund_never_more_than_paid"):
        Refund.objects.create(payment=payment, amount=1001)
    refund = Refund.objects.create(payment=payment, amount=1000)
    with refused_by("refund_never_more_than_paid"):
        Refund.objects.create(payment=payment, amount=1)
    line = payment.purchase.lines.get()
    for number, amount in [(5, 1250), (1, 251), (-1, -250)]:
        with refused_by("given_back_within_its_line"):
            GivenBack.objects.create(line=line, quantity=number, amount=amount, refund=refund)


def test_what_went_back_stands(payment):
    give_back(payment, 1)

    for change in [{"amount": 1}, {"key": uuid4()}]:
        with refused_by("refund_stands"):
            Refund.objects.update(**change)
    with refused_by("given_back_stands"):
        GivenBack.objects.update(amount=1)
    with refused_by("given_back_stands"):
        GivenBack.objects.all().delete()


# Races


@pytest.mark.django_db(transaction=True)
def test_twelve_who_ask_for_all_of_it_at_once_get_it_once():
    payment = make_purchase(make_treat(price=250), quantity=4, paid=True).payments.get()

    outcomes = at_once(*[lambda: give_back(payment)] * 12)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["MoreThanPaid"] * 11 + ["Refund"]
    assert waiting() == 0


@pytest.mark.django_db(transaction=True)
def test_two_refunds_at_once_cannot_pass_the_rule_of_the_database_together():
    payment = make_purchase(make_treat(price=250), quantity=4, paid=True).payments.get()

    at_once(*[lambda: Refund.objects.create(payment=payment, amount=600)] * 8)

    assert Refund.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_in_that_rule_they_would():
    payment = make_purchase(make_treat(price=250), quantity=4, paid=True).payments.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc, proname FROM pg_proc WHERE proname LIKE 'pgtrigger_never_more_than_paid%%'")
        ((source, name),) = cursor.fetchall()
        unlocked = source.replace("FOR NO KEY UPDATE", "")
        assert unlocked != source
        slow = unlocked.replace("RETURN NEW;", "PERFORM pg_sleep(0.3); RETURN NEW;")
        cursor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {slow} $$")
    try:
        at_once(*[lambda: Refund.objects.create(payment=payment, amount=600)] * 4)
        assert Refund.objects.count() > 1
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {source} $$")
