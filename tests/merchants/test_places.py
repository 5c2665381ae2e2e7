from datetime import date, datetime, timedelta
from threading import Event
from time import sleep

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from merchants.actions import change_place, marks, rebuild_all_open_minutes, rebuild_open_minutes
from merchants.fields import EPOCH, SQUEEZE
from merchants.hours import BRUSSELS, State
from merchants.keys import broke, fresh_token, read_key
from merchants.models import Merchant, MerchantPerson, OfferMinutes, OpenMinutes, Pause, ServiceOffer
from tests.factories import GENT, make_chapter, make_merchant, make_neighbourhood, make_service, make_user
from tests.minutes import state_in_sql
from tests.races import at_once

MONDAY = date(2026, 11, 23)


def at(hour, day=MONDAY):
    return datetime(day.year, day.month, day.day, hour, tzinfo=BRUSSELS)


# What the database keeps


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("merchant_said_yes", {"agreed_on": None, "charter_accepted_on": None}),
        ("merchant_on_earth", {"lat": 91.0}),
        ("merchant_on_earth", {"lng": -181.0}),
        ("merchant_on_earth", {"lat": float("nan")}),
        ("merchants_merchant_slug_key", {"slug": "krook"}),
        ("merchant_imported_once", {"source": "gent", "source_id": "7"}),
    ],
)
def test_merchant_refuses(db, rule, fields):
    make_merchant(slug="krook", source="gent", source_id="7")

    with pytest.raises(IntegrityError) as refused:
        make_merchant(**fields)

    assert broke(refused.value, rule)


def test_merchant_without_a_number_at_a_source_may_come_often(db):
    make_merchant(source="paper")
    make_merchant(source="paper")

    assert Merchant.objects.count() == 2


def test_merchant_that_said_yes_to_the_charter_may_be_on_the_map(db):
    assert make_merchant(agreed_on=None, charter_accepted_on=MONDAY).is_listed


# Named sets


def test_sets_of_places(db):
    states = {state: make_merchant(state=state) for state in Merchant.State}

    assert list(Merchant.objects.listed()) == [states["active"]]
    assert set(Merchant.objects.shown()) == {states["active"], states["closed"], states["left"]}


def test_run_by_gives_ones_own_places_while_they_take_part(db):
    lut = make_user()
    mine = make_merchant(people=[lut])
    MerchantPerson.objects.create(merchant=make_merchant(state="closed"), user=lut)
    make_merchant(people=[make_user()])

    assert list(Merchant.objects.run_by(lut)) == [mine]


def test_nearest_comes_first(db):
    far, near = make_merchant(lat=51.2), make_merchant(lat=51.06)

    assert list(Merchant.objects.nearest(51.05, 3.72)) == [near, far]


def test_nearest_uses_its_index(db):
    with connection.cursor() as cursor:
        # With a handful of rows reading and sorting all of them is as quick; what other tests left in the statistics plays along.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    plan = Merchant.objects.listed().nearest(**GENT)[:20].explain()

    assert "merchant_near" in plan


# Hours


@pytest.mark.parametrize(
    ("hours", "hour", "state"),
    [
        ("Mo-Fr 09:00-18:00", 10, State.OPEN),
        ("Mo-Fr 09:00-18:00", 8, State.CLOSED),
        ("Mo-Fr 09:00-18:00", 18, State.CLOSED),
        ('Mo 09:00-18:00 "op afspraak"', 10, State.ASK),
        ("", 10, State.ASK),
        ("whenever we like", 10, State.ASK),
    ],
)
def test_hours_in_the_database_say_what_the_string_says(db, hours, hour, state):
    merchant = make_merchant(opening_hours=hours, checked_on=MONDAY)
    rebuild_open_minutes([merchant], MONDAY)

    assert merchant.hours_at(at(hour)).state == state
    assert state_in_sql(at(hour)) == state


