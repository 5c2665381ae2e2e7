"""The nightly comparison: whatever one side lacks or has otherwise is settled where it settles itself, else told, and written once."""

from uuid import uuid4

import pgtrigger
import pytest

from merchants import letters
from merchants.letters import Letter
from tests.factories import make_treat
from tests.fake_mollie_books import LIVE_KEY
from tests.vouchers.banks import age, bought, compared, now, opened, paid
from vouchers import actions
from vouchers.models import Cost, Movement, Payment, Treat

pytestmark = pytest.mark.django_db

S, Held = Payment.Status, Payment.Held


def agreed():
    return compared() == ["The provider and we agree."]


def waiting():
    return sum(Treat.objects.values_list("waiting", flat=True))


def written():
    """Each event that the network was written to about, from the last."""
    return list(Letter.objects.filter(to=letters.network_address()).order_by("pk").values_list("event", flat=True))


def as_mollie_has_it(mollie, payment, **changes):
    mollie.books.payments[payment.provider_id] |= changes


# What agrees


def test_where_both_say_the_same_nothing_is_told(bank):
    coffee = make_treat()
    payments = [opened(coffee) for _ in range(5)]
    for payment, status in zip(payments, ["paid", "failed", "canceled", "expired"], strict=False):
        bank.end(payment, status)
        actions.reconcile(payment)

    assert agreed()
    assert not Letter.objects.exists()


def test_without_a_provider_there_is_nothing_to_compare(settings):
    settings.PAYMENT_GATEWAY = ""

    assert compared() == ["Nobody pays online here, so there is nothing to compare."]


def test_one_that_was_never_opened_or_is_being_opened_right_now_is_no_difference(bank):
    bought(make_treat())
    waits_for_its_number = opened(make_treat())
    Payment.objects.filter(pk=waits_for_its_number.pk).update(status=S.CREATED, checkout_url="")
    # The rule of the database guards numbers that we have; here it never came.
    forget_number(waits_for_its_number)

    assert agreed()


def forget_number(payment):
    """As if the answer that brought it never reached us."""
    with pgtrigger.ignore("vouchers.Payment:stands"):
        Payment.objects.filter(pk=payment.pk).update(provider_id="")


# What settles itself


@pytest.mark.parametrize("heard", [None, "failed", "canceled", "expired"])
def test_one_that_was_paid_and_of_which_we_never_heard_hangs(bank, heard):
    payment = opened(make_treat(), quantity=2)
    if heard:
        bank.end(payment, heard)
        actions.reconcile(payment)
    bank.end(payment, "paid")
    age(payment, days=3)

    assert agreed()
    assert now(payment).is_paid
    assert waiting() == 2


@pytest.mark.parametrize("status", ["failed", "canceled", "expired"])
def test_an_end_of_which_we_never_heard_is_taken_over(bank, status):
    payment = opened(make_treat())
    bank.end(payment, status)

    assert agreed()
    assert now(payment).status == status


def test_one_that_was_paid_though_its_number_never_reached_us_hangs_once(bank):
    payment = opened(make_treat(), quantity=2)
    number = payment.provider_id
    Payment.objects.filter(pk=payment.pk).update(status=S.EXPIRED)
    forget_number(payment)
    bank.end(payment, "paid")

    for _ in range(2):
        assert agreed()

    assert (now(payment).status, now(payment).provider_id) == (S.PAID, number)
    assert (waiting(), Movement.objects.count()) == (2, 1)


def test_what_went_back_or_was_taken_back_without_a_word_to_us_is_taken_in(bank):
    given_back, taken_back = paid(bank, make_treat(), quantity=4), paid(bank, make_treat())
    bank.refund_there(given_back, 500)
    bank.charge_back(taken_back, 250)

    for _ in range(2):
        assert agreed()

    assert Cost.objects.get().amount == 250
    assert sorted(Letter.objects.values_list("subject", flat=True)) == [
        f"De bank nam betaling {taken_back.pk} terug",
        f"Een terugbetaling van betaling {given_back.pk} die wij niet vroegen",
    ]


def test_what_we_gave_back_ourselves_is_not_asked_about_again(mollie):
    payment = opened(make_treat(), quantity=4)
    mollie.books.end(payment.provider_id, "paid")
    payment = actions.reconcile(payment)
    actions.send_refund(actions.give_back(payment=payment, key=uuid4()))
    mollie.asked.clear()

    assert agreed()
    assert [asked.path for asked in mollie.asked] == ["/v2/payments?limit=250"]


def test_what_is_paid_between_the_list_and_the_look_is_no_difference(bank, monkeypatch):
    payment, listed = opened(make_treat()), bank.gateway.listed

    def pays_meanwhile(gateway, since):
        answers = listed(gateway, since)
        bank.end(payment, "paid")
        actions.reconcile(payment)
        return answers

    monkeypatch.setattr(bank.gateway, "listed", pays_meanwhile)

    assert agreed()


def test_what_is_opened_while_the_list_is_read_is_not_missing_in_it(bank, monkeypatch):
    coffee, listed = make_treat(), bank.gateway.listed
    monkeypatch.setattr(bank.gateway, "listed", lambda gateway, since: (listed(gateway, since), opened(coffee))[0])

    assert agreed()


# What differs


