"""Somebody called: three letters, the place, one button."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from merchants.actions import marks
from merchants.models import Merchant
from tests.factories import make_chapter, make_kind, make_merchant, make_team_member, make_treat
from tests.logins import come_in
from tests.pages import form_of, words_of
from tests.queries import statements
from tests.team import address
from vouchers.models import Movement

pytestmark = [pytest.mark.django_db, pytest.mark.page]
CALLED = "/beheer/gebeld/"


@pytest.fixture
def lantern(gent):
    return make_merchant("De Lantaarn", chapter=gent, contact_name="Aylin", opening_hours="Mo-Fr 08:00-17:00")


@pytest.fixture
def team(client, gent):
    return come_in(client, make_team_member("volunteer", chapter=gent))


def look_up(team, text):
    return words_of(team.get(CALLED, {"wie": text}))


def page_of(place):
    return f"{CALLED}{place.pk}/"


def tap(team, place, what, **typed):
    return team.post(page_of(place), {"what": what, **typed}, follow=True)


# The story


@pytest.mark.parametrize("text", ["lan", "LANTAARN", " de  lan ", "ayl"])
def test_three_letters_of_a_place_or_of_whom_one_knows_there_find_it(team, lantern, text):
    page = team.get(CALLED, {"wie": text}).text

    assert "De Lantaarn" in page
    assert page_of(lantern) in page


def test_from_the_page_of_a_place_a_volunteer_comes_there_too_and_ends_nothing(team, lantern):
    page = team.get(address(lantern)).text

    assert f'href="{page_of(lantern)}"' in page
    assert "/sluiten/" not in page and "/samenvoegen/" not in page


def test_counts_told_by_phone_stand_on_the_board(team, lantern):
    coffee, soup = make_treat(merchant=lantern, waiting=2), make_treat(merchant=lantern, kind="soep", waiting=1)

    page = tap(team, lantern, "count", **{"hangt-key": uuid4(), f"hangt-{coffee.pk}": "5", f"hangt-{soup.pk}": ""})

    assert "Geteld: 5 " in words_of(page)
    assert (coffee.movements.filter(kind="recount").count(), soup.movements.filter(kind="recount").count()) == (1, 0)
    coffee.refresh_from_db()
    assert coffee.waiting == 5


def test_a_kind_keeps_its_own_capitals(team, lantern):
    make_kind("waterzooi", name="kom Gentse waterzooi", name_nl="kom Gentse waterzooi")
    make_treat(merchant=lantern, kind="waterzooi", waiting=1)

    assert "Kom Gentse waterzooi" in words_of(team.get(page_of(lantern)))


def test_what_was_not_touched_is_not_counted_also_when_it_changed_meanwhile(team, lantern):
    coffee = make_treat(merchant=lantern, waiting=2)
    shown = form_of(team.get(page_of(lantern)))
    Movement.objects.create(treat=coffee, kind="counter", delta=1, key=uuid4())

    tap(team, lantern, "count", **{name: values[0] for name, values in shown.items() if name.startswith(("hangt", "initial-hangt"))})

    coffee.refresh_from_db()
    assert coffee.waiting == 3


def test_a_count_that_is_sent_twice_is_one_movement(team, lantern):
    coffee, key = make_treat(merchant=lantern, waiting=2), uuid4()

    for _ in range(2):
        tap(team, lantern, "count", **{"hangt-key": key, f"hangt-{coffee.pk}": "5"})

    assert Movement.objects.filter(kind="recount").count() == 1


@pytest.mark.parametrize(("until", "days"), [("today", 0), ("word", None)])
def test_a_break_and_the_way_back(team, lantern, until, days):
    today = timezone.localdate()

    tap(team, lantern, "rest", until=until)

    pause = lantern.pauses.get()
    assert (pause.first_day, pause.last_day) == (today, None if days is None else today + timedelta(days))
    assert "Ze zijn terug" in words_of(team.get(page_of(lantern)))

    tap(team, lantern, "back")
    assert not lantern.pauses.exists()


def test_hours_as_people_say_them_are_written_down_and_count_as_checked(team, lantern):
    page = tap(team, lantern, "hours", text="ma-vr 9u-18u", **{"seen-opening_hours": marks(lantern, "opening_hours")["opening_hours"]})

    lantern.refresh_from_db()
    assert "Bewaard:" in words_of(page)
    assert (lantern.opening_hours, lantern.checked_on, lantern.checked_by) == ("Mo-Fr 09:00-18:00", timezone.localdate(), "team")


def test_all_is_right_in_one_tap(team, lantern):
    Merchant.objects.update(checked_on=None)

    tap(team, lantern, "right")

    lantern.refresh_from_db()
    assert lantern.checked_on == timezone.localdate()


def test_the_history_of_the_team_knows_of_hours_and_breaks_never_of_counts(team, lantern):
    coffee = make_treat(merchant=lantern, waiting=2)

    tap(team, lantern, "rest", until="today")
    tap(team, lantern, "count", **{"hangt-key": uuid4(), f"hangt-{coffee.pk}": "5"})

    assert [entry.change_message for entry in LogEntry.objects.all()] == ["Houdt pauze."]


# Slips


@pytest.mark.parametrize("text", ["", "x", "la", "\0\0\0", "a" * 5000, "nergens", "%%%", "سلام"])
def test_what_finds_nothing_is_answered_kindly(team, lantern, text):
    response = team.get(CALLED, {"wie": text})

    assert response.status_code == 200
    assert "De Lantaarn" not in response.text


@pytest.mark.parametrize("count", ["-3", "1000000", "veel", "1.5"])
def test_a_count_that_cannot_be_is_asked_again_and_nothing_is_lost(team, lantern, count):
    coffee = make_treat(merchant=lantern, waiting=2)

    page = tap(team, lantern, "count", **{"hangt-key": uuid4(), f"hangt-{coffee.pk}": count})

    assert "Schrijf een heel getal van 0 tot 999." in words_of(page)
    assert f'value="{count}"' in page.text
    coffee.refresh_from_db()
    assert coffee.waiting == 2


def test_hours_stand_there_as_people_here_type_them(team, lantern):
    assert "\nma-vr 08:00-17:00</textarea>" in team.get(f"{CALLED}{lantern.pk}/").text


def test_hours_that_nobody_can_read_are_asked_again(team, lantern):
    page = tap(team, lantern, "hours", text="soms")

    lantern.refresh_from_db()
    assert "soms" in page.text
    assert lantern.opening_hours == "Mo-Fr 08:00-17:00"


def test_hours_that_somebody_else_changed_meanwhile_are_not_written_over(team, lantern):
    seen = marks(lantern, "opening_hours")["opening_hours"]
    Merchant.objects.update(opening_hours="Sa 10:00-12:00")

    page = tap(team, lantern, "hours", text="ma-vr 9u-18u", **{"seen-opening_hours": seen})

    lantern.refresh_from_db()
    assert "Iemand veranderde deze uren intussen." in words_of(page)
    assert (lantern.opening_hours, "ma-vr 9u-18u" in page.text) == ("Sa 10:00-12:00", True)


@pytest.mark.parametrize("typed", [{"what": "rest", "until": "dates"}, {"what": "rest"}, {"what": "sell"}, {}])
def test_a_button_we_do_not_have_does_nothing(team, lantern, typed):
    assert team.post(page_of(lantern), typed).status_code == 200
    assert not lantern.pauses.exists()


# Strangers


def test_places_of_another_city_are_not_there(team):
    elsewhere = make_merchant("De Lantaarn", chapter=make_chapter("brussel"))

    assert "Geen plek van jullie heet" in look_up(team, "lantaarn")
    assert team.get(page_of(elsewhere)).status_code == 404
    assert tap(team, elsewhere, "right").status_code == 404


# Figures


def test_a_list_of_places_costs_the_same_for_one_and_for_many(team, gent, lantern):
    with statements() as for_one:
        team.get(CALLED, {"wie": "lan"})
    for number in range(20):
        make_merchant(f"Lantaarn {number}", chapter=gent)
    with statements() as for_many:
        page = team.get(CALLED, {"wie": "lan"})

    assert len(for_one) == len(for_many)
    assert "Er zijn er nog meer." in words_of(page)