@pytest.mark.parametrize(
    ("checked_on", "state"),
    [
        (MONDAY, State.OPEN),
        (MONDAY - timedelta(days=365), State.OPEN),
        (MONDAY - timedelta(days=366), State.ASK),
        (None, State.ASK),
    ],
)
def test_hours_nobody_checked_for_a_year_say_ask_first(db, checked_on, state):
    merchant = make_merchant(opening_hours="24/7", checked_on=checked_on)
    rebuild_open_minutes([merchant], MONDAY)

    assert merchant.hours_at(at(10)).state == state
    assert state_in_sql(at(10)) == state


def test_hours_that_go_stale_within_the_window_say_ask_first_from_that_day(db):
    merchant = make_merchant(opening_hours="24/7", checked_on=MONDAY - timedelta(days=363))
    rebuild_open_minutes([merchant], MONDAY)

    assert [state_in_sql(at(10, MONDAY + timedelta(days=days))) for days in range(4)] == [*[State.OPEN] * 3, State.ASK]


@pytest.mark.parametrize("row", ["missing", "old"])
def test_place_whose_hours_were_not_worked_out_is_never_open(db, row):
    merchant = make_merchant(opening_hours="24/7")
    OpenMinutes.objects.all().delete()
    if row == "old":
        rebuild_open_minutes([merchant], timezone.localdate() - timedelta(days=15))

    assert state_in_sql(timezone.now()) == State.ASK


def test_hours_are_worked_out_again_every_night(db, capsys):
    make_merchant(opening_hours="24/7", state="suggested", agreed_on=None)
    merchant = make_merchant(opening_hours="24/7")
    OpenMinutes.objects.all().delete()

    call_command("keep_hours")

    assert capsys.readouterr().out == "worked out the hours of 1 places\n"
    assert OpenMinutes.objects.get().merchant == merchant
    assert state_in_sql(timezone.now()) == State.OPEN


def test_a_break_closes_the_place_up_to_and_including_its_last_day(db):
    merchant = make_merchant(opening_hours="24/7", checked_on=MONDAY)
    Pause.objects.create(merchant=merchant, first_day=MONDAY + timedelta(1), last_day=MONDAY + timedelta(2))
    rebuild_open_minutes([merchant], MONDAY)

    assert [state_in_sql(at(12, MONDAY + timedelta(days=n))) for n in range(4)] == [State.OPEN, State.CLOSED, State.CLOSED, State.OPEN]


def test_a_break_without_a_last_day_lasts(db):
    merchant = make_merchant(opening_hours="24/7", checked_on=MONDAY)
    Pause.objects.create(merchant=merchant, first_day=MONDAY - timedelta(9))
    rebuild_open_minutes([merchant], MONDAY)

    assert state_in_sql(at(12, MONDAY + timedelta(days=13))) == State.CLOSED


def test_a_service_with_hours_of_its_own_has_minutes_of_its_own(db):
    merchant = make_merchant(services=["toilet", "water"], opening_hours="24/7", checked_on=MONDAY)
    merchant.offers.filter(service__slug="toilet").update(opening_hours="Mo-Su 09:00-18:00")
    rebuild_open_minutes([merchant], MONDAY)

    own = OfferMinutes.objects.get()
    start = (MONDAY - EPOCH).days * 1440
    assert own.offer.service.slug == "toilet"
    assert own.open[0] == (start + 9 * 60, start + 18 * 60)

    merchant.offers.update(opening_hours="")
    rebuild_open_minutes([merchant], MONDAY)

    assert not OfferMinutes.objects.exists()


def test_dates_that_are_over_leave_the_hours_unless_a_source_wrote_them(db):
    text = "Mo-Fr 09:00-18:00; 2026 Nov 21 off; 2026 Nov 22 off"
    typed, imported = make_merchant(), make_merchant(imported={"opening_hours": text})
    Merchant.objects.update(opening_hours=text)

    rebuild_all_open_minutes(MONDAY)

    typed.refresh_from_db(), imported.refresh_from_db()
    assert typed.opening_hours == "Mo-Fr 09:00-18:00; 2026 Nov 22 off"
    assert imported.opening_hours == text


