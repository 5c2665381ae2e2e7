"""The nightly comparison: how far back it looks, how many it holds, and what it does when the provider is away."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from merchants.letters import Letter
from tests.factories import make_treat
from tests.queries import statements
from tests.vouchers.banks import age, compared, now, opened
from vouchers.gateways import GatewayTrouble
from vouchers.models import Treat

pytestmark = pytest.mark.django_db


def agreed():
    return compared() == ["The provider and we agree."]


def waiting():
    return sum(Treat.objects.values_list("waiting", flat=True))


def as_mollie_has_it(mollie, payment, **changes):
    mollie.books.payments[payment.provider_id] |= changes


# How far back, and how many


def test_what_is_older_is_not_looked_at(bank):
    payment = opened(make_treat())
    bank.forget(payment)
    age(payment, days=15)

    assert agreed()
    assert len(compared(days=16)) == 2


def test_what_was_made_before_the_days_began_by_another_clock_is_not_missing(mollie):
    payment = opened(make_treat())
    age(payment, days=13, hours=23, minutes=30)
    as_mollie_has_it(mollie, payment, createdAt=(timezone.now() - timedelta(days=14, minutes=30)).isoformat())

    assert agreed()


@pytest.mark.slow
def test_more_than_a_page_is_compared_whole_in_the_same_few_statements(mollie):
    coffee = make_treat()
    payments = [opened(coffee) for _ in range(260)]
    mollie.asked.clear()
    # The newest, and the oldest, which stands on the second page.
    mollie.books.end(payments[-1].provider_id, "paid")
    mollie.books.end(payments[0].provider_id, "paid")
    as_mollie_has_it(mollie, payments[1], amount={"currency": "EUR", "value": "9.99"})
    del mollie.books.payments[payments[2].provider_id]

    lines = compared()

    assert [line.partition(" (")[0] for line in lines] == [
        f"Payment {payments[2].pk}",
        f"Payment {payments[1].pk}",
        "The provider and we do not agree: 2 differences.",
    ]
    assert waiting() == 2
    assert [asked.path.partition("?")[0] for asked in mollie.asked].count("/v2/payments") == 2
    with statements() as sent:
        compared()
    # What we opened; what was listed, with its refunds and costs; for each difference how HQ says it, and a letter.
    assert len(sent) == 2 + 2 + 2 * 2


# When the provider is away


@pytest.mark.parametrize("fault", ["503", "truncated", "reset"])
def test_without_the_list_nothing_is_compared_and_nobody_is_written_to(mollie, fault):
    opened(make_treat())
    mollie.fail(fault)

    assert compared() == ["The provider gave no answer, so nothing was compared. Run this again later."]
    assert not Letter.objects.exists()


def test_one_that_cannot_be_asked_about_is_told_and_asked_again_later(mollie, monkeypatch):
    payment = opened(make_treat())
    mollie.books.end(payment.provider_id, "paid")

    def trouble(gateway, number):
        raise GatewayTrouble

    with monkeypatch.context() as patch:
        patch.setattr("vouchers.gateways.mollie.MollieGateway.fetch", trouble)
        assert len(compared()) == 2

    assert now(payment).has_news
    assert agreed()
    assert waiting() == 1


def test_a_payer_appears_nowhere_in_what_is_told(mollie):
    payment = opened(make_treat())
    mollie.books.end(payment.provider_id, "paid")
    as_mollie_has_it(mollie, payment, metadata={"token": str(uuid4())})

    assert "Piet" not in " ".join(compared())
    assert "Piet" not in Letter.objects.get(event__startswith="differs-").body
