"""The books of what is owed and paid out: the worked table holds row by row, and each rule that somebody breaks is told."""

from uuid import uuid4

import pytest

from tests.factories import make_chapter, make_merchant, make_pot
from tests.races import execute, rules_off
from vouchers import actions, books
from vouchers.actions import paying_out
from vouchers.models import Cost, GivenBack, Payment, Payout, PayoutLine, Pot, PurchaseLine, Refund
from vouchers.overview import owed_to

from .payouts import TODAY, give_back, make_account, make_paid_place, pay_out, sell

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture
def coffee(gent):
    make_account(gent)
    return make_paid_place("Krook", price=250)


def row(coffee):
    """Paid, went back, owed, paid out and in the pot; and the books have nothing to say."""
    assert list(books.differences()) == []
    (city,) = books.in_cities()
    assert owed_to(coffee.merchant) == city.owed
    return city.paid, city.went_back, city.owed, city.paid_out, city.in_pot


def test_the_worked_table_adds_up_row_by_row(gent, coffee):
    first = sell(coffee, 2)
    assert row(coffee) == (500, 0, 500, 0, 0)
    give_back(first)
    assert row(coffee) == (500, 250, 250, 0, 0)
    pay_out(gent)
    assert row(coffee) == (500, 250, 0, 250, 0)
    give_back(first)
    assert row(coffee) == (500, 500, -250, 250, 0)
    sell(coffee, 4)
    assert row(coffee) == (1500, 500, 750, 250, 0)
    second = pay_out(gent).payouts.get()
    assert row(coffee) == (1500, 500, 0, 1000, 0)
    paying_out.mark(payout=second, state="returned")
    assert row(coffee) == (1500, 500, 750, 250, 0)
    paying_out.propose(chapter=gent, today=TODAY)
    assert row(coffee) == (1500, 500, 750, 250, 0)
    paying_out.drop(run=gent.payout_runs.unsealed().get())
    pay_out(gent)
    assert row(coffee) == (1500, 500, 0, 1000, 0)
    make_pot(300, chapter=gent)
    assert row(coffee) == (1800, 500, 0, 1000, 300)
    actions.spend(chapter=gent, quantities={coffee.pk: 1}, key=uuid4())
    assert row(coffee) == (1800, 500, 250, 1000, 50)
    actions.send_to_pot(treat=coffee, quantity=1, key=uuid4())
    assert row(coffee) == (1800, 500, 0, 1000, 300)


def test_a_refund_the_bank_refused_is_owed_again(gent, coffee):
    line = sell(coffee, 2)
    pay_out(gent)
    actions.fail_refund(give_back(line).refund)

    assert row(coffee) == (500, 0, 0, 500, 0)
    assert pay_out_or_nothing(gent) is None


def test_what_comes_back_from_a_closed_account_after_it_was_given_back_is_owed_again(gent, coffee):
    line = sell(coffee, 2)
    refund = actions.send_refund(give_back(line).refund)
    actions.reconcile(refund.payment)
    pay_out(gent)
    refund.refresh_from_db()
    assert (refund.state, row(coffee)) == ("done", (500, 250, 0, 250, 0))

    actions.fail_refund(refund)

    assert row(coffee) == (500, 0, 250, 250, 0)
    pay_out(gent)
    assert row(coffee) == (500, 0, 0, 500, 0)


def pay_out_or_nothing(chapter):
    try:
        return pay_out(chapter)
    except paying_out.NothingToPayOut:
        return None


def test_what_is_in_the_pot_is_counted_and_each_city_by_itself(gent, coffee):
    make_pot(300, chapter=make_chapter("brussel"))
    sell(coffee)

    assert [(city.slug, city.paid, city.owed, city.in_pot) for city in books.in_cities()] == [
        ("gent", 250, 250, 0),
        ("brussel", 300, 0, 300),
    ]


# Broken behind everybody's back


@pytest.fixture
def payout(gent, coffee):
    """A payout of € 5,00, of a line of which one went back before."""
    give_back(sell(coffee, 3))
    return pay_out(gent).payouts.get()


def told():
    return [difference.replace("\xa0", " ") for difference in books.differences()]


def test_a_payout_that_somebody_raised_is_told(payout):
    with rules_off():
        Payout.objects.update(amount=600)

    assert told() == [
        "Gent: € 7,50 was paid and € 2,50 of it went back, but € 0,00 is owed, € 6,00 paid out and € 0,00 in the pot.",
        f"Payout {payout}: € 6,00, but it is made of € 5,00.",
    ]


