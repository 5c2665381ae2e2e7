"""Paying through Mollie: the same story through either bank, what we ask, and what comes after."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import translation

from tests.factories import make_merchant, make_treat
from tests.fake_mollie_books import LIVE_KEY
from tests.vouchers.banks import age, bought, now, opened, poll
from vouchers import actions, gateways
from vouchers.gateways import Refused
from vouchers.gateways.mollie import MollieGateway, is_local
from vouchers.models import Movement, Payment, Purchase, Treat

pytestmark = pytest.mark.django_db

S = Payment.Status


def waiting():
    return Treat.objects.values_list("waiting", flat=True).get()


# The same story through either bank


def test_what_was_paid_hangs_once_however_often_it_is_heard(bank):
    payment = opened(make_treat(), quantity=3)
    bank.end(payment, "paid")

    for _ in range(3):
        actions.reconcile(now(payment))

    assert now(payment).is_paid
    assert waiting() == 3
    assert Movement.objects.count() == bank.made() == 1


@pytest.mark.parametrize("end", ["failed", "canceled", "expired"])
def test_the_poller_alone_brings_an_end_and_a_payment_that_comes_late(bank, end):
    payment = opened(make_treat(), quantity=2)
    bank.end(payment, end)

    assert poll() == "1 asked: 1 moved, 0 the same, 0 without an answer."
    assert (now(payment).status, waiting()) == (end, 0)

    bank.end(payment, "paid")
    assert poll() == "1 asked: 1 moved, 0 the same, 0 without an answer."
    assert (now(payment).status, waiting()) == (S.PAID, 2)
    assert poll() == "0 asked: 0 moved, 0 the same, 0 without an answer."


def test_a_price_or_an_offer_that_changes_during_the_checkout_changes_nothing_of_it(bank):
    coffee = make_treat(price=250)
    payment = opened(coffee, quantity=2)
    Treat.objects.update(price=300, is_offered=False)
    bank.end(payment, "paid")

    assert actions.reconcile(payment).is_paid
    assert (payment.amount, waiting()) == (500, 2)


def test_a_payment_nobody_finished_is_cancelled_and_one_that_ended_is_not(bank):
    payment = opened(make_treat())
    gateway = gateways.current()

    assert gateway.cancel(payment.provider_id).status == S.CANCELED
    with pytest.raises(Refused):
        gateway.cancel(payment.provider_id)
    assert actions.reconcile(payment).status == S.CANCELED


def test_money_goes_back_once_for_one_key_and_never_more_than_is_left(bank):
    payment, gateway = opened(make_treat(), quantity=3), gateways.current()
    with pytest.raises(Refused):
        gateway.refund(payment=payment, key="0", amount=100, description="Before it was paid")
    bank.end(payment, "paid")

    def give_back(key, amount):
        return gateway.refund(payment=payment, key=key, amount=amount, description="A coffee")

    first = give_back("1", 250)
    assert give_back("1", 250) == first
    assert bank.left(payment) == 500
    for amount in [501, 0]:
        with pytest.raises(Refused):
            give_back("2", amount)
    second = give_back("3", 500)

    there = gateway.fetch(payment.provider_id)
    assert there.refunds.keys() == {first, second}
    assert (there.status, there.charged_back) == (S.PAID, 0)


def test_the_list_of_payments_tells_each_as_it_stands(bank):
    paid, still_open = opened(make_treat(), quantity=2), opened(make_treat(kind="soep"))
    bank.end(paid, "paid")

    listed = gateways.current().listed(datetime.now(UTC) - timedelta(hours=1))

    assert {(there.token, there.status, there.amount) for there in listed} == {(paid.token, S.PAID, 500), (still_open.token, S.OPEN, 250)}
    assert gateways.current().listed(datetime.now(UTC) + timedelta(hours=1)) == []


# What we ask Mollie


def test_what_mollie_is_asked_says_nothing_of_anybody(mollie):
    payment = bought(make_treat(merchant=make_merchant("De Krook")), quantity=3)

    actions.start_payment(payment=payment)

    (asked,) = mollie.asked
    assert asked.body == {
        "amount": {"currency": "EUR", "value": "7.50"},
        "description": f"Enchanté {payment.pk}: trakteren bij De Krook",
        "redirectUrl": f"https://enchante.example/bedankt/{payment.purchase.token}/",
        "webhookUrl": f"https://enchante.example/betaling/mollie/{payment.token}/",
        "method": ["bancontact", "kbc", "belfius"],
        "locale": "nl_BE",
        "metadata": {"token": payment.token},
    }
    assert asked.headers["Idempotency-Key"] == str(payment.provider_key)
    assert asked.headers["X-Mollie-Client-Info"] == ""
    assert now(payment).provider_id in mollie.books.payments


@pytest.mark.parametrize(("language", "locale", "path"), [("nl", "nl_BE", "/"), ("fr", "fr_BE", "/fr/"), ("en", "en_GB", "/en/")])
def test_the_checkout_speaks_the_language_of_the_giver_and_leads_back_to_it(mollie, language, locale, path):
    payment = bought(make_treat())
    Purchase.objects.update(language=language)

    # Whoever tries again may read another language meanwhile; Mollie must hear the same as before.
    with translation.override("en"):
        actions.start_payment(payment=now(payment))

    (asked,) = mollie.asked
    assert asked.body["locale"] == locale
    assert asked.body["redirectUrl"].startswith(f"https://enchante.example{path}bedankt/")
    assert asked.body["webhookUrl"] == f"https://enchante.example/betaling/mollie/{payment.token}/"


def test_the_bank_statement_says_what_it_was_for(mollie):
    purchase = bought(make_treat(merchant=make_merchant("De Krook"))).purchase
    gift = Purchase.objects.create(key=uuid4(), chapter=purchase.chapter, kind="pot", for_pot=2000, language="fr")
    actions.start_payment(payment=Payment.objects.create(purchase=gift, gateway="mollie", mode="test", amount=2000))
    Purchase.objects.filter(pk=purchase.pk).update(kind="bon")
    actions.start_payment(payment=now(purchase.payments.get()))

    told = [asked.body["description"] for asked in mollie.asked]
    assert told[0].endswith(": un don à la cagnotte de Gent")
    assert told[1].endswith(": bonnen voor De Krook")


def test_cards_are_asked_only_where_somebody_wants_them(mollie, settings):
    settings.MOLLIE_CARDS = True

    opened(make_treat())

    assert mollie.asked[0].body["method"] == ["bancontact", "kbc", "belfius", "creditcard"]


@pytest.mark.parametrize(
    ("site", "is_here"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000", True),
        ("http://enchante.localhost", True),
        ("http://[::1]:8000", True),
        ("http://192.168.1.5", True),
        ("http://nuc", True),
        ("https://enchante.be", False),
        ("https://81.82.83.84", False),
    ],
)
def test_a_site_on_ones_own_machine_is_recognised(site, is_here):
    assert is_local(site) is is_here


def test_on_ones_own_machine_mollie_is_given_no_webhook_and_the_poller_hears(mollie, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    payment = opened(make_treat())
    mollie.books.end(payment.provider_id, "paid")

    assert "webhookUrl" not in mollie.asked[0].body
    poll()
    assert waiting() == 1


def test_a_live_key_makes_live_payments(mollie, settings):
    settings.MOLLIE_API_KEY = LIVE_KEY
    payment = opened(make_treat())
    mollie.books.end(payment.provider_id, "paid")

    assert payment.mode == mollie.books.payments[payment.provider_id]["mode"] == "live"
    assert actions.reconcile(payment).is_paid


def test_a_list_longer_than_a_page_is_read_to_its_end_and_only_so_far(mollie, monkeypatch):
    monkeypatch.setattr("vouchers.gateways.mollie.MOST_LISTED", 2)
    coffee = make_treat()
    payments = [opened(coffee) for _ in range(5)]
    mollie.books.payments[payments[0].provider_id]["createdAt"] = "2026-01-01T10:00:00+00:00"
    mollie.asked.clear()

    listed = MollieGateway().listed(datetime(2026, 1, 2, tzinfo=UTC))

    assert [there.token for there in listed] == [payment.token for payment in reversed(payments[1:])]
    assert len(mollie.asked) == 3


# Paid, and then


def test_a_paid_payment_is_asked_about_again_when_there_is_news_and_not_by_its_page(mollie, client):
    payment = opened(make_treat())
    mollie.books.end(payment.provider_id, "paid")
    client.get(f"/bedankt/{payment.purchase.token}/")
    mollie.asked.clear()

    assert "Dank je wel!" in client.get(f"/bedankt/{payment.purchase.token}/").content.decode()
    assert mollie.asked == []
    actions.hear(now(payment))
    assert len(mollie.asked) == 1


def test_news_that_could_not_be_asked_about_is_asked_by_the_poller_until_there_is_an_answer(mollie):
    payment = opened(make_treat())
    mollie.books.end(payment.provider_id, "paid")
    actions.reconcile(payment)
    mollie.fail("503", "503")

    actions.hear(now(payment))
    assert poll() == "1 asked: 0 moved, 0 the same, 1 without an answer."
    assert poll() == "1 asked: 0 moved, 1 the same, 0 without an answer."
    assert poll() == "0 asked: 0 moved, 0 the same, 0 without an answer."


# Never opened


def test_what_people_match_and_spend_is_nobody_to_ask(db):
    purchase = bought(make_treat()).purchase
    for gateway in ["transfer", "pot"]:
        age(Payment.objects.create(purchase=purchase, gateway=gateway, mode="live", amount=250, status=S.OPEN), days=3)
        age(Payment.objects.create(purchase=purchase, gateway=gateway, mode="live", amount=250), days=3)

    assert poll().startswith("0 asked")


def test_what_was_never_opened_is_opened_by_the_poller_under_the_same_key(bank):
    payment = bought(make_treat())
    assert poll().startswith("0 asked")  # Whoever pressed a moment ago may still be opening it.

    age(payment, minutes=2)
    assert poll() == "1 asked: 1 moved, 0 the same, 0 without an answer."
    assert now(payment).status == S.OPEN
    bank.end(payment, "paid")
    poll()
    assert (bank.made(), waiting()) == (1, 1)


def test_what_was_not_opened_within_the_hour_has_expired_without_asking_anybody(bank, client):
    payment = bought(make_treat())
    age(payment, hours=1, minutes=1)

    assert poll() == "1 asked: 1 moved, 0 the same, 0 without an answer."
    assert poll().startswith("0 asked")
    assert (now(payment).status, bank.made(), waiting()) == (S.EXPIRED, 0, 0)
    assert "Er is niets aangerekend" in client.get(f"/bedankt/{payment.purchase.token}/").content.decode()