def test_hours_of_many_places_cost_as_many_queries_as_of_one(db, django_assert_num_queries):
    make_merchant(), make_merchant(), make_merchant()

    with django_assert_num_queries(8):
        rebuild_all_open_minutes()


@pytest.mark.django_db(transaction=True)
def test_hours_saved_while_the_night_works_are_not_overwritten_with_what_they_were():
    merchant = make_merchant(opening_hours="")
    written = Event()

    def save():
        with transaction.atomic():
            change_place(merchant=merchant, seen=marks(merchant), wanted={"opening_hours": "24/7"})
            written.set()
            sleep(0.3)

    def work_at_night():
        written.wait(10)
        return rebuild_all_open_minutes()

    assert at_once(save, work_at_night) == [None, 1]
    assert state_in_sql(timezone.now()) == State.OPEN


# Where its services stand


def spots():
    """Where each service stands, as the finder's index has it."""
    return dict(ServiceOffer.objects.values_list("service__slug", "point"))


def test_a_service_stands_with_its_place_while_that_is_listed(db):
    merchant = make_merchant(services=["water"], lat=51.0, lng=4.0)
    assert spots() == {"water": f"({4 * SQUEEZE:.4f},51)"}

    Merchant.objects.update(lat=51.5)
    assert spots() == {"water": f"({4 * SQUEEZE:.4f},51.5)"}

    Merchant.objects.update(state=Merchant.State.CLOSED)
    assert spots() == {"water": None}

    Merchant.objects.update(state=Merchant.State.ACTIVE)
    merchant.offers.update(note="with bubbles")
    assert spots() == {"water": f"({4 * SQUEEZE:.4f},51.5)"}


def test_a_service_that_is_saved_with_an_old_spot_still_stands_with_its_place(db):
    merchant = make_merchant(services=["water"], lat=51.0, lng=4.0)
    offer = merchant.offers.get()
    Merchant.objects.update(lat=51.5)

    offer.save()

    assert spots() == {"water": f"({4 * SQUEEZE:.4f},51.5)"}


@pytest.mark.django_db(transaction=True)
def test_a_service_added_while_its_place_is_welcomed_is_found():
    merchant, service = make_merchant(state=Merchant.State.APPLIED), make_service("water")
    added = Event()

    def add():
        with transaction.atomic():
            ServiceOffer.objects.create(merchant=merchant, service=service)
            added.set()
            sleep(0.3)

    def welcome():
        added.wait(10)
        Merchant.objects.update(state=Merchant.State.ACTIVE)

    at_once(add, welcome)

    assert spots()["water"] is not None


# Small questions


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"street": "Graslei 1", "postcode": "9000", "town": "Gent"}, "Graslei 1, 9000 Gent"),
        ({"postcode": "9000", "town": "Gent"}, "9000 Gent"),
        ({"street": "Graslei 1"}, "Graslei 1"),
        ({}, ""),
    ],
)
def test_address_is_one_line(fields, words):
    assert Merchant(**fields).address == words


def test_keys_are_read_or_refused():
    assert str(read_key("9f0e8a7c-5d1b-4c3a-8f6e-2b7d9c1a0e4f")) == "9f0e8a7c-5d1b-4c3a-8f6e-2b7d9c1a0e4f"
    assert [read_key(text) for text in ["", "abc", None, "9" * 10_000, "\0"]] == [None] * 5
    assert len({fresh_token() for _ in range(100)}) == 100


def test_neighbourhood_name_returns_in_another_city(db):
    make_neighbourhood(chapter=make_chapter("gent"))
    make_neighbourhood(chapter=make_chapter("brussel"))

    with pytest.raises(IntegrityError) as refused:
        make_neighbourhood(chapter=make_chapter("gent"))

    assert broke(refused.value, "neighbourhood_once_per_chapter")
