"""Two people at once; and without its guard each of these races goes wrong, so they are races."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db.models import QuerySet

from encounters import actions
from encounters.models import Activity, SignUp
from tests.factories import make_activity
from tests.races import at_once, execute, meet

pytestmark = pytest.mark.django_db(transaction=True)


def come(activity, **sign):
    return lambda: actions.sign_up(activity=activity, key=uuid4(), **sign)


def give_one_sign_to_six():
    """How many of six who ask for one sign at once get it, and how many hear that it is taken."""
    outcomes = at_once(*[come(make_activity(), colour="red", animal="cat")] * 6)
    return [sum(isinstance(outcome, kind) for outcome in outcomes) for kind in (SignUp, actions.SignTaken)]


@contextmanager
def without_index(name):
    (definition,) = execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name])[0]
    execute(f"DROP INDEX {name}")
    try:
        yield
    finally:
        execute("DELETE FROM encounters_signup")
        execute(definition)


def test_one_sign_is_given_once():
    assert give_one_sign_to_six() == [1, 5]


def test_without_its_index_it_would_be_given_to_all():
    with without_index("sign_once_per_activity"):
        assert give_one_sign_to_six() == [6, 0]


def fill_the_last_chairs(monkeypatch):
    """Six come at once where two chairs are left. Returns how many there are then."""
    monkeypatch.setattr(actions.sign_ups, "MOST_SIGNS", 2)
    soup = make_activity()
    at_once(*[come(soup, word=f"woord {letter}") for letter in "abcdef"])
    return SignUp.objects.count()


def test_no_more_come_than_there_is_room_for(monkeypatch):
    assert fill_the_last_chairs(monkeypatch) == 2


def test_without_the_lock_more_would(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **how: rows)
    meet(monkeypatch, (Activity, "takes_signs_at"), times=6)

    assert fill_the_last_chairs(monkeypatch) > 2
