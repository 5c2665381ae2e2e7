"""A cold or a hot week, as the team of a city calls it."""

from datetime import date

import pytest

from merchants.actions import a_week_from, call_off, call_weather, forget_weather
from merchants.models import Chapter
from tests.factories import make_chapter

pytestmark = pytest.mark.django_db
THURSDAY, WEDNESDAY, NEXT_THURSDAY = date(2026, 11, 26), date(2026, 12, 2), date(2026, 12, 3)


@pytest.fixture
def gent():
    return make_chapter("gent")


def called():
    return Chapter.objects.values_list("weather", "weather_until").get()


def test_a_week_is_seven_days_and_today_is_one_of_them():
    assert a_week_from(THURSDAY) == WEDNESDAY


def test_a_cold_week_lasts_up_to_and_including_its_last_day(gent):
    call_weather(chapter=gent, weather="cold", until=WEDNESDAY)

    assert [gent.weather_on(day) for day in (THURSDAY, WEDNESDAY, NEXT_THURSDAY)] == ["cold", "cold", ""]
    assert called() == ("cold", WEDNESDAY)


def test_calling_twice_is_calling_once_and_hot_takes_the_place_of_cold(gent):
    for weather in ("cold", "cold", "hot"):
        call_weather(chapter=gent, weather=weather, until=WEDNESDAY)

    assert called() == ("hot", WEDNESDAY)


def test_it_is_over_as_soon_as_the_team_says_so_also_twice(gent):
    call_weather(chapter=gent, weather="hot", until=WEDNESDAY)

    call_off(chapter=gent)
    call_off(chapter=gent)

    assert called() == ("", None)
    assert gent.weather_on(THURSDAY) == ""


def test_calling_leaves_what_others_changed_meanwhile(gent):
    Chapter.objects.update(phone="09 1")

    call_weather(chapter=gent, weather="cold", until=WEDNESDAY)

    assert Chapter.objects.get().phone == "09 1"


@pytest.mark.parametrize(("today", "left"), [(WEDNESDAY, "cold"), (NEXT_THURSDAY, "")])
def test_a_week_that_ended_is_wiped_out_on_the_day_after(gent, today, left):
    call_weather(chapter=gent, weather="cold", until=WEDNESDAY)

    assert forget_weather(today) == (0 if left else 1)
    assert called()[0] == left
