"""Two counters, one voucher, at the same moment: one of them uses it. Without the guards both would."""

from uuid import uuid4

import pytest
from django.db.models import QuerySet

from tests.factories import make_bons, make_treat
from tests.races import at_once, execute
from vouchers import actions
from vouchers.models import Bon, Payment, Refund

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bon():
    return make_bons(make_treat(price=250))[0]


def taps(bon, number=8, key=None):
    """So many taps at once; how many of them used it."""
    merchant = bon.treat.merchant
    came = at_once(*[lambda: actions.use_bon(merchant=merchant, code=bon.code, key=key or uuid4())] * number)
    return sum(isinstance(each, Bon) for each in came), came


def without_locks(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda query, **options: query)


def test_of_many_counters_at_once_one_uses_it(bon):
    number, came = taps(bon)

    assert number == 1
    assert sum(isinstance(each, actions.AlreadyUsed) for each in came) == 7


def test_the_same_tap_sent_many_times_at_once_is_one_use(bon):
    assert taps(bon, key=uuid4())[0] == 8
    assert Bon.objects.get().state == "used"


def test_without_the_lock_the_database_still_lets_one_use_it(bon, monkeypatch):
    without_locks(monkeypatch)

    assert taps(bon)[0] == 1


def test_without_lock_and_rule_more_would(bon, monkeypatch):
    without_locks(monkeypatch)
    execute("ALTER TABLE vouchers_bon DISABLE TRIGGER USER")
    try:
        assert max(_once_more(bon) for _ in range(5)) > 1
    finally:
        execute("ALTER TABLE vouchers_bon ENABLE TRIGGER USER")


def _once_more(bon):
    Bon.objects.update(state="open", used_on=None, used_key=None)
    return taps(bon)[0]


def test_a_use_and_the_way_back_at_once_leave_one_of_both(bon):
    merchant, payment = bon.treat.merchant, Payment.objects.get()

    at_once(
        lambda: actions.use_bon(merchant=merchant, code=bon.code, key=uuid4()),
        lambda: actions.give_back(payment=payment, key=uuid4()),
    )

    assert (Bon.objects.get().state, Refund.objects.count()) in {("used", 0), ("given_back", 1)}
