"""A giver hears once, in general terms, that treats like theirs were enjoyed; and then we know nothing of them any more."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from enchante.retention import forget
from merchants.letters import Letter, send_waiting
from tests.factories import make_purchase, make_treat
from vouchers import actions
from vouchers.models import Movement, Payment, Purchase

pytestmark = pytest.mark.django_db

PAID_ON, NEXT_MONTH = date(2026, 10, 12), date(2026, 11, 3)


def gift(treat, *, paid_on=PAID_ON, wants_news=True, email="an@example.org", language="nl"):
    """A purchase of this treat, paid on that day."""
    giver = actions.Giver(language=language, email=email, wants_news=wants_news)
    purchase = make_purchase(treat, quantity=1, paid=True, giver=giver)
    moment = datetime.combine(paid_on, datetime.min.time(), ZoneInfo("Europe/Brussels")) + timedelta(hours=12)
    Payment.objects.filter(purchase=purchase).update(paid_at=moment)
    Purchase.objects.filter(pk=purchase.pk).update(made_at=moment)
    return purchase


def hand_out(treat, number, day):
    for _ in range(number):
        actions.hand_out(treat=treat, key=uuid4(), day=day)


@pytest.fixture
def coffee():
    return make_treat(waiting=20)


def test_after_five_were_enjoyed_the_giver_hears_once_and_is_forgotten(coffee):
    purchase = gift(coffee)
    hand_out(coffee, 5, date(2026, 10, 20))

    assert [actions.tell_givers(NEXT_MONTH), actions.tell_givers(NEXT_MONTH)] == [1, 0]

    letter = Letter.objects.get(event=f"fleeting-enjoyed-{purchase.pk}")
    assert letter.to == "an@example.org"
    assert coffee.merchant.name in letter.body
    assert not any(sign in letter.body for sign in ["oktober", "20/10", "2026"])
    purchase.refresh_from_db()
    assert (purchase.email, purchase.wants_news) == ("", False)


@pytest.mark.parametrize(
    ("number", "day", "told_on"),
    [
        (4, date(2026, 10, 20), NEXT_MONTH),  # Too few: it could be about somebody.
        (5, date(2026, 10, 11), NEXT_MONTH),  # Before the gift.
        (5, date(2026, 11, 2), NEXT_MONTH),  # In a month that is not over.
        (5, date(2026, 10, 20), date(2026, 10, 31)),
    ],
)
def test_of_too_few_or_of_a_month_that_is_not_over_nothing_is_told(coffee, number, day, told_on):
    gift(coffee)
    hand_out(coffee, number, day)

    assert actions.tell_givers(told_on) == 0
    assert Purchase.objects.get().wants_news


def test_a_hand_out_that_was_undone_did_not_happen(coffee):
    gift(coffee)
    hand_out(coffee, 5, date(2026, 10, 20))
    undone = Movement.objects.filter(kind="handed_out").first()
    Movement.objects.create(key=uuid4(), treat=coffee, kind="undo", delta=1, day=undone.day, reverses=undone)

    assert actions.tell_givers(NEXT_MONTH) == 0


def test_who_took_it_back_is_not_thanked_for_it(coffee):
    purchase = gift(coffee)
    actions.give_back(payment=purchase.payments.get(), key=uuid4())
    hand_out(coffee, 5, date(2026, 10, 20))

    assert actions.tell_givers(NEXT_MONTH) == 0
    assert not Letter.objects.filter(event__contains="enjoyed").exists()
    assert not Purchase.objects.get().wants_news


def test_who_did_not_ask_is_not_written_to(coffee):
    gift(coffee, wants_news=False)
    hand_out(coffee, 9, date(2026, 10, 20))

    assert actions.tell_givers(NEXT_MONTH) == 0


def test_it_is_told_in_the_language_of_the_gift(coffee):
    purchase = gift(coffee, language="fr")
    hand_out(coffee, 5, date(2026, 10, 20))
    actions.tell_givers(NEXT_MONTH)

    assert Letter.objects.get(event=f"fleeting-enjoyed-{purchase.pk}").body.startswith("Bonjour")


def test_once_that_letter_went_nothing_of_the_giver_is_left(coffee):
    purchase = gift(coffee)
    hand_out(coffee, 5, date(2026, 10, 20))
    actions.tell_givers(NEXT_MONTH)

    send_waiting()

    assert mail.outbox[-1].to == ["an@example.org"] and "zoals de jouwe" in mail.outbox[-1].body
    letter = Letter.objects.get(event=f"fleeting-enjoyed-{purchase.pk}")
    assert (letter.to, letter.subject, letter.body, letter.sent_at is None) == ("", "", "", False)
    assert send_waiting() == 0


@pytest.mark.parametrize(
    ("wants_news", "days", "is_kept"), [(False, 29, True), (False, 31, False), (True, 31, True), (True, 334, True), (True, 336, False)]
)
def test_an_address_is_forgotten_after_a_month_or_for_news_after_eleven_months(coffee, wants_news, days, is_kept):
    gift(coffee, wants_news=wants_news, paid_on=timezone.localdate() - timedelta(days=days))

    forget()

    purchase = Purchase.objects.get()
    assert bool(purchase.email) == is_kept
    assert purchase.wants_news == (wants_news and is_kept)


def test_the_address_of_whoever_never_paid_is_forgotten_too(coffee):
    purchase = make_purchase(coffee, giver=actions.Giver(email="an@example.org"))
    Purchase.objects.filter(pk=purchase.pk).update(made_at=timezone.now() - timedelta(days=31))

    forget()

    assert Purchase.objects.get().email == ""
