"""A place that stops for good, and one that stands here twice."""

from datetime import timedelta
from threading import Event
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from enchante.merging import AlreadyOne, MoneyIsOpen, merge
from encounters.models import Activity
from merchants.models import Merchant
from tests.factories import make_activity, make_merchant, make_purchase, make_seller, make_set, make_treat, make_user
from tests.pages import words_of
from tests.races import at_once
from tests.team import address, typed
from vouchers.actions import hand_out, redirecting
from vouchers.books import differences
from vouchers.models import Purchase, Redirection

pytestmark = [pytest.mark.django_db, pytest.mark.page]


def close(client, merchant, **chosen):
    return client.post(reverse("place-close", args=[merchant.pk]), chosen, follow=True)


def merge_by_hand(client, goes, stays):
    return client.post(reverse("place-merge", args=[goes.pk]), {"other": stays.pk if stays else ""}, follow=True)


@pytest.fixture
def lantern(gent):
    return make_merchant("De Lantaarn", slug="lantaarn", chapter=gent)


@pytest.fixture
def twin(gent):
    return make_merchant("Lantaarn", slug="lantaarn-2", chapter=gent)


# Closing


def test_a_closed_place_says_so_with_a_last_word_and_where_else_one_is_welcome(client, coordinator, gent, lantern):
    close(client, lantern, farewell="Wij staan nu op de markt.", other=make_merchant("Bar Warm", chapter=gent).pk)

    page = words_of(client.get("/plek/lantaarn/"))
    assert "Wij staan nu op de markt." in page
    assert "Bar Warm" in page
    assert LogEntry.objects.get().change_message == "Sloot voorgoed."


def test_without_a_word_its_address_leads_there_at_once(client, coordinator, lantern, twin):
    close(client, lantern, other=twin.pk)

    assert client.get("/plek/lantaarn/").url == "/plek/lantaarn-2/"


def test_where_the_other_one_closed_too_nobody_is_sent_in_circles(client, coordinator, lantern, twin):
    close(client, lantern, other=twin.pk)
    close(client, twin)

    assert client.get("/plek/lantaarn/").status_code == 200


def test_a_place_that_opens_again_begins_without_a_last_word_and_leads_nowhere(client, coordinator, lantern, twin):
    close(client, lantern, farewell="Dag!", other=twin.pk)
    lantern.refresh_from_db()

    client.post(address(lantern), typed(lantern, state="active"))

    lantern.refresh_from_db()
    assert (lantern.state, lantern.farewell, lantern.leads_to) == ("active", "", None)


@pytest.mark.parametrize("end", [close, merge_by_hand], ids=["close", "merge"])
def test_a_button_pressed_twice_is_told_kindly_and_changes_nothing(client, coordinator, lantern, twin, end):
    first, second = [{"farewell": "Dag!"}, {"farewell": "Weg"}] if end is close else [{"stays": twin}, {"stays": twin}]
    end(client, lantern, **first)

    page = end(client, lantern, **second)

    assert "De Lantaarn staat al niet meer op de kaart." in words_of(page)
    lantern.refresh_from_db()
    assert (lantern.state, lantern.farewell) == ("closed", first.get("farewell", ""))


def test_a_last_word_that_is_too_long_is_kept_and_asked_again(client, coordinator, lantern):
    page = close(client, lantern, farewell="x" * 301)

    lantern.refresh_from_db()
    assert lantern.is_listed
    assert "x" * 301 in page.text


# Standing here twice


def test_two_places_become_one(client, coordinator, lantern, twin):
    coffee, lut = make_treat(merchant=lantern, waiting=3), make_user("lut@example.org")
    lantern.people.create(user=lut)

    page = merge_by_hand(client, lantern, twin)

    assert "De Lantaarn leidt nu naar Lantaarn." in words_of(page)
    coffee.refresh_from_db()
    assert (coffee.waiting, twin.treats.get().waiting) == (0, 3)
    assert twin.people.get().user == lut
    assert client.get("/plek/lantaarn/").url == "/plek/lantaarn-2/"
    assert Redirection.objects.get().accepted
    assert list(differences()) == []


def test_more_than_go_at_once_go_all_the_same(lantern, twin):
    make_treat(merchant=lantern, waiting=2100)

    merge(goes=lantern, stays=twin)

    assert (twin.treats.get().waiting, Redirection.objects.count(), list(differences())) == (2100, 3, [])


def test_what_led_to_the_one_that_goes_leads_to_the_one_that_stays(gent, lantern, twin):
    older = make_merchant(chapter=gent, state="closed", leads_to=lantern)

    merge(goes=lantern, stays=twin)

    older.refresh_from_db()
    assert older.leads_to == twin


def test_the_lists_of_organisations_hold_the_one_that_stays_each_once(gent, lantern, twin):
    bakery = make_merchant(chapter=gent)
    only_old, both = make_set(bakery, lantern), make_set(twin, lantern, bakery)

    merge(goes=lantern, stays=twin)

    assert only_old.keys() == [bakery.pk, twin.pk]
    assert both.keys() == [twin.pk, bakery.pk]


