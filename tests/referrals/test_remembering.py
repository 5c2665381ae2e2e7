"""The same question gets the same answer without work, until anything changes."""

import pytest
from django.urls import reverse

from referrals import directory, remembering
from referrals.directory import look
from tests.factories import make_chapter, make_merchant, make_service, make_treat
from tests.queries import statements

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = "?lat=51.05&lng=3.72&dienst=toilet"


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    monkeypatch.setattr(remembering, "_answers", remembering._Answers())


@pytest.fixture
def nothing_changes(monkeypatch):
    """However busy the rest of the database cluster is beside this test."""
    monkeypatch.setattr(directory, "_ASKED", directory._ASKED.replace("pg_current_snapshot()::text", "'the same'"))
    monkeypatch.setattr(directory._Memory, "directory", directory.Directory("", [], [], []))


def ask(client, question=QUESTION, **headers):
    with statements() as sent:
        response = client.get(reverse("referrals:places") + question, headers=headers)
    return response, len(sent)


def test_the_same_question_costs_one_short_query_while_nothing_changes(nothing_changes, client):
    make_merchant("Krook", services=["toilet"])

    first, cost = ask(client)
    again, cost_again = ask(client)

    assert (cost, cost_again) == (2, 1)
    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]


def test_who_has_the_answer_already_gets_none(nothing_changes, client):
    make_merchant("Krook", services=["toilet"])
    first, _cost = ask(client)

    again, cost = ask(client, if_none_match=first.headers["ETag"])

    assert (again.status_code, again.content, cost) == (304, b"", 1)


def test_what_changes_is_seen_at_once(client):
    shop = make_merchant("Krook", services=["toilet"])
    ask(client)

    make_treat(merchant=shop, waiting=2)
    changed, _cost = ask(client)

    assert "2 koffies" in changed.content.decode()


def test_another_question_gets_its_own_answer(client):
    make_merchant("Krook", services=["toilet"])
    make_service("wifi")
    ask(client)

    other, cost = ask(client, "?lat=51.05&lng=3.72&dienst=wifi")

    assert cost == 2
    assert "Krook" in other.content.decode()


def test_no_more_answers_are_kept_than_fit(nothing_changes, client, monkeypatch):
    monkeypatch.setattr(remembering, "MOST_ANSWERS", 3)
    make_merchant()

    for number in range(1, 6):
        ask(client, f"?lat=51.0{number}&lng=3.72")

    assert len(remembering._answers.by_question) <= 3


def test_an_answer_is_forgotten_with_its_minute(client, monkeypatch):
    make_merchant(services=["toilet"])
    ask(client)
    snapshot, _minute = remembering._answers.moment
    remembering._answers.moment = (snapshot, "2026-11-26 14:05")

    _response, cost = ask(client)

    assert cost == 2


def test_a_very_large_answer_is_not_kept(nothing_changes, client, monkeypatch):
    monkeypatch.setattr(remembering, "LARGEST", 1000)
    make_merchant()

    ask(client)

    assert remembering._answers.by_question == {}


def test_the_directory_is_not_read_again_while_nothing_changes(nothing_changes):
    make_service("toilet")
    first = look()

    assert look() is first


def test_the_directory_is_read_again_when_something_changed():
    make_service("toilet")
    first = look()

    make_chapter("tienen")

    assert look() is not first
    assert [chapter["slug"] for chapter in look().chapters] == ["tienen"]


@pytest.mark.django_db
def test_within_a_transaction_nothing_is_remembered(db):
    make_service("toilet")
    before = look()

    make_service("water")

    assert (before.snapshot, list(look().choices.services)) == ("", ["toilet", "water"])
