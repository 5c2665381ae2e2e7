"""What the map shows of a view: clusters and single places, few enough for a screen, of any number of places."""

import json
import random
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from merchants.actions import rebuild_open_minutes
from merchants.models import MapCell, Merchant, ServiceOffer, squares
from referrals import mapping
from tests.factories import make_chapter, make_merchant, make_service, make_treat
from tests.factories import number as number_of
from tests.queries import statements
from tests.races import execute

pytestmark = pytest.mark.django_db

GENT = "bbox=3.6,51.0,3.85,51.1&zoom=13"
CLOSE_BY = "bbox=3.715,51.045,3.725,51.055&zoom=17"


@pytest.fixture
def ask(client):
    def features(query=GENT, language="en"):
        with override(language):
            return client.get(f"{reverse('referrals:map-features')}?{query}")

    return features


def make_many(number, *, lat=51.05, lng=3.72, apart=0.02, **fields):
    """So many places around a point, always the same."""
    chance, gent = random.Random(number), make_chapter()  # noqa: S311 - invented places, not secrets
    return Merchant.objects.bulk_create(
        Merchant(
            **{
                "chapter": gent,
                "state": "active",
                "agreed_on": "2026-11-22",
                "name": f"Plek {n}",
                "slug": f"veel-{next(number_of)}",
                **fields,
            },
            lat=lat + chance.uniform(-apart, apart),
            lng=lng + chance.uniform(-apart, apart),
        )
        for n in range(number)
    )


def named(answer):
    return {place["slug"] for place in answer["places"]}


def number_in(answer):
    return len(answer["places"]) + sum(cluster["count"] for cluster in answer["clusters"])


# The story


def test_neighbours_are_told_together_and_who_stands_alone_by_name(ask):
    make_merchant("Naast elkaar", lat=51.0500, lng=3.7200)
    make_merchant("En nog een", lat=51.0502, lng=3.7204)
    make_merchant("Alleen", slug="alleen", lat=51.07, lng=3.75, opening_hours="24/7")

    response = ask()

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json() == {
        "zoom": 13,
        "clusters": [{"lat": 51.0501, "lng": 3.7202, "count": 2}],
        "places": [{"slug": "alleen", "name": "Alleen", "lat": 51.07, "lng": 3.75, "open": True}],
    }


def test_very_near_every_place_is_told_apart(ask):
    make_merchant(slug="links", lat=51.05, lng=3.72)
    make_merchant(slug="rechts", lat=51.05, lng=3.72)

    assert ask(CLOSE_BY).json()["clusters"] == []
    assert named(ask(CLOSE_BY).json()) == {"links", "rechts"}


def test_very_near_a_street_that_is_too_full_is_told_in_clusters(ask, monkeypatch):
    monkeypatch.setattr(mapping, "MOST_ON_A_SCREEN", 30)
    make_many(40, apart=0.001)

    full, wished = ask(CLOSE_BY).json(), ask(f"{CLOSE_BY}&stad=gent").json()

    assert number_in(full) == number_in(wished) == 40
    assert len(full["clusters"]) + len(full["places"]) <= 30
    assert full["zoom"] <= squares.DEEPEST


@pytest.mark.parametrize(("hours", "is_open"), [("24/7", True), ("Mo-Su 00:00-00:01", False), ("", None), ('"op afspraak"', None)])
def test_a_place_alone_says_open_closed_or_ask_first(ask, hours, is_open):
    make_merchant(opening_hours=hours)
    noon = f"{GENT}&open={timezone.localdate() + timedelta(days=1)}T12:00"

    assert [place["open"] for place in ask().json()["places"]] == [is_open]
    assert [place["open"] for place in ask(noon).json()["places"]] == ([] if is_open is False else [is_open])


@pytest.mark.parametrize("zoom", range(6, 19))
def test_wherever_one_looks_a_screen_holds_it_and_nobody_is_lost(ask, zoom):
    toilet = make_service("toilet")
    ServiceOffer.objects.bulk_create(ServiceOffer(merchant=place, service=toilet) for place in make_many(400, apart=0.3))

    for wish in ["", "&dienst=toilet"]:
        answer = ask(f"bbox=2.5,49.5,6.4,51.5&zoom={zoom}{wish}").json()
        assert len(answer["clusters"]) + len(answer["places"]) <= squares.MOST_ON_A_SCREEN
        assert number_in(answer) == 400


