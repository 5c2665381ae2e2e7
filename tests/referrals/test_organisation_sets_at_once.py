"""Colleagues who change a list of their organisation at the same moment."""

from threading import Event

import pytest

from referrals import actions
from referrals.models import FavouriteSet
from tests.factories import make_merchant, make_organisation, make_set
from tests.races import at_once, meet

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_six_who_replace_a_list_at_once_one_stays_whole():
    caw, places = make_organisation(), [make_merchant() for _ in range(6)]
    make_set(*places, organisation=caw)
    wanted = [[place.pk, places[(number + 1) % 6].pk] for number, place in enumerate(places)]
    name = {"organisation": caw, "need": "calm", "neighbourhood": None, "replace": True}

    results = at_once(*[lambda merchants=merchants: actions.keep_set(merchants=merchants, **name) for merchants in wanted])

    assert caw.favourite_sets.get().keys() in wanted
    assert {type(result).__name__ for result in results} == {"FavouriteSet"}


def test_two_who_arrange_a_list_at_once_lose_no_place():
    caw, places = make_organisation(), [make_merchant() for _ in range(3)]
    kept = make_set(*places, organisation=caw)
    first, second, third = kept.keys()

    results = at_once(
        *[
            lambda wanted=wanted: actions.arrange_set(favourite_set=kept, seen=[first, second, third], wanted=wanted)
            for wanted in ([second, first, third], [first, third, second], [first, second]) * 2
        ]
    )

    assert FavouriteSet.objects.get().keys() in ([second, first, third], [first, third, second], [first, second])
    assert {type(result).__name__ for result in results} == {"NoneType", "SetChangedMeanwhile"}


def test_a_list_replaced_while_a_colleague_arranges_it_is_the_one_or_the_other(monkeypatch):
    caw, places = make_organisation(), [make_merchant() for _ in range(3)]
    kept = make_set(*places, organisation=caw)
    first, second, third = kept.keys()

    meet(monkeypatch, (actions.keeping, "_fill"))
    came = at_once(
        lambda: actions.keep_set(organisation=caw, need="calm", neighbourhood=None, merchants=[second, first], replace=True),
        lambda: actions.arrange_set(favourite_set=kept, seen=[first, second, third], wanted=[third, first]),
    )

    assert caw.favourite_sets.get().keys() == [second, first]
    assert [type(each).__name__ for each in came] in (["FavouriteSet", "NoneType"], ["FavouriteSet", "SetChangedMeanwhile"])


def test_a_list_taken_away_while_a_colleague_replaces_it_goes_after_that(monkeypatch):
    caw, place = make_organisation(), make_merchant()
    kept, fill = make_set(place, make_merchant(), organisation=caw), actions.keeping._fill
    is_filling, is_gone = Event(), Event()

    def fill_slowly(*what):
        is_filling.set()
        is_gone.wait(timeout=1)
        fill(*what)

    def take_away():
        is_filling.wait(timeout=5)
        actions.take_away_set(organisation=caw, pk=kept.pk)
        is_gone.set()

    monkeypatch.setattr(actions.keeping, "_fill", fill_slowly)
    name = {"organisation": caw, "need": "calm", "neighbourhood": None, "replace": True}
    came = at_once(lambda: actions.keep_set(merchants=[place.pk], **name), take_away)

    assert [type(each).__name__ for each in came] == ["FavouriteSet", "NoneType"]
    assert not caw.favourite_sets.exists()
