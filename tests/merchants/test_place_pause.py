"""Even pauze at /mijn-plek/: the whole place or one service takes a break, and comes back."""

from datetime import date, datetime, timedelta
from html import unescape
from threading import Event
from time import sleep

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from merchants import actions
from merchants.hours import BRUSSELS
from merchants.models import OfferMinutes, Pause
from tests.factories import make_merchant, make_user
from tests.queries import statements
from tests.races import at_once, execute

# A Wednesday.
TODAY = date(2026, 11, 25)
PAUSE, BACK = "/mijn-plek/hoekje/pauze/", "/mijn-plek/hoekje/terug/"


def day(number):
    return TODAY + timedelta(number)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 25, 12, tzinfo=BRUSSELS))


@pytest.fixture
def hoekje(db):
    lut, colleague = make_user("lut@example.org"), make_user("colleague@example.org")
    return make_merchant("’t Hoekje", slug="hoekje", people=[lut, colleague], services=["toilet", "water"], opening_hours="24/7")


@pytest.fixture
def toilet(hoekje):
    return hoekje.offers.get(service__slug="toilet")


@pytest.fixture
def owner(client, hoekje):
    client.force_login(hoekje.people.first().user)
    return client


def words(response):
    return unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def breaks():
    return list(Pause.objects.values_list("first_day", "last_day"))


# The whole place


@pytest.mark.parametrize(("button", "last"), [("today", TODAY), ("week", date(2026, 11, 29)), ("word", None)])
def test_one_tap_takes_a_break_that_the_page_and_guests_see(owner, client, hoekje, button, last):
    response = owner.post(PAUSE, {"until": button, "first_day": "2026-12-24", "last_day": "2026-12-01"})

    assert (response.status_code, response["Location"]) == (302, PAUSE)
    assert breaks() == [(TODAY, last)]
    assert "We zijn er weer" in words(owner.get(PAUSE))
    assert "open-state-pause" in words(client.get("/plek/hoekje/"))


def test_the_same_tap_twice_is_one_break(owner, hoekje):
    owner.post(PAUSE, {"until": "week"})
    owner.post(PAUSE, {"until": "week"})

    assert breaks() == [(TODAY, date(2026, 11, 29))]


def test_what_is_told_last_counts_for_a_break_that_goes_on(owner, hoekje):
    Pause.objects.create(merchant=hoekje, first_day=day(-3))
    owner.post(PAUSE, {"until": "today"})

    assert breaks() == [(day(-3), TODAY)]


def test_a_break_on_chosen_days_stands_beside_the_one_of_today_and_can_be_called_off(owner, hoekje):
    owner.post(PAUSE, {"until": "dates", "first_day": "2026-12-20", "last_day": "2026-12-31"})
    owner.post(PAUSE, {"until": "today"})

    shown = words(owner.get(PAUSE))
    assert "Houdt pauze van 20 december tot en met 31 december." in shown
    owner.post(BACK, {"pause": Pause.objects.get(first_day=date(2026, 12, 20)).pk})
    assert breaks() == [(TODAY, TODAY)]


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        (13, 15, [(13, 15)]),
        (8, 18, [(8, 18)]),
        (8, None, [(8, None)]),
        (5, 10, [(5, 10)]),
        (20, 22, [(20, 22)]),
        (0, 12, [(0, 12)]),
        (5, 9, [(5, 9), (10, 20)]),
        (21, None, [(10, 20), (21, None)]),
    ],
)
def test_a_planned_break_makes_room_for_one_that_meets_it(hoekje, first, last, left):
    Pause.objects.create(merchant=hoekje, first_day=day(10), last_day=day(20))

    actions.rest(merchant=hoekje, first_day=day(first), last_day=last and day(last))

    assert breaks() == [(day(one), other and day(other)) for one, other in left]


