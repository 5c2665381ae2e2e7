"""What a bank takes back by itself: the city bears it, and nobody has the same money twice."""

from uuid import uuid4

import pytest

from merchants.letters import Letter
from tests.factories import make_purchase, make_treat
from vouchers import actions
from vouchers.gateways.demo import DemoGateway
from vouchers.models import Cost, DemoPayment, Payment, Treat

pytestmark = pytest.mark.django_db


@pytest.fixture
def payment():
    """Four coffees, paid: € 10."""
    return make_purchase(make_treat(price=250), quantity=4, paid=True).payments.get()


def at_the_bank(payment, **changes):
    DemoPayment.objects.filter(key=payment.provider_key).update(**changes)


def give_back(payment, number=None):
    quantities = None if number is None else {payment.purchase.lines.get().pk: number}
    return actions.give_back(payment=payment, quantities=quantities, key=uuid4())


def test_a_chargeback_is_borne_by_the_city_and_told_once(payment):
    at_the_bank(payment, charged_back=1000)

    for _ in range(3):
        actions.reconcile(payment)

    assert [(cost.kind, cost.amount) for cost in Cost.objects.all()] == [("chargeback", 1000)]
    assert Treat.objects.get().waiting == 4
    assert Letter.objects.filter(event__startswith="chargeback-").count() == 1


def test_a_chargeback_that_is_reversed_is_booked_back(payment):
    for amount in [1000, 0]:
        at_the_bank(payment, charged_back=amount)
        actions.reconcile(payment)
    # Less than before may be an older answer: it is asked once more.
    actions.reconcile_all(Payment.objects.to_ask_about())

    assert [cost.amount for cost in Cost.objects.order_by("pk")] == [1000, -1000]


def test_what_the_bank_took_back_is_not_given_back_too(payment):
    at_the_bank(payment, charged_back=750)
    payment = actions.reconcile(payment)

    for number in (None, 2):
        with pytest.raises(actions.MoreThanPaid):
            give_back(payment, number)
    assert give_back(payment, 1).amount == 250
    assert not Payment.objects.get().may_be_taken_back


def test_an_older_answer_that_comes_in_later_books_nothing_back(payment, monkeypatch):
    older = DemoGateway().fetch(payment.provider_id)
    at_the_bank(payment, charged_back=1000)
    actions.reconcile(payment)

    with monkeypatch.context() as late:
        late.setattr(DemoGateway, "fetch", lambda self, number: older)
        actions.reconcile(payment)
    actions.reconcile_all(Payment.objects.to_ask_about())

    assert [cost.amount for cost in Cost.objects.all()] == [1000]
    assert not Payment.objects.get().has_news
