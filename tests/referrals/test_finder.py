"""The search itself: what fits, in which order, and what comes close."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from merchants.actions import rebuild_open_minutes
from merchants.models import Merchant, OpenMinutes
from referrals import finder
from referrals.directory import look
from tests.factories import make_chapter, make_kind, make_merchant, make_service, make_treat
from tests.referrals.asking import chosen, find, names, north

pytestmark = pytest.mark.django_db


def test_the_nearest_come_first():
    for km in (5, 1, 3):
        make_merchant(f"{km} km", **north(km))

    assert names(find().places) == ["1 km", "3 km", "5 km"]


def test_a_degree_east_is_shorter_than_a_degree_north():
    make_merchant("north", lat=51.10, lng=3.725)
    make_merchant("east", lat=51.05, lng=3.79)

    assert names(find().places) == ["east", "north"]


def test_without_a_place_it_goes_city_by_city():
    make_merchant("B", chapter=make_chapter("tienen"))
    make_merchant("C", chapter=make_chapter("aalst"))
    make_merchant("A", chapter=make_chapter("tienen"))

    assert names(find(near=None).places) == ["C", "A", "B"]


@pytest.mark.parametrize("state", [state for state in Merchant.State if state != Merchant.State.ACTIVE])
def test_only_places_that_take_part_are_found(state):
    make_merchant(state=state)

    assert find().places == []


def test_a_place_tells_its_services_and_what_waits():
    make_service("toilet", position=1)
    make_service("water", position=2)
    shop = make_merchant(services=["water", "toilet"])
    make_treat(merchant=shop, kind="koffie", waiting=3)
    make_treat(merchant=shop, kind="soep", waiting=0)

    [found] = find().places

    assert [service.slug for service in found.services] == ["toilet", "water"]
    assert [hanging.words for hanging in found.waiting] == ["3 koffies"]


def test_services_and_treats_are_told_in_the_readers_language():
    make_service("water", name_fr="un verre d'eau")
    make_kind("koffie", name_fr="café", plural_fr="cafés")
    make_treat(merchant=make_merchant(services=["water"]), waiting=2)

    with override("fr"):
        [found] = find().places

    assert ([service.name for service in found.services], found.waiting[0].words) == (["un verre d'eau"], "2 cafés")


def test_several_services_mean_all_of_them():
    make_merchant("both", services=["toilet", "water"])
    make_merchant("one", services=["toilet"])

    assert names(find(services=chosen("toilet", "water")).places) == ["both"]


def test_a_treat_is_asked_for_where_it_waits():
    make_treat(merchant=make_merchant("waits"), waiting=1)
    make_treat(merchant=make_merchant("is sold"), waiting=0)

    assert names(find(treats=chosen("koffie")).places) == ["waits"]


def test_anything_waiting_is_asked_for_without_naming_it():
    make_treat(merchant=make_merchant("soup"), kind="soep", waiting=1)
    make_merchant("nothing")

    assert names(find(anything=True).places) == ["soup"]


def test_a_wheelchair_needs_a_place_that_is_easy_with_one():
    for wheelchair in Merchant.Wheelchair:
        make_merchant(wheelchair or "unknown", wheelchair=wheelchair)

    assert names(find(wheelchair=True).places) == ["yes"]


def test_a_language_is_spoken():
    make_merchant("Dutch and Arabic", languages=["nl", "ar"])
    make_merchant("Dutch", languages=["nl"])

    assert names(find(language="ar").places) == ["Dutch and Arabic"]


# When


@pytest.fixture
def three_doors():
    make_merchant("closed", opening_hours="Mo-Su 00:00-00:01", **north(1))
    make_merchant("unknown", **north(2))
    make_merchant("open", opening_hours="24/7", **north(3))


@pytest.fixture
def tomorrow_noon():
    return (timezone.localtime() + timedelta(days=1)).replace(hour=12, minute=0)


def test_open_places_come_first_then_those_to_ask_and_never_closed_ones(three_doors, tomorrow_noon):
    page = find(moment=tomorrow_noon)

    assert (names(page.fitting), names(page.ask_first), page.less, page.total) == (["open"], ["unknown"], [], 2)


def test_a_moment_beyond_two_weeks_is_worked_out_from_the_hours(three_doors, tomorrow_noon):
    page = find(moment=tomorrow_noon + timedelta(days=30))

    assert (names(page.fitting), names(page.ask_first), page.less, page.total) == (["open"], ["unknown"], [], 2)


@pytest.mark.parametrize("days", [1, 30])
def test_pages_run_on_from_open_places_to_those_to_ask(tomorrow_noon, days):
    for km in range(5):
        make_merchant(f"open {km}", opening_hours="24/7", **north(km))
        make_merchant(f"ask {km}", **north(km))

    pages = [find(moment=tomorrow_noon + timedelta(days=days), page=number, size=4) for number in (1, 2, 3)]

    assert [(names(page.fitting), names(page.ask_first), page.has_next) for page in pages] == [
        (["open 0", "open 1", "open 2", "open 3"], [], True),
        (["open 4"], ["ask 0", "ask 1", "ask 2"], True),
        ([], ["ask 3", "ask 4"], False),
    ]


def test_hours_nobody_checked_for_a_year_are_to_be_asked(tomorrow_noon):
    shop = make_merchant("open long ago", opening_hours="24/7")
    long_ago = timezone.localdate() - timedelta(days=400)
    Merchant.objects.update(checked_on=long_ago)
    OpenMinutes.objects.all().delete()
    OpenMinutes.of(Merchant.objects.get(pk=shop.pk), timezone.localdate()).save()

    page = find(moment=tomorrow_noon)

    assert (names(page.fitting), names(page.ask_first)) == ([], ["open long ago"])


def test_a_place_whose_minutes_were_never_worked_out_is_to_be_asked(tomorrow_noon):
    make_merchant("new", opening_hours="24/7")
    OpenMinutes.objects.all().delete()

    assert names(find(moment=tomorrow_noon).ask_first) == ["new"]


# When nothing fits


def test_what_lacks_least_is_shown_where_nothing_fits():
    make_merchant("far, one of two", services=["toilet"], **north(3))
    make_merchant("near, none of two", services=["water"], **north(1))

    make_service("wifi")
    page = find(services=chosen("toilet", "wifi"))

    assert (page.fitting, page.ask_first, page.total) == ([], [], 0)
    assert [(found.merchant.name, found.missing) for found in page.less] == [
        ("far, one of two", ["wifi"]),
        ("near, none of two", ["toilet", "wifi"]),
    ]


@pytest.mark.parametrize("days", [1, 30])
def test_closed_places_come_close_where_none_is_open(tomorrow_noon, days):
    make_merchant("closed", opening_hours="Mo-Su 00:00-00:01")

    page = find(moment=tomorrow_noon + timedelta(days=days))

    assert (page.fitting, page.ask_first, names(page.less)) == ([], [], ["closed"])
    assert len(page.less[0].missing) == 1


def test_what_comes_close_is_not_mixed_with_what_fits():
    make_merchant("fits", services=["toilet"], **north(9))
    make_merchant("does not", **north(1))

    page = find(services=chosen("toilet"))

    assert (names(page.fitting), page.less) == (["fits"], [])


# Counting


def test_twenty_a_page_and_whether_more_follow():
    for km in range(21):
        make_merchant(f"{km:02}", **north(km))

    first, second, third = (find(page=number) for number in (1, 2, 3))

    assert (len(first.places), first.has_next, first.total) == (20, True, 21)
    assert (names(second.places), second.has_next, second.has_previous) == (["20"], False, True)
    assert (third.places, third.has_next) == ([], False)


def test_more_than_two_hundred_are_not_counted(monkeypatch):
    monkeypatch.setattr(finder, "COUNTED", 3)
    for _ in range(3):
        make_merchant()
    assert find().total == 3

    make_merchant()
    assert find().total is None


def test_what_else_one_could_ask_for_is_counted_among_those_that_fit():
    make_treat(merchant=make_merchant(services=["toilet", "water"], opening_hours="24/7", languages=["nl", "ar"]), waiting=2)
    make_merchant(services=["toilet"], wheelchair="yes", quiet_hours="Mo-Su 14:00-16:00")
    make_merchant(services=["water"])
    known = look().choices
    toilet, water = (str(known.services[slug].id) for slug in ("toilet", "water"))

    counts = find(services=chosen("toilet")).counts

    assert counts == {
        "dienst": {toilet: 2, water: 1},
        "traktatie": {str(known.treats["koffie"].id): 1},
        "taal": {"nl": 1, "ar": 1},
        **{"iets": 1, "open": 1, "rolstoel": 1, "rustig": 1, "samen": 0},
    }


@pytest.mark.parametrize("asked", ["nothing else", "a toilet", "quiet"])
def test_of_what_is_open_now_as_many_are_told_open_whatever_else_nobody_is_sure_of(asked):
    make_merchant(services=["toilet"], opening_hours="24/7", quiet_hours="24/7")
    make_merchant(services=["toilet"], opening_hours="24/7", quiet_hours="24/7").offers.update(opening_hours="24/7 unknown")
    make_merchant(services=["toilet"], opening_hours="24/7 unknown", quiet_hours="24/7")
    rebuild_open_minutes(Merchant.objects.all())
    more = {"a toilet": {"services": chosen("toilet")}, "quiet": {"quiet": True}}.get(asked, {})

    page = find(moment=timezone.now(), is_now=True, **more)

    assert (page.counts["open"], page.total) == (2, 3)


def test_counts_stop_where_counting_stops(monkeypatch):
    monkeypatch.setattr(finder, "COUNTED", 2)
    for km in (1, 2, 3):
        make_merchant(services=["toilet"], **north(km))

    assert list(find().counts["dienst"].values()) == [2]