def test_one_that_the_provider_has_and_nobody_knows_here_is_told_and_written_once(mollie):
    body = {"amount": {"currency": "EUR", "value": "7.50"}, "description": "Of another shop", "redirectUrl": "https://shop.example/"}
    number = mollie.books._create("test", body)["id"]
    mollie.books.end(number, "paid")

    for _ in range(2):
        assert compared() == [
            f"The provider has payment {number} (7.50 EUR, test, paid), of which nothing is known here.",
            "The provider and we do not agree: 1 differences.",
        ]

    letter = Letter.objects.get()
    assert (letter.event, letter.to) == (f"differs-unknown-{number}", letters.network_address())
    assert f"betaling {number} (7,50 EUR, test, betaald)" in letter.body


def test_one_that_the_provider_does_not_know_is_told_and_written_once(bank):
    payment = opened(make_treat())
    bank.forget(payment)

    for _ in range(2):
        assert compared() == [
            f"Payment {payment.pk} (2.50 EUR, test, open) is not known at the provider.",
            "The provider and we do not agree: 1 differences.",
        ]
    assert written() == [f"differs-missing-{payment.pk}"]


@pytest.mark.parametrize(
    ("changes", "there", "reason"),
    [
        ({"amount": {"currency": "EUR", "value": "2.49"}}, "2.49 EUR, test, paid", Held.AMOUNT),
        ({"amount": {"currency": "USD", "value": "2.50"}}, "2.50 USD, test, paid", Held.CURRENCY),
        ({"metadata": {"token": "another"}}, "2.50 EUR, test, paid", Held.TOKEN),
    ],
)
@pytest.mark.parametrize("was_paid_here", [True, False])
def test_what_is_otherwise_there_is_told_and_nothing_hangs_for_it(mollie, changes, there, reason, was_paid_here):
    payment = opened(make_treat())
    mollie.books.end(payment.provider_id, "paid")
    if was_paid_here:
        actions.reconcile(payment)
    as_mollie_has_it(mollie, payment, **changes)

    lines = [compared(), compared()]

    assert lines[0] == lines[1]
    assert lines[0][0].startswith(f"Payment {payment.pk} (2.50 EUR, test, {'paid' if was_paid_here else 'open'}) does not match payment")
    assert f"{payment.provider_id} at the provider ({there}): " in lines[0][0]
    assert waiting() == was_paid_here
    assert written() == [f"differs-{reason}-{payment.pk}-{payment.provider_id}"]


def test_another_amount_is_told_whichever_the_bank(bank):
    payment = opened(make_treat())
    bank.end(payment, "paid")
    bank.have_as_amount(payment, 249)

    assert compared()[0].endswith(f"payment {payment.provider_id} at the provider (2.49 EUR, test, paid): another amount.")
    assert (waiting(), now(payment).held_because) == (0, Held.AMOUNT)


def test_a_test_among_real_payments_is_told(mollie, settings):
    payment = opened(make_treat())
    settings.MOLLIE_API_KEY = LIVE_KEY
    as_mollie_has_it(mollie, payment, mode="live")
    mollie.books.end(payment.provider_id, "paid")

    assert compared()[0] == (
        f"Payment {payment.pk} (2.50 EUR, test, open) does not match payment {payment.provider_id} at the provider (2.50 EUR, live, paid): "
        "a test among real payments, or the other way round."
    )
    assert waiting() == 0


def test_a_second_payment_there_for_the_same_one_here_is_told(mollie):
    payment = opened(make_treat())
    twin = mollie.books.payments[payment.provider_id] | {"id": "tr_thesecond"}
    mollie.books.payments["tr_thesecond"] = twin
    for number in [payment.provider_id, "tr_thesecond"]:
        mollie.books.end(number, "paid")

    assert compared()[0].endswith("payment tr_thesecond at the provider (2.50 EUR, test, paid): another number than ours.")
    assert waiting() == 1
    assert written() == [f"differs-id-{payment.pk}-tr_thesecond"]


def test_a_purchase_paid_twice_is_told_until_somebody_looks(bank):
    first = opened(make_treat())
    second = Payment.objects.create(purchase=first.purchase, gateway=first.gateway, mode=first.mode, amount=first.amount)
    actions.start_payment(payment=second)
    for payment in [first, second]:
        bank.end(payment, "paid")

    lines = compared()

    assert len(lines) == 2
    assert lines[0].endswith("at the provider (2.50 EUR, test, paid): another state.")
    assert waiting() == 1


def test_paid_here_and_not_there_is_told_and_stays_paid(bank):
    payment = opened(make_treat())
    bank.end(payment, "paid")
    actions.reconcile(payment)
    bank.end(payment, "expired")

    for _ in range(2):
        assert compared()[0] == (
            f"Payment {payment.pk} (2.50 EUR, test, paid) does not match payment {payment.provider_id} at the provider "
            "(2.50 EUR, test, expired): another state."
        )
    assert now(payment).is_paid
    assert written() == [f"differs-state-{payment.pk}-expired"]


def test_every_difference_is_a_letter_of_its_own_and_a_new_one_comes_beside_it(mollie):
    first, second = opened(make_treat()), opened(make_treat())
    del mollie.books.payments[first.provider_id]
    compared()
    del mollie.books.payments[second.provider_id]
    compared()

    assert written() == [f"differs-missing-{payment.pk}" for payment in [first, second]]
