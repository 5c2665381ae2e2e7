"""PostgreSQL plans the finder's statement once; what it answers is as fresh as before."""

import pytest
from django.db import DataError, connection

from merchants import planned
from referrals.wishes import Near
from tests.factories import make_merchant, make_service
from tests.queries import statements
from tests.referrals.asking import chosen, find, names

pytestmark = pytest.mark.django_db


def prepared():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(sum(generic_plans), 0) FROM pg_prepared_statements WHERE statement LIKE '%WITH looked%'")
        return cursor.fetchone()


@pytest.fixture(autouse=True)
def nothing_prepared(db):
    with planned.cursor() as cursor:
        cursor.connection._prepared.clear()
        cursor.execute("DEALLOCATE ALL")


def test_a_question_asked_often_is_planned_once():
    for number in range(12):
        find(near=Near(51.0 + number / 100, 3.72, "there"))

    statements, generic = prepared()
    assert statements == 1
    assert generic > 0


def test_another_spot_is_the_same_statement_and_another_service_is_not():
    make_service("toilet")
    make_service("water")
    for slug in ["toilet", "water"] * 5:
        find(services=chosen(slug))

    assert prepared()[0] == 2


def test_what_changes_is_seen_by_a_statement_that_was_planned_before():
    make_merchant("Krook")
    for _ in range(10):
        assert names(find().fitting) == ["Krook"]

    make_merchant("De Bib")

    assert sorted(names(find().fitting)) == ["De Bib", "Krook"]


def test_no_connection_keeps_more_plans_than_fit(monkeypatch):
    monkeypatch.setattr(planned, "MOST", 3)
    for number in range(20):
        for _ in range(4):
            find(page=number + 1)

    assert prepared()[0] <= 3


def test_what_was_asked_by_the_name_of_a_plan_is_told_in_full():
    for _ in range(10):
        with statements() as sent:
            find()

        assert ["WITH looked" in each for each in sent] == [False, True]


def test_an_error_is_djangos_own():
    with pytest.raises(DataError), planned.cursor() as cursor:
        cursor.execute("SELECT 1 / %(nothing)s::int", {"nothing": 0})
