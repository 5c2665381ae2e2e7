from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from merchants import limits
from merchants.limits import Knock
from tests.races import at_once


@pytest.fixture
def knock(rf):
    """Send a form from an address; up to two a day are let in."""
    return lambda form="apply", address="192.0.2.7": limits.allows(rf.post("/", REMOTE_ADDR=address), form, per_day=2)


def test_allows_so_many_a_day_from_one_corner(db, knock):
    assert [knock(), knock(), knock()] == [True, True, False]
    assert knock(address="192.0.2.8"), "the neighbour has its own count"
    assert knock(form="treat"), "and so has another form"


def test_allows_starts_anew_every_day_and_forgets_yesterday(db, knock, monkeypatch):
    today = timezone.localdate()
    assert [knock(), knock(), knock()] == [True, True, False]

    monkeypatch.setattr(timezone, "localdate", lambda: today + timedelta(days=1))

    assert knock()
    assert [kept.day for kept in Knock.objects.all()] == [today + timedelta(days=1)]


def test_allows_all_counts_every_corner_together(db, knock):
    assert [limits.allows_all("bon 1", per_day=2) for _ in range(3)] == [True, True, False]
    assert limits.allows_all("bon 2", per_day=2)
    assert knock("bon 1"), "a corner has its own count"


def test_allows_keeps_no_address(db, knock):
    knock()

    assert "192.0.2.7" not in str(Knock.objects.values())


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::9", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("192.0.2.7", "192.0.2.77", False),
        ("", "not an address", True),
    ],
)
def test_one_house_is_one_corner(db, knock, first, second, same):
    knock(address=first)
    knock(address=second)

    assert (Knock.objects.count() == 1) == same


@pytest.mark.django_db(transaction=True)
def test_allows_no_more_when_all_knock_at_the_same_moment(knock):
    answers = at_once(*[partial(knock)] * 6)

    assert sorted(answers) == [False] * 4 + [True] * 2
