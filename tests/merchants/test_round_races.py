"""Two of a team at the same moment: one round, one letter for each place, one answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from merchants import actions
from merchants.models import Letter, Verification, VerificationRound
from tests.factories import make_chapter, make_merchant
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TODAY = timezone.localdate()


def make_city(number=3):
    gent = make_chapter()
    for n in range(number):
        make_merchant(chapter=gent, checked_on=None, contact_email=f"plek{n}@example.org")
    return gent


def begin(gent):
    return actions.begin_round(chapter=gent, due_on=TODAY + timedelta(28))


@pytest.mark.parametrize("time", range(3))
def test_coordinators_who_begin_at_once_begin_one_round(time):
    gent = make_city()

    results = at_once(*[lambda: begin(gent)] * 4)

    begun = VerificationRound.objects.get()
    assert sorted(results, key=str) == [(begun, False)] * 3 + [(begun, True)]
    assert begun.questions.count() == Letter.objects.count() == 3


@pytest.mark.parametrize("time", range(3))
def test_a_round_that_begins_while_somebody_asks_by_hand_writes_one_letter_to_each(time):
    gent = make_city(8)
    asking = [lambda place=place: actions.ask_whether_true(merchant=place) for place in gent.merchants.all()]

    results = at_once(lambda: begin(gent), *asking)

    assert not [result for result in results if isinstance(result, Exception)]
    assert Verification.objects.exclude(round=None).count() == Letter.objects.count() == 8


def test_who_is_reminded_by_two_at_once_gets_one_letter():
    gent = make_city(2)
    begin(gent)
    in_ten_days = TODAY + timedelta(10)

    results = at_once(*[lambda: actions.remind_all(in_ten_days)] * 4)

    assert sum(results) == 2
    assert Letter.objects.count() == 4
    assert set(Verification.objects.values_list("reminders", flat=True)) == {1}
