"""What a team does at /beheer/ about when a door is open: breaks, notices, hours of services, quiet hours."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from merchants.actions import end_breaks, rebuild_open_minutes, take_a_break
from merchants.hours import State
from merchants.models import Merchant, Notice, OfferMinutes, OpenMinutes, Pause
from tests.factories import make_merchant
from tests.team import act, address, said, typed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
today = timezone.localdate


def days(number):
    return today() + timedelta(number)


def row(prefix, merchant, **fields):
    """What the browser sends for one new row of an inline."""
    return {
        f"{prefix}-TOTAL_FORMS": 1,
        f"{prefix}-0-merchant": merchant.pk,
        **{f"{prefix}-0-{name}": value for name, value in fields.items()},
    }


def is_open_in_sql(merchant):
    return Merchant.objects.open_at(timezone.now()).filter(pk=merchant.pk).exists()


@pytest.fixture
def place(gent):
    merchant = make_merchant("Krook", chapter=gent, services=["toilet"], opening_hours="24/7")
    rebuild_open_minutes([merchant])
    return merchant


# Breaks and notices on the page of a place


def test_volunteer_writes_down_a_break_and_the_finder_knows_it_at_once(client, volunteer, place):
    client.post(address(place), typed(place, **row("pauses", place, first_day=days(0), last_day=days(3))))

    assert place.pauses.values_list("first_day", "last_day").get() == (days(0), days(3))
    assert not is_open_in_sql(place)
    assert place.hours_at(timezone.now()).state == State.PAUSE


def test_volunteer_takes_a_break_away_and_the_finder_knows_it_at_once(client, volunteer, place):
    pause = Pause.objects.create(merchant=place, first_day=days(0))
    rebuild_open_minutes([place])
    gone = row("pauses", place, id=pause.pk, first_day=days(0), last_day="", DELETE="on")

    client.post(address(place), typed(place, **gone, **{"pauses-INITIAL_FORMS": 1}))

    assert not Pause.objects.exists()
    assert is_open_in_sql(place)


def test_volunteer_writes_down_a_notice(client, volunteer, place):
    client.post(address(place), typed(place, **row("notices", place, text="Het terras is open.", first_day=days(0), last_day="")))

    assert Notice.objects.on(today()).get().text == "Het terras is open."


@pytest.mark.parametrize(("prefix", "fields"), [("pauses", {}), ("notices", {"text": "Terras"})])
def test_swapped_days_come_back_with_a_sentence(client, volunteer, place, prefix, fields):
    response = client.post(address(place), typed(place, **row(prefix, place, first_day=days(3), last_day=days(1), **fields)))

    assert "De laatste dag komt voor de eerste. Zijn ze omgewisseld?" in response.text
    assert not Pause.objects.exists() and not Notice.objects.exists()


def test_stranger_writes_down_no_break(client, volunteer, brussel):
    elsewhere = make_merchant(chapter=brussel)

    assert client.post(address(elsewhere), typed(elsewhere, **row("pauses", elsewhere, first_day=days(0)))).status_code == 404
    assert not Pause.objects.exists()


# Breaks of chosen places


def test_chosen_places_take_a_break_from_today(client, volunteer, place, gent, brussel):
    resting, elsewhere = make_merchant(chapter=gent), make_merchant(chapter=brussel)
    Pause.objects.create(merchant=resting, first_day=days(-2))
    Pause.objects.create(merchant=place, first_day=days(-9), last_day=days(-1))

    response = act(client, "take_a_break", place, resting, elsewhere)

    assert set(Pause.objects.values_list("merchant", "first_day", "last_day")) == {
        (place.pk, days(-9), days(-1)),
        (place.pk, days(0), None),
        (resting.pk, days(-2), None),
    }
    assert not is_open_in_sql(place)
    assert said(response) == ["1 plek houdt vanaf vandaag even pauze."]
    assert LogEntry.objects.get().object_id == str(place.pk)


def test_chosen_places_are_back(client, volunteer, place, gent, brussel):
    elsewhere = make_merchant(chapter=brussel)
    for merchant, first, last in [(place, -9, None), (place, 0, 5), (place, 9, 12), (elsewhere, -2, None)]:
        Pause.objects.create(merchant=merchant, first_day=days(first), last_day=None if last is None else days(last))
    rebuild_open_minutes([place])

    response = act(client, "is_back", place, elsewhere)

    assert set(place.pauses.values_list("first_day", "last_day")) == {(days(-9), days(-1)), (days(9), days(12))}
    assert elsewhere.pauses.get().last_day is None
    assert is_open_in_sql(place)
    assert said(response) == ["1 plek is terug van haar pauze."]


def test_a_break_begun_and_ended_on_one_day_did_not_happen(place):
    take_a_break(Merchant.objects.all())

    assert end_breaks(Merchant.objects.all()) == [place]
    assert end_breaks(Merchant.objects.all()) == []
    assert not Pause.objects.exists()


# Hours of services, quiet hours


def offers(place, hours):
    offer = place.offers.get()
    return row("offers", place, id=offer.pk, service=offer.service_id, note="", opening_hours=hours) | {"offers-INITIAL_FORMS": 1}


def test_hours_of_a_service_are_repaired_and_the_finder_knows_them_at_once(client, volunteer, place):
    client.post(address(place), typed(place, **offers(place, "ma-zo 9u – 18u")))

    assert place.offers.get().opening_hours == "Mo-Su 09:00-18:00"
    assert OfferMinutes.objects.get().offer == place.offers.get()

    client.post(address(place), typed(place, **offers(place, "")))

    assert not OfferMinutes.objects.exists()


def test_hours_of_a_service_nobody_understands_come_back_with_a_sentence(client, volunteer, place):
    response = client.post(address(place), typed(place, **offers(place, "tot een uur of zes")))

    assert "We begrepen" in response.text and "tot een uur of zes" in response.text
    assert place.offers.get().opening_hours == ""


def test_quiet_hours_are_repaired_and_worked_out(client, volunteer, place):
    client.post(address(place), typed(place, quiet_hours="ma-zo 14u-16u"))

    place.refresh_from_db()
    assert place.quiet_hours == "Mo-Su 14:00-16:00"
    assert len(OpenMinutes.objects.get(merchant=place).quiet) == 14


def test_quiet_hours_nobody_understands_come_back_with_a_sentence(client, volunteer, place):
    response = client.post(address(place), typed(place, quiet_hours="na de middag"))

    assert list(response.context["adminform"].form.errors) == ["quiet_hours"]