def test_money_that_vanished_from_a_payment_is_told(payout):
    with rules_off():
        Payment.objects.update(amount=700)

    assert "Gent: € 7,00 was paid and € 2,50 of it went back, but € 0,00 is owed, € 5,00 paid out and € 0,00 in the pot." in told()


def test_a_refund_that_took_nothing_off_its_lines_is_told(payout):
    with rules_off():
        Refund.objects.create(payment=Payment.objects.get(), amount=100)

    assert "Gent: € 7,50 was paid and € 3,50 of it went back, but € 0,00 is owed, € 5,00 paid out and € 0,00 in the pot." in told()


def test_a_pot_that_somebody_filled_is_told(gent, payout):
    with rules_off():
        Pot.objects.create(chapter=gent, balance=1)

    assert "Pot of Gent: € 0,01, but its movements come to € 0,00." in told()
    assert "Gent: € 7,50 was paid and € 2,50 of it went back, but € 0,00 is owed, € 5,00 paid out and € 0,01 in the pot." in told()


def test_idle_treats_that_left_their_money_behind_are_told(gent, coffee):
    make_pot(250, chapter=gent)
    actions.spend(chapter=gent, quantities={coffee.pk: 1}, key=uuid4())
    sent = actions.send_to_pot(treat=coffee, quantity=1, key=uuid4())
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    with rules_off():
        GivenBack.objects.all().delete()

    assert f"Redirection {sent.pk}: 1 movements that come to -1, and the money of 0 for the pot." in told()


def test_a_line_of_another_amount_is_told(payout):
    line = PurchaseLine.objects.get()
    with rules_off():
        PayoutLine.objects.update(amount=750)
        Payout.objects.update(amount=750)

    assert f"Payout {payout}: € 7,50 for line {line.pk}, which is worth € 5,00." in told()


def test_a_line_that_was_never_paid_is_told(payout):
    line = PurchaseLine.objects.get()
    with rules_off():
        Payment.objects.update(status="open", paid_at=None)

    assert f"Payout {payout}: € 5,00 for line {line.pk}, which was never paid." in told()


def test_a_line_in_the_payout_of_another_place_is_told(payout):
    line = PurchaseLine.objects.get()
    with rules_off():
        Payout.objects.update(merchant=make_merchant())

    assert told() == [f"Payout {payout}: € 5,00 for line {line.pk}, which is worth € 5,00, and was sold by another place."]


def test_a_line_that_is_in_two_payouts_is_told(payout):
    line = PurchaseLine.objects.get()
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute("ALTER TABLE vouchers_payoutline DROP CONSTRAINT vouchers_payoutline_line_id_key")
    with rules_off():
        PayoutLine.objects.create(payout=payout, line=line, amount=500)

    assert f"Line {line.pk}: paid out 2 times." in told()
    assert f"Payout {payout}: € 5,00, but it is made of € 10,00." in told()


def test_what_went_back_after_a_payout_that_never_was_is_told(coffee):
    back = give_back(sell(coffee))
    with rules_off():
        GivenBack.objects.update(after_payout=True)

    assert told() == [f"Given back {back.pk}: after its payout, but line {back.line_id} is in none."]


def test_what_is_taken_off_for_more_than_went_back_is_told(gent, coffee, payout):
    back = give_back(PurchaseLine.objects.get())
    sell(coffee, 3)
    again = pay_out(gent).payouts.get()
    with rules_off():
        PayoutLine.objects.filter(given_back=back).update(amount=-300)

    assert f"Payout {again}: € -3,00 for what was given back ({back.pk}), which is € 2,50." in told()


def test_sending_again_what_did_not_come_back_is_told(gent, coffee, payout):
    paying_out.mark(payout=payout, state="returned")
    again = pay_out(gent).payouts.get()
    with rules_off():
        Payout.objects.filter(pk=payout.pk).update(state="done")

    assert f"Payout {again}: it sends {payout} again, which did not come back." in told()


def test_a_bank_that_took_back_more_than_was_paid_is_told(gent, coffee):
    payment = sell(coffee).purchase.payments.get()
    Cost.objects.create(chapter=gent, kind="chargeback", amount=250, payment=payment)
    assert told() == []

    Cost.objects.create(chapter=gent, kind="chargeback", amount=1, payment=payment)
    assert told() == [f"Payment {payment.pk}: the bank took back € 2,51, but € 2,50 was paid."]
