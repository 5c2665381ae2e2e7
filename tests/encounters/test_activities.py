"""A city plans, moves, cancels and counts: who hears of it, and what the database never lets be."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from encounters import actions
from encounters.models import Activity
from encounters.moments import Every, NoSuchHour, stretch
from merchants.hours.moments import on_the_clock
from merchants.models import Letter, Merchant
from tests.factories import make_activity, make_merchant, make_sign_up, make_team_member
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db
LAST_WEEK = datetime(2026, 11, 20, 11, tzinfo=UTC)


def planned(gent, day=date(2026, 12, 8), begins=time(14), ends=time(16), **fields):
    begins_at, ends_at = stretch(day, begins, ends)
    fields = {"kind": "meal", "state": "published", "title_nl": "Samen soep", "elsewhere": "Buurthuis"} | fields
    return Activity(chapter=gent, begins_at=begins_at, ends_at=ends_at, **fields)


def letters():
    return {to: subject for to, subject in Letter.objects.values_list("to", "subject")}


def clocks(rows):
    return [f"{on_the_clock(row.begins_at):%Y-%m-%d %H:%M}" for row in rows]


# Planning


def test_a_series_keeps_its_clock_across_the_jump_of_spring(gent, tuesday):
    rows = actions.plan(activity=planned(gent, day=date(2027, 3, 21)), every=Every.WEEK, times=3)

    assert clocks(rows) == ["2027-03-21 14:00", "2027-03-28 14:00", "2027-04-04 14:00"]
    assert [row.begins_at.astimezone(UTC).hour for row in rows] == [13, 12, 12]
    assert [row.slug for row in rows] == ["samen-soep", "samen-soep-2", "samen-soep-3"]
    assert len({row.series for row in rows}) == 1


def test_a_series_that_would_fall_into_the_jump_plans_nothing(gent, tuesday):
    with pytest.raises(NoSuchHour):
        actions.plan(activity=planned(gent, day=date(2027, 3, 21), begins=time(2, 30), ends=time(4)), every=Every.WEEK, times=2)

    assert not Activity.objects.exists()


def test_what_is_planned_once_is_no_series(gent, tuesday):
    (row,) = actions.plan(activity=planned(gent))

    assert (row.series, row.slug, row.sequence) == (None, "samen-soep", 0)


def test_the_place_hears_of_all_days_in_one_letter(gent, krook, tuesday):
    actions.plan(activity=planned(gent, merchant=krook, elsewhere=""), every=Every.WEEK, times=2)

    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == ("lut@example.org", "Gepland bij De Krook: Samen soep")
    assert "8 december 2026, 14:00–16:00" in letter.body
    assert "15 december 2026, 14:00–16:00" in letter.body
    assert "/agenda/gent/samen-soep/" in letter.body


def test_of_a_draft_nobody_hears_until_it_is_published(gent, krook, tuesday):
    (row,) = actions.plan(activity=planned(gent, merchant=krook, elsewhere="", state="draft"))
    assert letters() == {}

    actions.change(activity=row, changes={"state": "published"})

    assert letters() == {"lut@example.org": "Gepland bij De Krook: Samen soep"}


# Moving


@pytest.fixture
def walk(gent, krook, tuesday):
    """Three Tuesdays at De Krook, hosted by Nadia; the letters of the beginning are gone."""
    rows = actions.plan(activity=planned(gent, merchant=krook, elsewhere="", title_nl="Wandeling"), every=Every.WEEK, times=3)
    nadia = make_team_member("volunteer", chapter=gent, email="nadia@example.org").roles.get()
    for row in rows:
        row.team_hosts.add(nadia)
    Letter.objects.all().delete()
    return rows


def test_moving_one_reaches_team_hosts_and_place_and_leaves_the_others(walk):
    begins_at, ends_at = stretch(date(2026, 12, 9), time(10), time(11))

    actions.change(activity=walk[0], changes={"begins_at": begins_at, "ends_at": ends_at})

    assert clocks(Activity.objects.all()) == ["2026-12-09 10:00", "2026-12-15 14:00", "2026-12-22 14:00"]
    assert letters() == {
        "team@gent.example": "Verplaatst: Wandeling",
        "nadia@example.org": "Verplaatst: Wandeling",
        "lut@example.org": "Verplaatst, bij De Krook: Wandeling",
    }
    assert list(Activity.objects.values_list("sequence", flat=True)) == [1, 0, 0]


def test_moving_one_and_those_after_it_leaves_those_before(walk):
    begins_at, ends_at = stretch(date(2026, 12, 16), time(22), time(1))

    actions.change(activity=walk[1], changes={"begins_at": begins_at, "ends_at": ends_at}, following=True)

    assert clocks(Activity.objects.all()) == ["2026-12-08 14:00", "2026-12-16 22:00", "2026-12-23 22:00"]
    assert {row.ends_at - row.begins_at for row in Activity.objects.all()[1:]} == {timedelta(hours=3)}


def test_a_new_title_for_all_days_moves_none_and_writes_nobody(walk):
    actions.change(activity=walk[0], changes={"title_nl": "Warme wandeling"}, following=True)

    assert set(Activity.objects.values_list("title", flat=True)) == {"Warme wandeling"}
    assert clocks(Activity.objects.all()) == ["2026-12-08 14:00", "2026-12-15 14:00", "2026-12-22 14:00"]
    assert letters() == {}


def test_at_another_place_both_places_hear_of_it(walk, gent):
    bar = make_merchant("Bar", chapter=gent, contact_email="bar@example.org")

    actions.change(activity=walk[0], changes={"merchant": bar})

    told = letters()
    assert told["lut@example.org"] == "Niet meer bij De Krook: Wandeling"
    assert told["bar@example.org"] == "Gepland bij Bar: Wandeling"
    assert told["nadia@example.org"] == "Verplaatst: Wandeling"


# Cancelling


def test_cancelling_reaches_team_hosts_and_place_with_the_word_about_it(walk):
    actions.cancel(activity=walk[0], words="Het regent die dag.")

    assert letters() == {
        "team@gent.example": "Gaat niet door: Wandeling",
        "nadia@example.org": "Gaat niet door: Wandeling",
        "lut@example.org": "Gaat niet door bij De Krook: Wandeling",
    }
    assert all("Het regent die dag." in body for body in Letter.objects.values_list("body", flat=True))
    assert [row.is_cancelled for row in Activity.objects.all()] == [True, False, False]


def test_cancelling_the_rest_of_a_series_is_one_letter_each(walk):
    rows = actions.cancel(activity=walk[1], following=True)

    assert [row.is_cancelled for row in Activity.objects.all()] == [False, True, True]
    assert len(rows) == 2
    assert Letter.objects.count() == 3
    assert "22 december" in Letter.objects.get(to="nadia@example.org").body


def test_what_was_cancelled_changes_no_more(walk):
    actions.cancel(activity=walk[0])

    for change in (lambda: actions.cancel(activity=walk[0]), lambda: actions.change(activity=walk[0], changes={"title_nl": "Toch"})):
        with pytest.raises(actions.AlreadyCancelled):
            change()


# Counting


def test_chairs_are_counted_afterwards_and_corrected_within_the_month(gent):
    soup = make_activity(chapter=gent, begins_at=LAST_WEEK)

    actions.count_chairs(activity=soup, number=12, today=date(2026, 11, 21))
    actions.count_chairs(activity=soup, number=14, today=date(2026, 11, 30))
    with pytest.raises(actions.CountedBefore):
        actions.count_chairs(activity=soup, number=99, today=date(2026, 12, 1))

    assert Activity.objects.values_list("headcount", "counted_on").get() == (14, date(2026, 11, 30))


def test_nobody_counts_before_it_is_over(gent):
    with pytest.raises(actions.NotOver):
        actions.count_chairs(activity=make_activity(chapter=gent), number=5)


def test_what_is_over_waits_for_its_number_two_months_at_most(gent):
    now, hour = timezone.now(), timedelta(hours=3)
    waits = make_activity(chapter=gent, begins_at=now - hour)
    make_activity(chapter=gent, begins_at=now - hour, headcount=0)
    make_activity(chapter=gent, begins_at=now - hour, state="draft")
    make_activity(chapter=gent, begins_at=now - hour, cancelled_on=timezone.localdate())
    make_activity(chapter=gent, begins_at=now - timedelta(70))
    make_activity(chapter=gent)

    assert list(Activity.objects.to_count(now)) == [waits]


# Where it is


def test_a_place_that_closed_leads_to_the_one_that_took_its_place(gent, krook):
    bar = make_merchant("Bar", chapter=gent, wheelchair="yes")
    soup = make_activity(chapter=gent, merchant=krook)
    Merchant.objects.filter(pk=krook.pk).update(state="closed", leads_to=bar)

    soup = Activity.objects.get(pk=soup.pk)

    assert (soup.place, soup.where, soup.is_easy) == (bar, "Bar", True)


def test_what_it_says_of_a_wheelchair_goes_before_what_the_place_says(gent):
    easy = make_merchant(chapter=gent, wheelchair="yes")

    assert make_activity(chapter=gent, merchant=easy).is_easy
    assert not make_activity(chapter=gent, merchant=easy, wheelchair="no").is_easy
    assert make_activity(chapter=gent).access == ""


# What the database keeps


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("activity_ends_after_it_begins", {"lasts": timedelta(0)}),
        ("activity_twelve_hours_at_most", {"lasts": timedelta(hours=12, minutes=1)}),
        ("activity_counted_on_a_day", {"begins_at": LAST_WEEK, "headcount": 5, "counted_on": None}),
        ("activity_counted_on_a_day", {"begins_at": LAST_WEEK, "headcount": 1000}),
        ("activity_counted_afterwards", {"headcount": 5}),
        ("activity_cancelled_is_not_counted", {"begins_at": LAST_WEEK, "headcount": 5, "cancelled_on": date(2026, 11, 19)}),
        ("activity_word_only_when_cancelled", {"why_cancelled": "Regen."}),
    ],
)
def test_what_must_never_be_is_refused(gent, rule, fields):
    with refused_by(rule):
        make_activity(chapter=gent, **fields)


def test_two_of_one_city_never_have_one_address(gent):
    make_activity(chapter=gent, slug="soep")

    with refused_by("activity_address_once"):
        make_activity(chapter=gent, slug="soep")


@pytest.mark.parametrize(
    ("rule", "sign"),
    [
        ("sign_or_word", {"colour": "", "animal": "", "word": ""}),
        ("sign_or_word", {"colour": "red", "animal": "", "word": ""}),
        ("sign_or_word", {"word": "roos", "colour": "red", "animal": "cat"}),
        ("sign_up_one_to_four", {"number": 5}),
        ("sign_up_one_to_four", {"number": 0}),
    ],
)
def test_a_sign_is_a_colour_and_an_animal_or_a_word(gent, rule, sign):
    with refused_by(rule):
        make_sign_up(make_activity(chapter=gent), **sign)