def test_a_longer_end_joins_the_break_that_has_begun_and_the_one_that_was_planned(hoekje):
    Pause.objects.create(merchant=hoekje, first_day=day(-3), last_day=day(2))
    Pause.objects.create(merchant=hoekje, first_day=day(5), last_day=day(9))

    actions.rest(merchant=hoekje, first_day=TODAY, last_day=day(6))

    assert breaks() == [(day(-3), day(6))]


def test_back_from_a_break_the_place_is_found_open_at_once(owner, hoekje):
    owner.post(PAUSE, {"until": "word"})
    assert not type(hoekje).objects.open_at(timezone.now()).exists()

    owner.post(BACK)

    assert breaks() == []
    assert type(hoekje).objects.open_at(timezone.now()).get() == hoekje


def test_coming_back_twice_is_fine(owner, hoekje):
    owner.post(PAUSE, {"until": "word"})
    owner.post(BACK)

    assert "Zo staat het nu op de kaart." in words(owner.post(BACK, follow=True))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"last_day": ""}, "Vul de laatste dag in"),
        ({"first_day": "2026-12-24", "last_day": "2026-12-01"}, "De laatste dag komt voor de eerste."),
        ({"first_day": "2026-11-01", "last_day": "2026-11-20"}, "Deze dagen zijn al voorbij."),
        ({"last_day": "2099-01-01"}, "Dat is meer dan een jaar ver."),
        ({"last_day": "31 februari"}, "Dit is geen dag."),
        ({"last_day": "9" * 10_000}, "Dit is geen dag."),
        ({"until": "ooit", "last_day": "2026-12-01"}, "We begrepen die tik niet."),
    ],
)
def test_days_that_cannot_be_are_explained_and_stay(owner, hoekje, typed, told):
    response = owner.post(PAUSE, {"until": "dates", "first_day": "2026-11-25", **typed})

    assert response.status_code == 200
    assert told in words(response)
    assert str(typed.get("last_day") or "")[:10] in words(response)
    assert breaks() == []


# One service


def test_a_service_takes_a_break_while_the_place_stays_open(owner, client, hoekje, toilet):
    make_merchant("De Krul", services=["toilet"], opening_hours="24/7")
    make_merchant("Zonder toilet", services=["water"], opening_hours="24/7")

    owner.post(PAUSE, {"offer": toilet.pk, "until": "week"})

    assert breaks() == []
    assert "Toilet: Houdt pauze tot en met 29 november." in " ".join(words(owner.get(PAUSE)).split())
    page = words(client.get("/plek/hoekje/"))
    assert "Even pauze tot 30 november" in page
    assert "De Krul" in page and "Zonder toilet" not in page[page.index("Gratis voor iedereen") :]


def test_a_service_that_takes_a_break_is_not_found_open(owner, client, hoekje, toilet):
    asked = "/plekken.geojson?dienst=toilet&open=nu"
    assert client.get(asked).json()["numberReturned"] == 1

    owner.post(PAUSE, {"offer": toilet.pk, "until": "today"})
    assert client.get(asked).json()["numberReturned"] == 0
    assert client.get("/plekken.geojson?dienst=water&open=nu").json()["numberReturned"] == 1

    owner.post(BACK, {"offer": toilet.pk})
    assert client.get(asked).json()["numberReturned"] == 1
    assert not OfferMinutes.objects.exists()


def test_a_list_tells_which_service_takes_a_break(owner, client, hoekje, toilet):
    owner.post(PAUSE, {"offer": toilet.pk, "until": "week"})

    assert "even pauze tot 30 november" in words(client.get("/plekken/?lat=51.05&lng=3.725"))


def test_a_neighbour_whose_service_rests_as_well_is_not_named(owner, client, hoekje, toilet):
    krul = make_merchant("De Krul", services=["toilet"], opening_hours="24/7")
    actions.rest(merchant=krul, offer=krul.offers.get(), first_day=TODAY)
    owner.post(PAUSE, {"offer": toilet.pk, "until": "word"})

    assert "De Krul" not in words(client.get("/plek/hoekje/"))