def test_the_squares_and_the_places_themselves_tell_the_same(ask):
    make_many(60)

    assert ask().json() == ask(f"{GENT}&stad=gent").json()


# Wishes


def test_wishes_hold_on_the_map_as_in_the_list(ask):
    make_treat(
        merchant=make_merchant(slug="alles", lat=51.02, services=["toilet"], wheelchair="yes", languages=["tr"], quiet_hours="24/7"),
        waiting=1,
    )
    make_merchant(slug="toilet", lat=51.05, services=["toilet"])
    make_merchant(slug="open", lat=51.08, opening_hours="24/7")
    make_merchant(slug="dicht", lat=51.09, lng=3.65, opening_hours="Mo-Su 00:00-00:01")

    later = f"open={timezone.localdate() + timedelta(days=30)}T12:00"
    wishes = ["dienst=toilet", "traktatie=koffie", "traktatie=iets", "rolstoel=1", "rustig=1", "taal=tr", later]
    found = {wish: named(ask(f"{GENT}&{wish}").json()) for wish in wishes}

    assert found == {
        "dienst=toilet": {"alles", "toilet"},
        later: {"alles", "toilet", "open"},
        **dict.fromkeys(["traktatie=koffie", "traktatie=iets", "rolstoel=1", "rustig=1", "taal=tr"], {"alles"}),
    }


@pytest.mark.parametrize("days", [1, 30])
def test_the_map_says_open_where_the_list_says_open_however_far_the_moment(ask, days):
    make_merchant(slug="open", lat=51.05, opening_hours="24/7")
    make_merchant(slug="vraag", lat=51.06)

    told = ask(f"{GENT}&open={timezone.localdate() + timedelta(days=days)}T12:00").json()["places"]

    assert {place["slug"]: place["open"] for place in told} == {"open": True, "vraag": None}


def test_where_one_stands_and_what_one_picked_changes_nothing(ask):
    make_many(5)

    assert ask(f"{GENT}&bij=Nergenshuizen&lat=x&lng=50&pagina=9&plek=veel-1").json() == ask().json()


@pytest.mark.parametrize("wish", ["stad=gent", "open=2030-01-01T12:00"])
def test_with_a_wish_and_more_places_than_are_looked_at_the_map_says_so(ask, monkeypatch, wish):
    monkeypatch.setattr(mapping, "LOOKED_AT", 20)
    monkeypatch.setattr("referrals.finder.LOOKED_AT", 20)
    make_many(21)

    answer = ask(f"{GENT}&{wish}").json()

    assert number_in(answer) == 20
    assert answer["lookedAt"] == 20
    assert answer["note"] == "On the map we looked at 20 places of this view. Come nearer to see all of them."
    assert "note" not in ask(f"{CLOSE_BY}&{wish}").json()
    assert "note" not in ask().json()


# Who is not on the map


@pytest.mark.parametrize("state", ["suggested", "applied", "declined", "closed"])
@pytest.mark.parametrize("query", [GENT, CLOSE_BY, f"{GENT}&stad=gent", f"{CLOSE_BY}&stad=gent"])
def test_who_did_not_say_yes_is_never_on_the_map(ask, state, query):
    make_merchant(state=state, lat=51.05, lng=3.72)

    assert number_in(ask(query).json()) == 0


def test_even_a_square_that_went_astray_names_nobody_who_is_not_listed(ask):
    place = make_merchant(state="applied", lat=51.05, lng=3.72)
    x, y = squares.square_of(51.05, 3.72, 13)
    MapCell.objects.create(zoom=13, x=x, y=y, places=1, lat=51.05, lng=3.72, merchants=place.pk)

    assert ask().json()["places"] == []


