"""What came in at one's own place: month by month, and the money that is still with the network."""

from datetime import date, datetime
from html import unescape
from uuid import uuid4

import pytest
from django.utils import timezone

from merchants.hours import BRUSSELS
from tests.factories import make_merchant, make_purchase, make_treat, make_user
from tests.queries import statements
from vouchers import actions
from vouchers.models import Payment
from vouchers.overview import Month, months_of, owed_to

OVERVIEW = "/mijn-plek/hoekje/overzicht/"
TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 26, 12, tzinfo=BRUSSELS))


@pytest.fixture
def hoekje(db):
    return make_merchant("’t Hoekje", slug="hoekje", people=[make_user("lut@example.org")])


@pytest.fixture
def coffee(hoekje):
    return make_treat(merchant=hoekje, price=250)


@pytest.fixture
def owner(client, hoekje):
    client.force_login(hoekje.people.get().user)
    return client


def words(response):
    return " ".join(unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ").split())


def test_each_month_tells_what_came_and_went(hoekje, coffee):
    for day in [date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 2)]:
        actions.add_at_counter(treat=coffee, key=uuid4(), day=day)
    actions.hand_out(treat=coffee, key=uuid4(), day=date(2026, 11, 3))
    undone = actions.hand_out(treat=coffee, key=uuid4(), day=date(2026, 11, 4)).movement
    actions.undo(movement=undone, key=uuid4())
    make_purchase(coffee, quantity=2, paid=True)
    make_purchase(coffee, quantity=9)

    assert months_of(hoekje, TODAY) == [
        Month(date(2026, 11, 1), on_site=2, at_counter=2, handed_out=1, paid=500),
        Month(date(2026, 10, 1), at_counter=1),
    ]
    assert owed_to(hoekje) == 500


def test_what_was_paid_just_after_midnight_belongs_to_the_new_month(hoekje, coffee):
    make_purchase(coffee, paid=True)
    Payment.objects.update(paid_at=datetime(2026, 10, 31, 23, 30, tzinfo=timezone.get_fixed_timezone(0)))

    assert [(month.first_day, month.paid) for month in months_of(hoekje, TODAY)] == [(date(2026, 11, 1), 250)]


def test_of_more_than_twelve_months_the_last_twelve_are_told(hoekje, coffee):
    for day in [date(2025, 11, 30), date(2025, 12, 1)]:
        actions.add_at_counter(treat=coffee, key=uuid4(), day=day)

    assert [month.first_day for month in months_of(hoekje, TODAY)] == [date(2025, 12, 1)]


def test_the_page_tells_it_and_the_money_that_is_still_with_the_network(owner, coffee):
    assert "Er kwam nog niets binnen" in words(owner.get(OVERVIEW))
    make_purchase(coffee, quantity=3, paid=True)

    shown = words(owner.get(OVERVIEW))
    assert "November 2026" in shown and "€ 7,50 werd op de site betaald" in shown


def test_what_happens_elsewhere_is_not_in_it(hoekje):
    make_purchase(make_treat(price=900), paid=True)

    assert months_of(hoekje, TODAY) == []
    assert owed_to(hoekje) == 0


def test_a_stranger_finds_nothing_there(client, hoekje):
    client.force_login(make_user())

    assert client.get(OVERVIEW).status_code == 404


def test_it_costs_the_same_for_one_month_and_many(owner, coffee):
    actions.add_at_counter(treat=coffee, key=uuid4())
    with statements() as for_one:
        owner.get(OVERVIEW)
    for month in range(1, 10):
        actions.add_at_counter(treat=coffee, key=uuid4(), day=date(2026, month, 1))
    with statements() as for_many:
        owner.get(OVERVIEW)

    assert len(for_one) == len(for_many)
