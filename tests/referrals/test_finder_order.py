"""In which order the finder answers, and what hours do to it: faded places, warm weeks, services with hours of their own, breaks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from merchants.actions import rebuild_open_minutes
from merchants.models import Pause
from tests.factories import make_chapter, make_merchant
from tests.referrals.asking import HERE, chosen, find, names, north

pytestmark = pytest.mark.django_db


@pytest.fixture
def tomorrow_noon():
    return (timezone.localtime() + timedelta(days=1)).replace(hour=12, minute=0)


# In which order


def long_ago():
    return timezone.localdate() - timedelta(days=400)


def test_a_place_nobody_checked_for_a_year_counts_as_twice_as_far_and_never_vanishes():
    make_merchant("faded", checked_on=long_ago(), **north(2))
    make_merchant("fresh, a little further", **north(3))
    make_merchant("fresh, far", **north(9))

    assert names(find().places) == ["fresh, a little further", "faded", "fresh, far"]


def test_pages_run_on_over_fresh_and_faded_places():
    for km in range(6):
        make_merchant(f"{km}", checked_on=long_ago() if km % 2 else timezone.localdate(), **north(km))

    pages = [find(page=number, size=2) for number in (1, 2, 3)]

    assert [names(page.places) for page in pages] == [["0", "2"], ["1", "4"], ["3", "5"]]
    assert [page.total for page in pages] == [6, 6, 6]


def test_within_a_city_places_that_faded_come_last():
    make_merchant("A", checked_on=long_ago())
    make_merchant("B")

    assert names(find(near=None).places) == ["B", "A"]


@pytest.mark.parametrize(("weather", "mark"), [("cold", "is_heated"), ("hot", "is_cool")])
@pytest.mark.parametrize("near", [HERE, None])
@pytest.mark.parametrize("moment", [True, False])
def test_warm_places_come_on_top_in_a_cold_week_and_cool_ones_in_a_hot_week(weather, mark, near, moment, tomorrow_noon):
    gent = make_chapter(weather=weather, weather_until=timezone.localdate() + timedelta(days=1))
    make_merchant("A", chapter=gent, opening_hours="24/7", **north(1))
    make_merchant("B", chapter=gent, opening_hours="24/7", **{mark: True}, **north(3))
    make_merchant("C", chapter=make_chapter("deinze"), opening_hours="24/7", **{mark: True}, **north(2))

    page = find(near=near, moment=tomorrow_noon if moment else None)

    assert names(page.places) == (["B", "A", "C"] if near else ["B", "C", "A"])
    assert page.total == 3


def test_in_a_cold_week_no_place_is_called_cool_though_it_is_that_too():
    make_chapter(weather="cold", weather_until=timezone.localdate())
    make_merchant(is_heated=True, is_cool=True, **north(1))

    page = find()

    assert (page.shape.is_cold, page.shape.is_hot) == (True, False)
    assert [found.lifted_for for found in page.places] == ["cold"]


@pytest.mark.parametrize(
    "fields", [{"weather": "", "weather_until": None}, {"weather": "cold", "weather_until": timezone.localdate() - timedelta(days=1)}]
)
def test_warm_places_stand_in_their_place_when_it_is_not_cold(fields):
    make_chapter(**fields)
    make_merchant("near", **north(1))
    make_merchant("warm", is_heated=True, **north(3))

    assert names(find().places) == ["near", "warm"]


def test_a_warm_place_far_away_is_not_lifted():
    make_chapter(weather="cold", weather_until=timezone.localdate())
    make_merchant("near", **north(1))
    make_merchant("warm", is_heated=True, **north(9))

    assert names(find().places) == ["near", "warm"]


def test_a_warm_place_that_is_closed_is_not_lifted(tomorrow_noon):
    make_chapter(weather="cold", weather_until=timezone.localdate() + timedelta(days=1))
    make_merchant("warm", is_heated=True, opening_hours="Mo-Su 00:00-00:01", **north(1))
    make_merchant("warm, ask", is_heated=True, **north(2))
    make_merchant("open", opening_hours="24/7", **north(3))

    page = find(moment=tomorrow_noon)

    assert (names(page.fitting), names(page.ask_first)) == (["open"], ["warm, ask"])


# Hours of a service, quiet hours, breaks


@pytest.mark.parametrize("days", [1, 30])
@pytest.mark.parametrize(
    ("own", "group"), [("", "fitting"), ("Mo-Su 00:00-23:59", "fitting"), ("Mo-Su 03:00-04:00", "less"), ("Mo-Su unknown", "ask_first")]
)
def test_a_service_with_hours_of_its_own_is_asked_for_at_those_hours(tomorrow_noon, days, own, group):
    shop = make_merchant("shop", services=["toilet"], opening_hours="24/7")
    shop.offers.update(opening_hours=own)
    rebuild_open_minutes([shop])

    page = find(services=chosen("toilet"), moment=tomorrow_noon + timedelta(days=days))

    assert {name: names(getattr(page, name)) for name in ("fitting", "ask_first", "less") if getattr(page, name)} == {group: ["shop"]}


def test_hours_of_a_service_do_not_matter_to_who_asks_for_another(tomorrow_noon):
    shop = make_merchant("shop", services=["toilet", "water"], opening_hours="24/7")
    shop.offers.filter(service__slug="toilet").update(opening_hours="Mo-Su 03:00-04:00")
    rebuild_open_minutes([shop])

    assert names(find(services=chosen("water"), moment=tomorrow_noon).fitting) == ["shop"]


def test_quiet_means_that_quiet_hours_are_known():
    make_merchant("quiet", quiet_hours="Mo-Su 14:00-16:00")
    make_merchant("lively")

    assert names(find(quiet=True).places) == ["quiet"]


@pytest.mark.parametrize("days", [1, 30])
@pytest.mark.parametrize(("hours", "fits"), [("Mo-Su 11:00-13:00", ["shop"]), ("Mo-Su 14:00-16:00", [])])
def test_quiet_at_a_moment_means_quiet_then(tomorrow_noon, days, hours, fits):
    make_merchant("shop", opening_hours="24/7", quiet_hours=hours)

    assert names(find(quiet=True, moment=tomorrow_noon + timedelta(days=days)).fitting) == fits


@pytest.mark.parametrize("days", [1, 30])
def test_nobody_knows_whether_it_is_quiet_where_nobody_knows_the_hours(tomorrow_noon, days):
    make_merchant("shop", opening_hours="24/7", quiet_hours="24/7", checked_on=long_ago())

    page = find(quiet=True, moment=tomorrow_noon + timedelta(days=days))

    assert (page.fitting, names(page.ask_first)) == ([], ["shop"])


@pytest.mark.parametrize("days", [0, 30])
def test_a_place_on_a_break_is_not_open_and_says_so_elsewhere(tomorrow_noon, days):
    shop = make_merchant("shop", opening_hours="24/7")
    Pause.objects.create(merchant=shop, first_day=timezone.localdate())
    rebuild_open_minutes([shop])

    assert find(moment=tomorrow_noon + timedelta(days=days)).fitting == []
    assert find().places[0].answer.state == "pause"
