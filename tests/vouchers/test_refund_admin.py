"""Giving back from the admin: a coordinator of that city, to the cent, and nobody types an amount that was not paid."""

from uuid import uuid4

import pytest

from merchants.models import User
from tests.factories import make_chapter, make_merchant, make_pot, make_purchase, make_team_member, make_treat
from tests.logins import come_in
from tests.pages import words_of
from tests.team import act, address, said
from vouchers import actions
from vouchers.models import DemoPayment, Payment, Pot, Refund, Treat

pytestmark = pytest.mark.django_db


@pytest.fixture
def coffee():
    return make_treat(merchant=make_merchant("De Krook", chapter=make_chapter()), price=250)


@pytest.fixture
def payment(coffee):
    return make_purchase(coffee, quantity=4, paid=True).payments.get()


@pytest.fixture
def greet(client, coffee):
    """A coordinator in Gent, logged in."""
    user = make_team_member("coordinator", chapter=coffee.merchant.chapter)
    come_in(client, user)
    return user


def page_of(payment):
    return f"/beheer/vouchers/payment/{payment.pk}/teruggeven/"


def give_back(client, payment, number, key=None):
    line = payment.purchase.lines.get()
    return client.post(page_of(payment), {f"line-{line.pk}": number, "key": key or uuid4()}, follow=True)


def test_a_coordinator_gives_part_of_a_payment_back(client, greet, payment):
    assert "Teruggeven" in words_of(client.get(address(payment)))
    assert "koffie – De Krook (€ 2,50)" in words_of(client.get(page_of(payment)))

    page = give_back(client, payment, 3)

    assert [sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in said(page)] == ["€ 7,50 gaat terug naar wie betaalde."]
    refund = Refund.objects.get()
    assert (refund.amount, refund.asked_by, refund.state) == (750, greet, "sent")
    assert Treat.objects.get().waiting == 1
    assert "Gaf € 7,50 terug." in words_of(client.get(address(payment, "history")))


def test_the_same_button_twice_gives_back_once(client, greet, payment):
    key = uuid4()
    for _ in range(2):
        give_back(client, payment, 1, key)

    assert Refund.objects.count() == 1


@pytest.mark.parametrize("number", ["5", "-1", "1.5", "veel", "0", ""])
def test_a_number_that_cannot_be_is_explained(client, greet, payment, number):
    page = give_back(client, payment, number)

    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    assert not Refund.objects.exists()


def test_what_was_enjoyed_meanwhile_is_explained(client, greet, payment, coffee):
    actions.hand_out(treat=coffee, key=uuid4())

    assert "het is al gesmaakt" in words_of(give_back(client, payment, 4))


def test_a_gift_to_the_pot_goes_back_in_part(client, greet):
    make_pot(1000)
    payment = Payment.objects.get()

    client.post(page_of(payment), {"from_pot": "4", "key": uuid4()})

    assert (Refund.objects.get().amount, Pot.objects.get().balance) == (400, 600)


def test_more_than_the_pot_got_is_explained(client, greet):
    make_pot(1000)

    page = client.post(page_of(Payment.objects.get()), {"from_pot": "10,01", "key": uuid4()})

    assert "errorlist" in page.content.decode()
    assert not Refund.objects.exists()


def test_another_citys_payment_is_not_there(client, greet):
    elsewhere = make_treat(merchant=make_merchant(chapter=make_chapter("brussel")))
    payment = make_purchase(elsewhere, paid=True).payments.get()

    assert client.get(page_of(payment)).status_code == 404
    assert give_back(client, payment, 1).status_code == 404
    assert not Refund.objects.exists()


def test_a_volunteer_sees_no_money(client, payment):
    come_in(client, make_team_member("volunteer", chapter=payment.purchase.chapter))

    assert client.get(page_of(payment)).status_code == 404


def test_what_was_not_paid_has_nothing_to_give_back(client, coffee):
    come_in(client, User.objects.create_superuser("hq@example.org"))

    assert client.get(page_of(make_purchase(coffee).payments.get())).status_code == 404


def test_payments_nobody_finished_are_stopped_and_paid_ones_are_not(client, greet, coffee, payment):
    unfinished = make_purchase(coffee).payments.get()
    DemoPayment.objects.filter(key=unfinished.provider_key).update(status="open")

    act(client, "stop", unfinished, payment)

    assert dict(Payment.objects.values_list("pk", "status")) == {unfinished.pk: "canceled", payment.pk: "paid"}


def test_asking_the_bank_brings_the_end(client, greet, coffee):
    payment = make_purchase(coffee).payments.get()
    DemoPayment.objects.update(status="paid")

    page = act(client, "ask_again", payment)

    assert said(page) == ["1 veranderd, 0 staan zoals ze stonden, van 0 is er nu geen antwoord."]
    assert Payment.objects.get().is_paid
