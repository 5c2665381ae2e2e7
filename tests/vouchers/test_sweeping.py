"""The poller goes on, whatever one payment does to it."""

import pytest
from django.db import IntegrityError

from tests.factories import make_purchase, make_treat
from vouchers import actions
from vouchers.actions import paying
from vouchers.models import DemoPayment, Movement, Payment

pytestmark = pytest.mark.django_db


def test_a_payment_the_database_refuses_does_not_hold_up_the_others(monkeypatch, caplog):
    coffee = make_treat()
    first, second = (make_purchase(coffee).payments.get() for _ in range(2))
    DemoPayment.objects.update(status="paid")

    def refuse_the_first(purchase, settle=paying.settle):
        if purchase == first.purchase:
            raise IntegrityError
        settle(purchase)

    monkeypatch.setattr(paying, "settle", refuse_the_first)
    told = actions.reconcile_all(Payment.objects.order_by("pk"))

    assert told == {"no answer": 1, "moved": 1}
    assert Movement.objects.get().line.purchase == second.purchase
    assert f"Payment {first.pk} could not be written down" in caplog.text