def test_a_later_break_of_a_service_that_takes_one_now_is_refused_kindly_and_nothing_is_lost(owner, toilet):
    owner.post(PAUSE, {"offer": toilet.pk, "until": "word"})

    typed = {"offer": toilet.pk, "until": "dates", "first_day": "2026-12-24", "last_day": "2026-12-26"}
    response = owner.post(PAUSE, typed)

    assert response.status_code == 200
    assert "Dit houdt nu al pauze. Beëindig die pauze eerst, of maak ze langer." in words(response)
    assert 'value="2026-12-24"' in words(response) and 'value="2026-12-26"' in words(response)
    assert [what for what, *_words, is_chosen in response.context["form"].whats() if is_chosen] == [toilet.pk]
    assert rest_of(toilet) == (TODAY, None)


@pytest.mark.parametrize(("before", "first"), [((-9, -1), 5), ((3, 9), 5), ((-3, 2), 0), ((-3, 2), -1)])
def test_any_other_break_of_a_service_is_as_told_last(toilet, before, first):
    actions.rest(merchant=toilet.merchant, offer=toilet, first_day=day(before[0]), last_day=day(before[1]))

    actions.rest(merchant=toilet.merchant, offer=toilet, first_day=day(first), last_day=day(7))

    assert rest_of(toilet) == (day(first), day(7))


def rest_of(offer):
    offer.refresh_from_db()
    return offer.rests_from, offer.rests_until


@pytest.mark.django_db(transaction=True)
def test_a_later_break_told_while_a_colleague_begins_one_does_not_end_it(toilet):
    begun = Event()

    def begin():
        with transaction.atomic():
            actions.rest(merchant=toilet.merchant, offer=toilet, first_day=TODAY)
            begun.set()
            while not execute("SELECT count(*) FROM pg_locks WHERE NOT granted")[0][0]:
                sleep(0.01)

    def tell_a_later_one():
        begun.wait(timeout=20)
        actions.rest(merchant=toilet.merchant, offer=toilet, first_day=day(29), last_day=day(31))

    came = at_once(begin, tell_a_later_one)

    assert [type(each) for each in came] == [type(None), actions.RestsNow]
    assert rest_of(toilet) == (TODAY, None)


def test_a_service_rests_forward(toilet):
    toilet.rests_from, toilet.rests_until = TODAY, day(-1)
    with pytest.raises(IntegrityError):
        toilet.save()


def test_a_break_of_a_service_without_a_beginning_is_refused(toilet):
    toilet.rests_until = TODAY
    with pytest.raises(IntegrityError):
        toilet.save()


def test_a_service_of_another_place_cannot_be_sent_on_a_break(owner, hoekje):
    theirs = make_merchant(services=["toilet"]).offers.get()

    response = owner.post(PAUSE, {"offer": theirs.pk, "until": "today"})
    owner.post(BACK, {"offer": theirs.pk})

    assert "Dit bied je niet meer aan." in words(response)
    theirs.refresh_from_db()
    assert theirs.rests_from is None


# Whose place is it?


def test_a_colleague_ends_the_break_that_the_owner_began(owner, client, hoekje):
    owner.post(PAUSE, {"until": "word"})
    client.force_login(hoekje.people.last().user)
    client.post(BACK)

    assert breaks() == []


@pytest.mark.parametrize("address", [PAUSE, BACK])
def test_a_stranger_finds_nothing_there(client, hoekje, address):
    client.force_login(make_user())

    assert client.post(address, {"until": "today"}).status_code == 404
    assert breaks() == []


def test_the_page_costs_the_same_for_one_service_and_many(owner, hoekje):
    with statements() as for_two:
        owner.get(PAUSE)
    for slug in ["wifi", "stoel", "stopcontact"]:
        make_merchant(services=[slug])
        hoekje.offers.create(service=type(hoekje.offers.first().service).objects.get(slug=slug))
    with statements() as for_five:
        owner.get(PAUSE)

    assert len(for_two) == len(for_five)
