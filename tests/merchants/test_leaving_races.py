"""Several of a place or a team who act at the same moment: nobody is forgotten, and nothing is done twice."""

import pytest
from django.utils import timezone

from merchants import actions
from merchants.models import Letter, Pause, TeamRole
from tests.factories import make_chapter, make_merchant, make_team_member, make_user
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.parametrize("time", range(5))
def test_the_last_people_of_a_place_who_stop_at_once_are_not_missed(time):
    people = [make_user() for _ in range(6)]
    krul = make_merchant("De Krul", people=people)

    results = at_once(*[lambda user=user: actions.stop_looking_after(merchant=krul, user=user) for user in people])

    assert results == [None] * 6
    assert Letter.objects.get().to == "team@gent.example"


def test_the_last_coordinators_who_leave_at_once_are_not_missed():
    gent = make_chapter()
    roles = [make_team_member(chapter=gent).roles.get() for _ in range(6)]

    results = at_once(*[lambda role=role: actions.leave_team(role=role) for role in roles])

    assert results == [None] * 6
    assert not TeamRole.objects.exists()
    assert Letter.objects.count() == 1


def test_the_same_break_told_by_six_at_once_is_one():
    krul, today = make_merchant("De Krul"), timezone.localdate()

    results = at_once(*[lambda: actions.rest(merchant=krul, first_day=today)] * 6)

    assert results == [None] * 6
    assert Pause.objects.get().first_day == today
