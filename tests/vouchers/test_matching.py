"""A coordinator reads on a statement that the money of a payment request arrived: it hangs, once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from enchante.retention import forget
from merchants.letters import Letter
from tests.factories import make_chapter, make_merchant, make_request, make_team_member, make_treat
from tests.logins import come_in
from tests.pages import words_of
from tests.races import at_once
from tests.team import act, address, listed, said
from vouchers import actions, books
from vouchers.models import Movement, Payment, Purchase, Treat

pytestmark = pytest.mark.django_db


@pytest.fixture
def soup():
    return make_treat(merchant=make_merchant("De Krook"), kind="soep", price=450)


@pytest.fixture
def payment(soup):
    return make_request(soup, quantity=50)


@pytest.fixture
def greet(client, soup):
    """A coordinator in Gent, logged in."""
    user = make_team_member("coordinator", chapter=soup.merchant.chapter)
    come_in(client, user)
    return user


def page_of(payment):
    return f"/beheer/vouchers/payment/{payment.pk}/aangekomen/"


def match(client, payment, amount="225,00", day=None):
    return client.post(page_of(payment), {"amount": amount, "day": day or timezone.localdate().isoformat()}, follow=True)


def arrive(payment):
    return actions.money_arrived(payment=payment, amount=payment.amount, day=timezone.localdate())


def test_the_money_arrives_and_all_of_it_hangs(client, greet, payment):
    front = {str(something.text): something.url for something in client.get("/beheer/").context["waiting"]}
    waiting = client.get(front["1 betaalverzoek wacht op zijn geld"])
    assert payment.pk in listed(waiting)
    assert f"Chiro Gent, {payment.communication}" in words_of(waiting)
    assert "Het geld is er" in words_of(client.get(address(payment)))
    assert act(client, "arrived", payment).redirect_chain == [(page_of(payment), 302)]
    assert f"Aan Chiro Gent is € 225,00 gevraagd, met mededeling {payment.communication}." in words_of(client.get(page_of(payment)))

    assert said(match(client, payment)) == ["Het hangt, en het betaalbewijs is onderweg. Dank je wel."]

    payment.refresh_from_db()
    assert (payment.status, timezone.localdate(payment.paid_at)) == ("paid", timezone.localdate())
    assert Treat.objects.get().waiting == 50
    assert "Het geld is er." in words_of(client.get(address(payment, "history")))
    assert set(Letter.objects.values_list("event", flat=True)) == {f"payment-request-{payment.pk}", f"receipt-{payment.purchase_id}"}
    assert not [waits for waits in client.get("/beheer/").context["waiting"] if "betaalverzoek" in str(waits.text)]
    assert list(books.differences()) == []


def test_whoever_asked_then_finds_the_thanks_and_the_receipt(client, payment):
    thanks = f"/bedankt/{payment.purchase.token}/"
    assert client.get(thanks).url == f"/betaalverzoek/{payment.token}/"
    assert client.get(f"/betalen/{payment.token}/", follow=True).redirect_chain[-1][0] == f"/betaalverzoek/{payment.token}/"

    arrive(payment)

    assert "Dank je wel!" in words_of(client.get(f"/betaalverzoek/{payment.token}/", follow=True))
    assert "€ 225,00" in words_of(client.get(f"{thanks}betaalbewijs/"))


@pytest.mark.parametrize("amount", ["224,99", "225,01", "1", "22500"])
def test_another_amount_than_asked_is_refused_with_a_sentence(client, greet, payment, amount):
    page = match(client, payment, amount)

    assert "Het verzoek vraagt € 225,00. Er is niets veranderd." in words_of(page)
    assert not Movement.objects.exists()


@pytest.mark.parametrize("typed", [{"amount": ""}, {"amount": "veel"}, {"amount": "-225"}, {"day": "gisteren"}, {"day": "0001-01-01"}])
def test_a_slip_on_the_page_is_explained_and_changes_nothing(client, greet, payment, typed):
    page = match(client, payment, **typed)

    assert "errorlist" in page.text
    assert not Movement.objects.exists()


@pytest.mark.parametrize("days", [-1, 1])
def test_a_day_before_the_request_or_still_to_come_is_a_slip(client, greet, payment, days):
    page = match(client, payment, day=(timezone.localdate() + timedelta(days)).isoformat())

    assert "Welke dag staat er op het uittreksel?" in words_of(page)
    assert not Movement.objects.exists()


def test_saying_it_twice_hangs_it_once(client, greet, payment):
    match(client, payment)

    assert said(match(client, payment)) == ["Iemand zei dit al: het hangt, één keer."]
    assert "Iemand zei dit al" in words_of(client.get(page_of(payment)))
    assert Treat.objects.get().waiting == 50


def test_a_request_is_found_by_what_stands_on_the_statement(client, greet, payment, soup):
    other = make_request(soup)
    search = f"{address(payment, 'changelist')}?q="

    for copied in [payment.communication, payment.provider_id, payment.communication.strip("+").replace("/", " ")]:
        found = listed(client.get(search + copied.replace("+", "%2B")))
        assert payment.pk in found
        assert other.pk not in found


@pytest.mark.parametrize("role", ["volunteer", "elsewhere"])
def test_a_stranger_finds_no_such_page(client, payment, role):
    elsewhere = make_chapter("brussel" if role == "elsewhere" else "gent")
    come_in(client, make_team_member("coordinator" if role == "elsewhere" else role, chapter=elsewhere))

    assert client.get(page_of(payment)).status_code == match(client, payment).status_code == 404
    assert not Movement.objects.exists()


def test_a_payment_through_a_bank_is_not_matched_by_hand(client, greet, soup):
    actions.buy(quantities={soup.pk: 1}, word="", key=uuid4())
    payment = Payment.objects.get()

    assert client.get(page_of(payment)).status_code == match(client, payment).status_code == 404
    assert "Kies één betaalverzoek" in said(act(client, "arrived", payment))[0]


def test_several_at_once_are_asked_one_by_one(client, greet, payment, soup):
    assert "Kies één betaalverzoek" in said(act(client, "arrived", payment, make_request(soup)))[0]


def test_no_gateway_is_ever_asked_about_a_transfer(client, greet, payment):
    assert not Payment.objects.to_ask_about().exists()
    for action in ["ask_again", "stop"]:
        act(client, action, payment)

    payment.refresh_from_db()
    assert payment.status == "open"


def test_who_paid_by_transfer_asks_the_team_to_give_it_back(client, payment):
    arrive(payment)
    thanks = f"/bedankt/{payment.purchase.token}/"

    assert "Van gedacht veranderd?" in words_of(client.get(thanks))
    page = client.get(f"{thanks}terugnemen/")

    assert f"vermeld betaling {payment.pk}" in words_of(page)
    assert "team@gent.example" in words_of(page)
    client.post(f"{thanks}terugnemen/", {"key": uuid4()})
    assert Treat.objects.get().waiting == 50


# Requests nobody paid


def grow_old(payment, days):
    Payment.objects.filter(pk=payment.pk).update(made_at=timezone.now() - timedelta(days))
    Purchase.objects.update(made_at=timezone.now() - timedelta(days))


def test_a_request_waits_sixty_days_and_keeps_its_address_as_long(payment):
    grow_old(payment, days=59)

    forget()

    payment.refresh_from_db()
    assert payment.status == "open"
    assert payment.purchase.email == "chiro@example.org"


def test_after_sixty_days_it_ends_and_late_money_is_still_matched(client, greet, payment):
    grow_old(payment, days=61)

    assert forget()["payment requests whose money never came"] == 1

    payment.refresh_from_db()
    assert payment.status == "expired"
    assert Purchase.objects.get().email == ""
    assert "Dit verzoek is afgelopen" in words_of(client.get(f"/betaalverzoek/{payment.token}/"))
    match(client, payment)
    assert Treat.objects.get().waiting == 50


def test_thirty_days_after_it_was_paid_the_address_is_erased(payment):
    arrive(payment)
    Payment.objects.update(paid_at=timezone.now() - timedelta(31))

    forget()

    assert Purchase.objects.get().email == ""
    assert Purchase.objects.get().buyer == "Chiro Gent"


def test_what_was_paid_does_not_end(payment):
    arrive(payment)
    grow_old(payment, days=61)

    assert forget()["payment requests whose money never came"] == 0


# Two at once


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_once_hang_it_once(payment):
    outcomes = at_once(*[lambda: arrive(payment)] * 2)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyArrived", "Payment"]
    assert Treat.objects.get().waiting == 50
    assert Letter.objects.filter(event__startswith="receipt").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_database_refuses_the_second(payment, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda query, **options: query)

    outcomes = at_once(*[lambda: arrive(payment)] * 8)

    assert "IntegrityError" in {type(outcome).__name__ for outcome in outcomes}
    assert Treat.objects.get().waiting == 50


@pytest.mark.django_db(transaction=True)
def test_money_that_is_matched_while_the_night_ends_the_request_counts(payment):
    grow_old(payment, days=61)

    matched, ended = at_once(lambda: arrive(payment), forget)

    payment.refresh_from_db()
    assert payment.status == "paid"
    assert Treat.objects.get().waiting == 50
    assert isinstance(matched, Payment)
    assert isinstance(ended, dict)
