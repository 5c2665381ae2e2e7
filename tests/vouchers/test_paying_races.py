"""The same result, brought by many at the same moment, hangs a treat once; without the guards it would hang many times."""

from uuid import uuid4

import pytest
from django.db.models import QuerySet

from tests.factories import make_purchase, make_treat
from tests.races import at_once, execute
from vouchers import actions
from vouchers.models import DemoPayment, Movement, Payment, Treat

pytestmark = pytest.mark.django_db(transaction=True)


def paid_at_the_bank(*treats):
    payment = make_purchase(*treats, quantity=2).payments.get()
    DemoPayment.objects.update(status="paid")
    return payment


def test_fifty_who_bring_the_result_at_once_hang_it_once():
    payment = paid_at_the_bank(make_treat())

    outcomes = at_once(*[lambda: actions.reconcile(payment)] * 50)

    assert all(outcome.is_paid for outcome in outcomes)
    assert Treat.objects.get().waiting == 2
    assert Movement.objects.count() == 1


def test_without_the_lock_the_database_still_hangs_it_once(monkeypatch):
    payment = paid_at_the_bank(make_treat())
    monkeypatch.setattr(QuerySet, "select_for_update", lambda query, **options: query)

    at_once(*[lambda: actions.reconcile(payment)] * 12)

    assert Treat.objects.get().waiting == 2


def test_without_lock_and_rule_it_would_hang_many_times(monkeypatch):
    payment = paid_at_the_bank(make_treat())
    monkeypatch.setattr(QuerySet, "select_for_update", lambda query, **options: query)
    (rule,) = execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'line_hangs_once'")[0]
    execute("DROP INDEX line_hangs_once")
    try:
        at_once(*[lambda: actions.reconcile(payment)] * 12)
        assert Treat.objects.get().waiting > 2
    finally:
        execute("SET session_replication_role = replica; DELETE FROM vouchers_movement; SET session_replication_role = DEFAULT")
        execute(rule)


def test_two_purchases_of_the_same_treats_do_not_wait_for_each_other():
    coffee, soup = make_treat(), make_treat(kind="soep")
    payments = [make_purchase(*treats).payments.get() for treats in [(coffee, soup), (soup, coffee)] * 6]
    DemoPayment.objects.update(status="paid")

    outcomes = at_once(*[lambda payment=payment: actions.reconcile(payment) for payment in payments])

    assert all(outcome.is_paid for outcome in outcomes)
    assert set(Treat.objects.values_list("waiting", flat=True)) == {12}


def test_two_payments_of_one_purchase_that_are_both_paid_hang_it_once():
    first = paid_at_the_bank(make_treat())
    second = Payment.objects.create(purchase=first.purchase, gateway="demo", mode="test", amount=first.amount)
    actions.start_payment(payment=second, return_url="/")
    DemoPayment.objects.update(status="paid")

    at_once(*[lambda payment=payment: actions.reconcile(payment) for payment in [first, second] * 6])

    assert Treat.objects.get().waiting == 2
    assert sorted(Payment.objects.values_list("status", "held_because")) == [("open", "twice"), ("paid", "")]


def test_one_form_sent_twelve_times_at_once_is_one_purchase_and_one_payment_there():
    coffee, key = make_treat(), uuid4()

    def buy():
        purchase = actions.buy(quantities={coffee.pk: 1}, word="", key=key)
        return actions.start_payment(payment=purchase.payments.get(), return_url="/")

    assert len(set(at_once(*[buy] * 12))) == 1
    assert Payment.objects.count() == DemoPayment.objects.count() == 1
