"""Whatever stands in an address, a question comes out, and what was left out is told."""

from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.utils.translation import override

from merchants import where
from referrals.directory import Directory
from referrals.reading import read
from referrals.wishes import LONGEST_LIST, City, Near, Wishes

DIRECTORY = Directory(
    snapshot="",
    services=[
        {"id": 1, "slug": "toilet", "icon": "toilet", "name": "toilet", "question": "", "merged_into_id": None},
        {"id": 2, "slug": "water", "icon": "glass-water", "name": "een glas water", "question": "", "merged_into_id": None},
    ],
    treats=[{"id": 1, "slug": "koffie", "icon": "coffee", "name": "koffie", "plural": "koffies", "merged_into_id": None}],
    chapters=[{"id": 7, "slug": "gent", "name": "Gent", "lat": 51.05, "lng": 3.725, "postcodes": [], "neighbourhoods": []}],
)
TOILET, WATER = DIRECTORY.choices.services.values()
[COFFEE] = DIRECTORY.choices.treats.values()
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.fixture(autouse=True)
def one_known_place(monkeypatch):
    gent = where.Where("Gent", 51.05, 3.725, where.Kind.CITY)
    deinze = where.Where("Deinze", 50.99, 3.525, where.Kind.CITY)
    known = {
        "Gent": where.Heard(gent),
        "Deinze": where.Heard(deinze),
        "Gnet": where.Heard(suggestions=(gent,)),
        "Dienze": where.Heard(suggestions=(deinze,)),
    }
    monkeypatch.setattr(where, "hear_each", lambda texts, network: [known.get(text, where.Heard()) for text in texts])


def asked(*pairs):
    with override("en"):
        return read(QueryDict(urlencode(pairs)), directory=DIRECTORY, now=NOW)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], Wishes()),
        ([("bij", "Gent")], Wishes(near=Near(51.05, 3.725, "city Gent", "Gent"))),
        ([("lat", "51.05678"), ("lng", "3.7")], Wishes(near=Near(51.057, 3.7, "your spot on the map"))),
        ([("dienst", "water"), ("dienst", "toilet")], Wishes(services=(TOILET, WATER))),
        ([("dienst", "toilet"), ("dienst", "toilet")], Wishes(services=(TOILET,))),
        ([("traktatie", "koffie")], Wishes(treats=(COFFEE,))),
        ([("traktatie", "iets")], Wishes(anything=True)),
        ([("open", "nu"), ("open", "")], Wishes(moment=NOW, is_now=True)),
        ([("open", "2026-11-24T14:00")], Wishes(moment=NOW)),
        ([("rolstoel", "1"), ("taal", "ar")], Wishes(wheelchair=True, language="ar")),
        ([("rustig", "1")], Wishes(quiet=True)),
        ([("stad", "gent"), ("bbox", "3,50,4,51")], Wishes(chapter=City(7, "gent", "Gent"), box=(3.0, 50.0, 4.0, 51.0))),
        ([("pagina", "3")], Wishes(page=3)),
        ([("plek", "b"), ("plek", "a"), ("plek", "b")], Wishes(picked=("b", "a"))),
        ([("bij", ""), ("lat", ""), ("open", ""), ("taal", ""), ("pagina", ""), ("utm_source", "x")], Wishes()),
    ],
)
def test_what_is_asked_is_understood(pairs, expected):
    wishes = asked(*pairs)

    assert wishes == expected
    assert wishes.notes == []


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([("lat", "nan"), ("lng", "3.7")], "We could not place that point in or around Belgium."),
        ([("lat", "inf"), ("lng", "3.7")], "We could not place that point in or around Belgium."),
        ([("lat", "-75"), ("lng", "0")], "We could not place that point in or around Belgium."),
        ([("lat", "51.05")], "We could not place that point in or around Belgium."),
        ([("lat", "51,05"), ("lng", "3,7")], "We could not place that point in or around Belgium."),
        ([("dienst", "koe"), ("dienst", "مرحاض")], "We did not understand “koe, مرحاض”."),
        ([("traktatie", "';DROP TABLE--")], "We did not understand “';DROP TABLE--”."),
        ([("rolstoel", "misschien")], "We did not understand “misschien”."),
        ([("rolstoel", "ja"), ("rustig", "ja")], "We did not understand “ja”."),
        ([("taal", "klingon")], "We did not understand “klingon”."),
        ([("rustig", "stil")], "We did not understand “stil”."),
        ([("stad", "atlantis")], "We did not understand “atlantis”."),
        ([("bbox", "1,2,3")], "We did not understand “1,2,3”."),
        ([("rollstoel", "1"), ("limit", "5")], "We did not understand “rollstoel, limit”."),
        ([("pagina", "-1")], "There is no page “-1”. This is the first one."),
        ([("pagina", "abc")], "There is no page “abc”. This is the first one."),
        ([("pagina", "٣")], "There is no page “٣”. This is the first one."),
        ([("pagina", "99999")], "There is no page “99999”. This is the first one."),
        ([("open", "31 februari")], "We did not understand that moment. Pick a day and an hour, for example 2026-11-24T14:00."),
        ([("open", "2026-02-31T10:00")], "We did not understand that moment. Pick a day and an hour, for example 2026-11-24T14:00."),
        ([("dienst", "x" * 10_000)], f"We did not understand “{'x' * 59}…”."),
    ],
)
def test_what_is_not_understood_is_left_out_and_told(pairs, sentence):
    wishes = asked(*pairs)

    assert wishes == Wishes()
    assert [*wishes.strange, *wishes.notes] == [sentence]


