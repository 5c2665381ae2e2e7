"""The books find every row that does not add up, and nothing else."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_bons, make_purchase, make_treat
from tests.races import rules_off
from vouchers import actions
from vouchers.books import differences
from vouchers.models import Bon, Movement, Payment, PurchaseLine, Treat

pytestmark = pytest.mark.django_db


@pytest.fixture
def coffee():
    """The worked table of vouchers/books.py, row by row."""
    coffee = make_treat(price=250)
    actions.add_at_counter(treat=coffee, key=uuid4())
    make_purchase(coffee, quantity=2, paid=True)
    make_purchase(coffee, quantity=3)
    actions.undo(movement=actions.hand_out(treat=coffee, key=uuid4()).movement, key=uuid4())
    actions.recount(treat=coffee, count=5, key=uuid4())
    return coffee


def test_the_worked_table_adds_up(coffee):
    assert list(differences()) == []
    assert Treat.objects.get().waiting == 5


def test_a_count_that_somebody_changed_is_found(coffee):
    with rules_off():
        Treat.objects.update(waiting=6)

    assert list(differences()) == [f"Treat {coffee.pk}: 6 wait, but the movements come to 5."]


def test_a_movement_that_somebody_erased_is_found(coffee):
    with rules_off():
        Movement.objects.filter(kind=Movement.Kind.COUNTER).delete()

    assert list(differences()) == [f"Treat {coffee.pk}: 5 wait, but the movements come to 4."]


def test_a_paid_line_that_does_not_hang_is_found(coffee):
    line = PurchaseLine.objects.get(quantity=2)
    with rules_off():
        Movement.objects.filter(line=line).delete()
        Treat.objects.update(waiting=3)

    assert list(differences()) == [f"Line {line.pk}: 2 bought, paid, but 0 hung in 0 movements."]


def test_a_line_that_hangs_without_being_paid_is_found(coffee):
    line = PurchaseLine.objects.get(quantity=3)
    with rules_off():
        Movement.objects.create(treat=coffee, kind=Movement.Kind.BOUGHT, delta=3, line=line, key=uuid4())
        Treat.objects.update(waiting=8)

    assert list(differences()) == [f"Line {line.pk}: 3 bought, not paid, but 3 hung in 1 movements."]


def test_a_line_that_hangs_in_part_is_found(coffee):
    line = PurchaseLine.objects.get(quantity=2)
    with rules_off():
        Movement.objects.filter(line=line).update(delta=1)
        Treat.objects.update(waiting=4)

    assert list(differences()) == [f"Line {line.pk}: 2 bought, paid, but 1 hung in 1 movements."]


def test_vouchers_hang_nowhere_and_each_is_told_that_is_missing_or_closed_for_nothing(coffee):
    used, closed, gone = make_bons(coffee, 3)
    actions.use_bon(merchant=coffee.merchant, code=used.code, key=uuid4())
    actions.give_back(payment=used.line.purchase.deciding_payment, key=uuid4(), quantities={used.line_id: 1})
    assert list(differences()) == []

    with rules_off():
        Bon.objects.filter(pk=gone.pk).delete()
        Bon.objects.filter(pk=closed.pk).update(state="given_back")

    assert list(differences()) == [
        f"Line {used.line_id}: 3 vouchers bought, paid, but 2 made and 0 hung; 1 went back, but 1 are closed.",
    ]


def test_a_payment_for_something_else_than_its_lines_is_found(coffee):
    payment = Payment.objects.get(status="paid")
    with rules_off():
        Payment.objects.filter(pk=payment.pk).update(amount=499)

    assert [difference.replace("\xa0", " ") for difference in differences()] == [
        f"Payment {payment.pk}: € 4,99, but its lines cost € 5,00.",
        "Gent: € 4,99 was paid and € 0,00 of it went back, but € 5,00 is owed, € 0,00 paid out and € 0,00 in the pot.",
    ]


def test_the_command_tells_every_difference_and_ends_with_the_result(coffee):
    out = StringIO()
    call_command("check_books", stdout=out)
    assert out.getvalue() == "The books add up.\n"

    with rules_off():
        Treat.objects.update(waiting=6)
        Payment.objects.update(amount=499)
    with pytest.raises(CommandError, match="The books do not add up: 4 differences."):
        call_command("check_books", stdout=out)
    assert len(out.getvalue().splitlines()) == 5
