"""Two people at once; and without its guard each of these races goes wrong, so they are races."""

from contextlib import contextmanager
from threading import Event
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from encounters import actions, stepping_in
from encounters.models import FirstVisit, Peer
from tests.factories import make_chapter, make_merchant, make_peer, make_team_member
from tests.races import at_once, execute, meet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def the_last_moment():
    """Where the one moment of this week stands."""
    gent = make_chapter("gent")
    day = (timezone.localdate().weekday() + 2) % 7
    peer = make_peer(chapter=gent, hours=[(day, 14, 15)], places=[make_merchant(chapter=gent, opening_hours="24/7")])
    first = stepping_in.moments(gent, timezone.now())[0]
    return {"chapter": gent, "peer": peer.pk, "place": first.place.slug, "when": first.when}


def take(where, key=None):
    return lambda: actions.step_in(**where, key=key or uuid4(), word="roos")


def outcomes_of(*functions):
    outcomes = at_once(*functions)
    return [sum(isinstance(outcome, kind) for outcome in outcomes) for kind in (FirstVisit, actions.MomentGone)]


def all_find_it_first(monkeypatch, times):
    meet(monkeypatch, (FirstVisit.objects, "create"), times=times)


@contextmanager
def without_rule(name):
    (definition,) = execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [name])[0]
    execute(f"ALTER TABLE encounters_firstvisit DROP CONSTRAINT {name}")
    try:
        yield
    finally:
        execute("DELETE FROM encounters_firstvisit")
        execute(f"ALTER TABLE encounters_firstvisit ADD CONSTRAINT {name} {definition}")


def test_the_last_moment_is_taken_once(the_last_moment, monkeypatch):
    all_find_it_first(monkeypatch, times=4)

    assert outcomes_of(*[take(the_last_moment)] * 4) == [1, 3]


def test_without_its_rule_it_would_be_taken_by_all(the_last_moment, monkeypatch):
    all_find_it_first(monkeypatch, times=4)

    with without_rule("first_visit_one_at_a_time"):
        assert outcomes_of(*[take(the_last_moment)] * 4) == [4, 0]


def test_one_form_that_comes_twice_at_once_is_one_visit(the_last_moment, monkeypatch):
    all_find_it_first(monkeypatch, times=2)

    assert sorted(outcomes_of(*[take(the_last_moment, key=uuid4())] * 2)) == [0, 2]
    assert FirstVisit.objects.count() == 1


def pause_meanwhile(where, monkeypatch):
    """The peer takes a break after somebody found the moment, and before they take it. Returns what came of taking it."""
    create = FirstVisit.objects.create

    def pause_and_create(**fields):
        at_once(lambda: actions.set_pause(peer=Peer.objects.get(), is_paused=True))
        return create(**fields)

    monkeypatch.setattr(FirstVisit.objects, "create", pause_and_create)
    return outcomes_of(take(where))


def test_nobody_takes_a_moment_of_a_peer_who_pauses_just_then(the_last_moment, monkeypatch):
    assert pause_meanwhile(the_last_moment, monkeypatch) == [0, 1]


def test_without_the_trigger_somebody_would(the_last_moment, monkeypatch):
    execute("ALTER TABLE encounters_firstvisit DISABLE TRIGGER USER")
    try:
        assert pause_meanwhile(the_last_moment, monkeypatch) == [1, 0]
    finally:
        execute("ALTER TABLE encounters_firstvisit ENABLE TRIGGER USER")


def test_whoever_pauses_while_somebody_takes_a_moment_comes_after_it(the_last_moment):
    """The lock of the trigger: the break waits for the visit, so that the peer finds it in the agenda."""
    taken, paused = Event(), Event()

    def take_slowly():
        with transaction.atomic():
            take(the_last_moment)()
            taken.set()
            return paused.wait(timeout=1)

    def pause():
        taken.wait(timeout=20)
        actions.set_pause(peer=Peer.objects.get(), is_paused=True)
        paused.set()

    assert at_once(take_slowly, pause) == [False, None]
    assert Peer.objects.get().is_paused


def test_whoever_begins_as_a_peer_with_two_taps_begins_once(monkeypatch):
    role = make_team_member("peer", chapter=make_chapter("gent")).roles.get()
    meet(monkeypatch, (QuerySet, "update_or_create"))

    came = at_once(*[lambda: actions.introduce(role=role, called="Jo", languages=["nl"])] * 2)

    assert came == [Peer.objects.get()] * 2