def test_an_unknown_place_is_kept_apart_for_its_suggestions():
    wishes = asked(("bij", "Gnet\0"))

    with override("en"):
        assert (wishes.near, wishes.unknown_place, wishes.left_out) == (None, "Gnet", ["We do not know a place called “Gnet”."])


@pytest.mark.parametrize(
    ("pairs", "expected", "note"),
    [
        (
            [("open", "nu"), ("open", "2026-11-24T14:00")],
            Wishes(moment=NOW),
            "You chose more than one moment. We took the day and hour you picked.",
        ),
        (
            [("taal", "fr"), ("taal", "ar")],
            Wishes(language="ar"),
            "“taal” stands in the address more than once. We took the last one.",
        ),
        (
            [("bij", "Gent"), ("lat", "50.85"), ("lng", "4.35")],
            Wishes(near=Near(51.05, 3.725, "city Gent", "Gent")),
            "You named a place as well as a point on the map. We looked near the place.",
        ),
        (
            [("plek", f"p{n}") for n in range(20)],
            Wishes(picked=tuple(f"p{n}" for n in range(LONGEST_LIST))),
            "A list holds twelve places. We kept the first twelve.",
        ),
    ],
)
def test_one_of_two_answers_is_taken_and_told(pairs, expected, note):
    wishes = asked(*pairs)

    assert wishes == expected
    assert wishes.notes == [note]


def test_a_question_is_written_back_as_it_was_understood():
    wishes = asked(
        ("plek", "b"), ("taal", "fr"), ("rolstoel", "1"), ("open", "2026-11-24T14:00"), ("traktatie", "iets"), ("traktatie", "koffie"),
        ("dienst", "water"), ("dienst", "koe"), ("bij", "Gent"), ("pagina", "2"),
    )  # fmt: skip

    assert wishes.query == "?bij=Gent&dienst=water&traktatie=koffie&traktatie=iets&open=2026-11-24T14%3A00&rolstoel=1&taal=fr&plek=b"
    assert wishes.query_of_page == wishes.query + "&pagina=2"


def test_each_wish_can_be_taken_off_alone():
    wishes = asked(("lat", "51.05"), ("lng", "3.7"), ("dienst", "toilet"), ("dienst", "water"), ("open", "nu"))

    with override("en"):
        left = {wish.words: wish.without.query for wish in wishes.each()}

    assert left == {
        "toilet": "?lat=51.050&lng=3.700&dienst=water&open=nu",
        "een glas water": "?lat=51.050&lng=3.700&dienst=toilet&open=nu",
        "open now": "?lat=51.050&lng=3.700&dienst=toilet&dienst=water",
    }


def test_a_place_goes_on_the_list_and_off_again():
    wishes = asked(("dienst", "toilet"), ("plek", "a"), ("pagina", "2"))

    assert wishes.toggled("b").query_of_page == "?dienst=toilet&plek=a&plek=b&pagina=2"
    assert wishes.toggled("a").query_of_page == "?dienst=toilet&pagina=2"