# Slips


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Say which part of the map, as bbox=west,south,east,north."),
        ("zoom=12", "Say which part of the map, as bbox=west,south,east,north."),
        ("bbox=3,50,4,51", "Say how near, as zoom= and a number from 0 to 20; “” is none."),
        ("bbox=3,50,4,51&zoom=99", "Say how near, as zoom= and a number from 0 to 20; “99” is none."),
        ("bbox=3,50,4,51&zoom=-1", "Say how near, as zoom= and a number from 0 to 20; “-1” is none."),
        ("bbox=3,50,4,51&zoom=١٢", "Say how near, as zoom= and a number from 0 to 20; “١٢” is none."),
        ("bbox=3,50,4,51&zoom=1e1", "Say how near, as zoom= and a number from 0 to 20; “1e1” is none."),
        ("bbox=nan,nan,nan,nan&zoom=12", "We did not understand “nan,nan,nan,nan”."),
        ("bbox=inf,0,inf,0&zoom=12", "We did not understand “inf,0,inf,0”."),
        ("bbox=4,50,3,51&zoom=12", "We did not understand “4,50,3,51”."),
        ("bbox=a,b,c,d&zoom=12", "We did not understand “a,b,c,d”."),
        ("bbox=٣,٥٠,٤,مرحبا&zoom=12", "We did not understand “٣,٥٠,٤,مرحبا”."),
        ("bbox=0,-90,10,-80&zoom=12", "That part of the map lies too far from Belgium."),
        (f"bbox={'9' * 10_000}&zoom=12", "We did not understand “"),
        (f"bbox=3,50,4,51&zoom={'9' * 10_000}", "Say how near"),
        (f"{GENT}&dienst=koe", "We did not understand “koe”."),
        (f"{GENT}&dienst=%00", ""),
        (f"{GENT}&stad=nergens", "We did not understand “nergens”."),
        (f"{GENT}&open=gisteren", "We did not understand that moment."),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_sentence(ask, query, sentence):
    response = ask(query)

    if sentence:
        assert response.status_code == 400
        assert sentence in response.json()["description"]
    else:
        assert response.status_code == 200


@pytest.mark.parametrize("zoom", [0, 1, 5, 12, 20])
@pytest.mark.parametrize("box", ["-180,-90,180,90", "4,51,4,51", "6.9999,51.9999,7,52"])
def test_the_whole_earth_a_single_point_and_the_edge_are_answered(ask, zoom, box):
    make_merchant(lat=51, lng=4)

    assert ask(f"bbox={box}&zoom={zoom}").status_code == 200


# What it costs


@pytest.mark.parametrize("query", [GENT, f"{GENT}&stad=gent", f"{GENT}&open=nu", f"{GENT}&open=2030-01-01T12:00"])
def test_the_map_asks_the_database_as_often_for_three_places_as_for_three_hundred(ask, query):
    def asked(number, lat):
        make_many(number, lat=lat)
        with statements() as sent:
            assert ask(query).json()["places"]
        return len(sent)

    few = asked(3, 51.02)
    assert asked(300, 51.07) == few <= 3


def test_a_far_view_reads_squares_and_no_list_of_places(ask):
    make_many(4_000, apart=0.2)
    execute("ANALYZE merchants_merchant, merchants_mapcell")

    with statements() as sent:
        answer = ask("bbox=3.4,50.9,4.0,51.2&zoom=12").json()

    # The catalogue is asked by a statement with its parameters beside it, and reads no place.
    plans = [plan for sql in sent if "SELECT snapshot" not in sql for plan in _plans(sql)]
    assert number_in(answer) > 1_000
    assert "map_cell_in_view" in {plan.get("Index Name") for plan in plans}
    assert not [plan for plan in plans if plan["Node Type"] == "Seq Scan" and plan["Relation Name"].startswith("merchants_m")]


def _plans(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        (plan,) = cursor.fetchone()
    waiting = [(json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]]
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", [])
        yield node


def test_the_answer_is_light(ask):
    make_many(1_000, apart=0.1)

    assert len(ask("bbox=3.5,50.9,3.95,51.2&zoom=13").content) < 30_000


def test_a_place_on_a_break_is_shut_on_the_map_too(ask):
    place = make_merchant(opening_hours="24/7")
    place.pauses.create(first_day=timezone.localdate())
    rebuild_open_minutes([place])
    later = timezone.localdate() + timedelta(days=30)

    assert [place["open"] for place in ask().json()["places"]] == [False]
    assert number_in(ask(f"{GENT}&open=nu").json()) == number_in(ask(f"{GENT}&open={later}T12:00").json()) == 0
