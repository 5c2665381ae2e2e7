"""Two coordinators at once; and without its lock each of these races goes wrong, so they are races."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils import timezone

from encounters import actions
from encounters.models import Activity
from merchants.models import Letter
from tests.factories import make_activity, make_chapter
from tests.races import at_once, meet

pytestmark = pytest.mark.django_db(transaction=True)


def plan_two(monkeypatch):
    """Two plan something of one name at once. Returns what came of each."""
    gent, begins_at = make_chapter("gent"), timezone.now() + timedelta(1)
    fields = {"chapter": gent, "kind": "meal", "title_nl": "Soep", "begins_at": begins_at, "ends_at": begins_at + timedelta(hours=1)}
    meet(monkeypatch, (actions.activities, "FreeSlugs"))
    return at_once(*[lambda: actions.plan(activity=Activity(**fields))] * 2)


def test_two_that_are_planned_at_once_get_two_addresses(monkeypatch):
    plan_two(monkeypatch)

    assert set(Activity.objects.values_list("slug", flat=True)) == {"soep", "soep-2"}


def test_without_the_lock_they_would_meet_at_one(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **how: rows)

    # One may be done before the other reads, so not every time.
    assert any(isinstance(outcome, IntegrityError) for _ in range(10) for outcome in plan_two(monkeypatch))


def cancel_and_move(monkeypatch):
    """One cancels what another moves at the same moment."""
    soup = make_activity()
    later = {"begins_at": soup.begins_at + timedelta(1), "ends_at": soup.ends_at + timedelta(1)}
    meet(monkeypatch, (actions.activities, "_touch"))
    at_once(lambda: actions.cancel(activity=soup), lambda: actions.change(activity=soup, changes=later))


def test_what_is_cancelled_stays_so_when_it_moves_at_that_moment(monkeypatch):
    cancel_and_move(monkeypatch)

    assert Activity.objects.get().is_cancelled
    assert Letter.objects.filter(event__startswith="activity_cancelled-").exists()


def test_without_the_lock_moving_it_would_bring_it_back(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **how: rows)

    for _ in range(10):
        cancel_and_move(monkeypatch)
        if Activity.objects.filter(cancelled_on=None).exists():
            return
        Activity.objects.all().delete()
    raise AssertionError("Nothing went wrong without the lock.")