def test_purchases_and_receipts_stay_with_the_old_row(lantern, twin):
    make_purchase(make_treat(merchant=lantern), paid=True)

    merge(goes=lantern, stays=twin)

    assert Purchase.objects.get().lines.get().treat.merchant == lantern


def test_two_enterprises_become_one_only_once_the_money_is_paid_out(client, coordinator, lantern, twin):
    make_purchase(make_treat(merchant=lantern), paid=True)
    make_seller(twin, company_number="0417497106")

    with pytest.raises(MoneyIsOpen):
        merge(goes=lantern, stays=twin)
    page = merge_by_hand(client, lantern, twin)

    lantern.refresh_from_db()
    assert lantern.is_listed
    assert "Betaal dat eerst uit" in words_of(page)


def test_the_same_enterprise_twice_may_become_one_with_money_coming(lantern, twin):
    purchase = make_purchase(make_treat(merchant=lantern), paid=True)
    make_seller(twin, company_number=purchase.lines.get().seller.company_number)

    merge(goes=lantern, stays=twin)

    lantern.refresh_from_db()
    assert lantern.leads_to == twin


def test_a_double_among_applications_goes_as_well(gent, lantern):
    applied = make_merchant(chapter=gent, state="applied", agreed_on=None)

    merge(goes=applied, stays=lantern)

    applied.refresh_from_db()
    assert (applied.state, applied.leads_to) == ("closed", lantern)


def test_a_double_that_never_said_yes_is_named_nowhere(client, gent, lantern):
    suggested = make_merchant("Snackbar Nooitgevraagd", slug="snackbar", chapter=gent, state="suggested", agreed_on=None)

    merge(goes=suggested, stays=lantern)

    assert client.get("/plek/snackbar/").status_code == 404
    for asked in ["plek=snackbar", f"nr={suggested.pk}"]:
        assert "Nooitgevraagd" not in client.get(f"/lijstje/?{asked}").text


def test_nobody_picks_a_place_of_another_city_or_none(client, coordinator, brussel, lantern):
    for other in [make_merchant(chapter=brussel), None, lantern]:
        merge_by_hand(client, lantern, other)

    lantern.refresh_from_db()
    assert lantern.is_listed


def test_the_nearest_stands_first(client, coordinator, gent, lantern):
    make_merchant("Ver", chapter=gent, lat=51.2, lng=3.9)
    make_merchant("Dichtbij", chapter=gent, lat=lantern.lat, lng=lantern.lng)

    page = client.get(reverse("place-merge", args=[lantern.pk])).text

    assert page.index("Dichtbij") < page.index("Ver</option>")


def test_the_page_of_the_place_leads_to_both(client, coordinator, lantern):
    page = client.get(address(lantern)).text

    assert reverse("place-close", args=[lantern.pk]) in page
    assert reverse("place-merge", args=[lantern.pk]) in page


def test_what_is_planned_at_one_of_the_two_comes_along_and_what_was_there_stays(lantern, twin):
    comes, was = make_activity(merchant=lantern), make_activity(merchant=lantern, begins_at=timezone.now() - timedelta(1))

    merge(goes=lantern, stays=twin)

    assert set(Activity.objects.values_list("pk", "merchant")) == {(comes.pk, twin.pk), (was.pk, lantern.pk)}


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_merge_crosswise_at_once_lose_neither(gent):
    one, other = make_merchant(chapter=gent), make_merchant(chapter=gent)
    make_treat(merchant=one, waiting=2)
    make_treat(merchant=other, waiting=3)

    came = at_once(lambda: merge(goes=one, stays=other), lambda: merge(goes=other, stays=one))

    assert sorted(map(type, came), key=str) == sorted([type(None), AlreadyOne], key=str)
    left = Merchant.objects.get(state="active")
    assert left.treats.get().waiting == 5


@pytest.mark.django_db(transaction=True)
def test_the_last_one_that_is_handed_out_while_two_become_one_stops_neither(gent, monkeypatch):
    one, other = make_merchant(chapter=gent), make_merchant(chapter=gent)
    coffee, move = make_treat(merchant=one, waiting=1), redirecting._move
    is_moving, is_out = Event(), Event()

    def move_slowly(question):
        is_moving.set()
        is_out.wait(timeout=1)
        move(question)

    def take():
        is_moving.wait(timeout=5)
        try:
            return hand_out(treat=coffee, key=uuid4())
        finally:
            is_out.set()

    monkeypatch.setattr(redirecting, "_move", move_slowly)
    merged, taken = at_once(lambda: merge(goes=one, stays=other), take)

    # It hangs on the other board by then, and is asked for there.
    assert (merged, type(taken).__name__) == (None, "NothingWaiting")
    assert other.treats.get().waiting == 1
