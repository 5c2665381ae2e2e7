"""When a place was last checked and by whom: written down by whoever looks, and said in words."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from merchants import actions
from merchants.importing import import_places
from merchants.models import Merchant
from merchants.templatetags.places import checked
from tests.factories import make_chapter, make_merchant, make_team_member
from tests.logins import come_in
from tests.team import address, typed

SAMPLES = Path(__file__).parent.parent / "data"
TODAY = date(2026, 11, 26)


def signed(merchant):
    merchant.refresh_from_db()
    return merchant.checked_on, merchant.checked_by


# Who looks


def test_a_place_that_applies_was_checked_by_itself(db):
    details = {"chapter": make_chapter(), "name": "Krook", "lat": 51.05, "lng": 3.72}

    assert signed(actions.apply(key=uuid4(), services=[], today=TODAY, **details)) == (TODAY, "place")


def test_a_place_that_changes_its_page_was_checked_by_itself(db):
    place = make_merchant(checked_on=None, checked_by="team")

    actions.change_place(merchant=place, seen=actions.marks(place), wanted={"phone": "09 1"}, today=TODAY)

    assert signed(place) == (TODAY, "place")


def test_a_place_of_the_list_was_checked_by_the_team(db):
    place = make_merchant(checked_on=None, checked_by="place")

    actions.check_today([place])

    assert signed(place) == (timezone.localdate(), "team")


@pytest.mark.parametrize(("before", "after"), [((None, ""), (TODAY, "team")), ((date(2026, 11, 1), "place"), (date(2026, 11, 1), "place"))])
def test_whoever_welcomes_a_place_has_checked_it_where_nobody_did_before(db, before, after):
    place = make_merchant(state="applied", checked_on=before[0], checked_by=before[1])

    actions.approve(merchant=place, today=TODAY)

    assert signed(place) == after


def test_a_list_the_network_agreed_on_has_checked_its_places(db):
    import_places(path=SAMPLES / "own_list.csv", chapter=make_chapter(), agreed_on=date(2026, 11, 22))

    assert set(Merchant.objects.values_list("checked_on", "checked_by")) == {(date(2026, 11, 22), "list")}


def test_a_list_older_than_the_last_look_signs_nothing(db):
    gent = make_chapter()
    import_places(path=SAMPLES / "own_list.csv", chapter=gent, agreed_on=date(2026, 11, 22))
    Merchant.objects.update(checked_on=TODAY, checked_by="team")

    import_places(path=SAMPLES / "own_list.csv", chapter=gent, agreed_on=date(2026, 11, 22))

    assert set(Merchant.objects.values_list("checked_on", "checked_by")) == {(TODAY, "team")}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"checked_on": "2026-11-20"}, (date(2026, 11, 20), "team")),
        ({"checked_on": "2026-11-20", "checked_by": "list"}, (date(2026, 11, 20), "list")),
        ({"opening_hours": "Mo-Fr 09:00-18:00"}, (timezone.localdate(), "team")),
        ({"checked_on": ""}, (None, "")),
        ({"phone": "09 123 45 67"}, (TODAY, "place")),
    ],
    ids=["day", "day and whose", "hours", "no day", "something else"],
)
def test_the_team_signs_the_day_it_fills_in(client, db, changes, expected):
    come_in(client, make_team_member())
    place = make_merchant(checked_on=TODAY, checked_by="place")

    client.post(address(place), typed(place, **changes))

    assert signed(place) == expected


# In words


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("place", "Nagekeken in maart 2026 door de plek zelf."),
        ("team", "Nagekeken in maart 2026 door het lokale team."),
        ("list", "Nagekeken in maart 2026, uit de lijst van het netwerk zelf."),
        ("", "Nagekeken in maart 2026."),
    ],
)
def test_it_is_said_by_whom(by, words):
    assert checked(Merchant(checked_on=date(2026, 3, 12), checked_by=by), TODAY) == words


def test_after_a_year_and_before_the_first_look_one_had_better_ask():
    year = timedelta(365)

    assert checked(Merchant(checked_on=TODAY - year, checked_by="team"), TODAY) == "Nagekeken in november 2025 door het lokale team."
    long_ago = checked(Merchant(checked_on=TODAY - year - timedelta(1), checked_by="team"), TODAY)
    assert long_ago == "Sinds november 2025 keek hier niemand meer, dus vraag het even eerst."
    assert checked(Merchant(), TODAY) == "Hier keek nog niemand van het netwerk, dus vraag het even eerst."


def test_it_is_said_in_the_readers_language():
    with translation.override("fr"):
        assert checked(Merchant(checked_on=date(2026, 3, 12), checked_by="team"), TODAY) == "Vérifié en mars 2026 par l’équipe locale."


def test_the_list_somebody_prints_says_it_too(client, db):
    make_merchant(slug="krook", checked_by="team")

    assert "door het lokale team" in client.get("/lijstje/?plek=krook").text
