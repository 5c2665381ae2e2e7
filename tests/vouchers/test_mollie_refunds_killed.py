"""The process ends in the middle of giving back: the poller goes on from there, and it goes back once or hangs again once."""

from uuid import uuid4

import pytest

from merchants.letters import Letter
from tests.factories import make_treat
from tests.vouchers.banks import now, paid, poll
from tests.vouchers.killed import Killed, dies_after
from vouchers import actions
from vouchers.actions import refunding
from vouchers.books import differences
from vouchers.models import Cost, Movement, Refund, Treat

pytestmark = pytest.mark.django_db

S = Refund.State


@pytest.fixture
def payment(bank):
    """Four coffees, paid: € 10."""
    return paid(bank, make_treat(price=250), quantity=4)


def waiting():
    return Treat.objects.values_list("waiting", flat=True).get()


def states():
    return list(Refund.objects.order_by("pk").values_list("state", flat=True))


def give_back(payment, number):
    return actions.give_back(payment=payment, quantities={payment.purchase.lines.get().pk: number}, key=uuid4())


STEPS = ["taken off and not committed", "written down", "asked of the bank", "noted as sent", "heard and not committed"]


@pytest.mark.parametrize("step", STEPS)
def test_killed_between_any_two_steps_of_a_refund_the_poller_goes_on_from_there(bank, payment, monkeypatch, step):
    def go():
        if step == "taken off and not committed":
            dies_after(monkeypatch, Movement.objects, "bulk_create")
        refund = give_back(payment, 3)
        if step == "written down":
            raise Killed
        if step == "asked of the bank":
            dies_after(monkeypatch, bank.gateway, "refund")
        actions.send_refund(refund)
        if step == "noted as sent":
            raise Killed
        bank.end_refunds(payment, "done")
        dies_after(monkeypatch, refunding, "_hear")
        poll()

    with pytest.raises(Killed):
        go()
    for _ in range(3):
        poll()
        bank.end_refunds(payment, "done")

    if step == "taken off and not committed":
        assert (states(), bank.refunds(payment), waiting()) == ([], [], 4)
    else:
        assert (states(), bank.refunds(payment), waiting()) == ([S.DONE], [750], 1)
        assert Movement.objects.filter(kind="refunded").count() == 1
    assert list(differences()) == []


@pytest.mark.parametrize("step", ["refused and not written down", "hung again and not committed"])
def test_killed_while_the_bank_refuses_it_hangs_again_once(bank, payment, monkeypatch, step):
    bank.refund_there(payment, 750)
    refund = give_back(payment, 3)
    place, name = {
        "refused and not written down": (refunding, "fail_refund"),
        "hung again and not committed": (Movement.objects, "bulk_create"),
    }[step]
    if name == "fail_refund":
        monkeypatch.setattr(place, name, killed)
    else:
        dies_after(monkeypatch, place, name)

    with pytest.raises(Killed):
        actions.send_refund(refund)
    monkeypatch.undo()
    assert (states(), waiting()) == ([S.ASKED], 1)
    for _ in range(3):
        poll()

    assert (states(), bank.refunds(payment), waiting()) == ([S.FAILED], [750], 4)
    assert list(differences()) == []
    assert Letter.objects.filter(event=f"refund-failed-{refund.pk}").count() == 1


def killed(*_arguments, **_details):
    raise Killed


def test_killed_while_a_chargeback_is_booked_it_is_booked_once(bank, payment, monkeypatch):
    bank.charge_back(payment, 1000)
    dies_after(monkeypatch, Cost.objects, "create")
    with pytest.raises(Killed):
        actions.hear(now(payment))
    assert Cost.objects.count() == 0

    for _ in range(2):
        actions.hear(now(payment))

    assert Cost.objects.get().amount == 1000
