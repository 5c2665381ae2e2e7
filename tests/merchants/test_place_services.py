"""What a place gives for free at /mijn-plek/<slug>/diensten/: ticks, and for each service a word and its own hours."""

from functools import partial

import pytest
from django.utils import timezone

from merchants.actions import ChangedMeanwhile, change_offer, offer_marks, offer_of
from merchants.models import Merchant, OfferMinutes, Service, ServiceOffer
from tests.factories import make_merchant, make_service, make_user
from tests.pages import form_of, words_of
from tests.queries import statements
from tests.races import at_once

SERVICES, TOILET = "/mijn-plek/hoekje/diensten/", "/mijn-plek/hoekje/diensten/toilet/"


@pytest.fixture
def lut(db):
    return make_user("lut@example.org", name="Lut")


@pytest.fixture
def hoekje(lut):
    return make_merchant("’t Hoekje", slug="hoekje", people=[lut], opening_hours="24/7", services=["toilet", "water"])


@pytest.fixture
def owner(client, lut, hoekje):
    client.force_login(lut)
    return client


def save(client, address=SERVICES, shown=None, without=(), **changes):
    sent = form_of(shown or client.get(address)) | {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(address, {name: value for name, value in sent.items() if name not in without})


def offered(merchant):
    return {slug: (note, own) for slug, note, own in merchant.offers.values_list("service__slug", "note", "opening_hours")}


# Ticks


def test_place_services_story(owner, hoekje):
    Merchant.objects.update(checked_on=None)
    hoekje.offers.filter(service__slug="water").update(note="ook bruisend")
    wifi = make_service("wifi")

    response = save(owner, services=[wifi.pk, Service.objects.get(slug="water").pk], is_heated="on")

    assert (response.status_code, response["Location"]) == (302, SERVICES)
    assert offered(hoekje) == {"wifi": ("", ""), "water": ("ook bruisend", "")}
    hoekje.refresh_from_db()
    assert (hoekje.is_heated, hoekje.is_cool, hoekje.checked_on) == (True, False, timezone.localdate())
    shown = words_of(owner.get(SERVICES))
    assert "Bedankt dat je ’t Hoekje bij de tijd houdt." in shown
    assert "Water ook bruisend" in shown


def test_place_services_unticks_all(owner, hoekje):
    Merchant.objects.update(is_heated=True, is_cool=True)

    save(owner, without=["services", "is_heated"])

    hoekje.refresh_from_db()
    assert (offered(hoekje), hoekje.is_heated, hoekje.is_cool) == ({}, False, True)


@pytest.mark.parametrize("service", ["1000000", "water", "\0"])
def test_a_service_nobody_knows_is_explained(owner, hoekje, service):
    response = save(owner, services=[service])

    assert response.status_code == 200
    assert "Wat je typte, staat er nog." in words_of(response)
    assert set(offered(hoekje)) == {"toilet", "water"}


def test_place_services_cost_the_same_for_few_and_many(owner, hoekje):
    with statements() as few:
        owner.get(SERVICES)
    hoekje.services.add(*(make_service(slug) for slug in ["wifi", "rest", "bag"]))
    with statements() as many:
        owner.get(SERVICES)

    assert len(few) == len(many)


# One service


def test_a_toilet_until_six_story(owner, hoekje):
    response = save(owner, TOILET, note="achteraan, vraag de sleutel", week__until="18:00")

    assert (response.status_code, response["Location"]) == (302, SERVICES)
    assert offered(hoekje) == {"toilet": ("achteraan, vraag de sleutel", "Mo-Su 00:00-18:00"), "water": ("", "")}
    assert OfferMinutes.objects.get().offer.service.slug == "toilet"
    assert "Toilet achteraan, vraag de sleutel · elke dag tot 18:00." in words_of(owner.get(SERVICES))
    assert "elke dag tot 18:00" in words_of(owner.get(hoekje.get_absolute_url()))


def test_a_service_with_a_week_of_its_own(owner, hoekje):
    save(owner, TOILET, **{"week-0_0_from": "10:00", "week-0_0_to": "12:00"})

    assert offered(hoekje)["toilet"] == ("", "Mo 10:00-12:00")


def test_a_service_goes_with_the_place_again(owner, hoekje):
    save(owner, TOILET, week__until="18:00")
    save(owner, TOILET, week__until="")

    assert offered(hoekje)["toilet"] == ("", "")
    assert not OfferMinutes.objects.exists()


def test_own_hours_a_week_cannot_say_stay_text(owner, hoekje):
    hoekje.offers.filter(service__slug="toilet").update(opening_hours="Jul-Aug 10:00-12:00")

    save(owner, TOILET, note="achteraan")

    assert offered(hoekje)["toilet"] == ("achteraan", "Jul-Aug 10:00-12:00")


def test_a_service_not_offered_yet_is_offered_by_saving(owner, hoekje):
    make_service("wifi")
    shown = owner.get(f"{SERVICES}wifi/")
    assert "Je biedt dit nog niet aan." in words_of(shown)
    assert "wifi" not in offered(hoekje)

    save(owner, f"{SERVICES}wifi/", shown, note="sleutel: zon")

    assert offered(hoekje)["wifi"] == ("sleutel: zon", "")


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        ({"note": "x" * 121}, "niet meer dan 120 tekens"),
        ({"note": "\0"}, "Null-tekens"),
        ({"week-until": "laat"}, "“laat” is geen uur."),
        ({"week-0_0_from": "12:00", "week-0_0_to": "10:00"}, "sluit voor het opengaat"),
        ({"week-until": "18:00", "week-0_0_from": "10:00", "week-0_0_to": "12:00"}, "Maak een van de twee leeg."),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_slip_at_a_service_is_explained_and_stays(owner, hoekje, slip, sentence):
    response = save(owner, TOILET, **{"note": "achteraan", **slip})

    assert sentence in words_of(response)
    sent = form_of(response)
    assert {name: sent[name] for name in slip} == {name: [value] for name, value in slip.items()}
    assert offered(hoekje)["toilet"] == ("", "")


def test_a_button_of_the_editor_saves_nothing_and_keeps_the_note(owner, hoekje):
    response = save(owner, TOILET, note="achteraan", week__do="copy-0-1234")

    assert form_of(response)["note"] == ["achteraan"]
    assert offered(hoekje)["toilet"] == ("", "")


# Two colleagues at once


def test_two_colleagues_who_tick_different_things_both_keep_their_tick(owner, hoekje):
    shown = owner.get(SERVICES)
    save(owner, shown=shown, is_heated="on")
    save(owner, shown=shown, is_cool="on")

    hoekje.refresh_from_db()
    assert (hoekje.is_heated, hoekje.is_cool) == (True, True)


def test_two_colleagues_who_change_the_ticks_of_services_see_both(owner, hoekje):
    shown, wifi = owner.get(SERVICES), make_service("wifi")
    save(owner, shown=shown, without=["services"], is_cool="on")

    response = save(owner, shown=shown, services=[wifi.pk])

    assert "Iemand paste dit aan terwijl je typte. Nu staat er: niets" in words_of(response)
    sent = form_of(response)
    assert (sent["services"], sent["is_cool"]) == ([str(wifi.pk)], ["on"])
    assert offered(hoekje) == {}

    save(owner, shown=response)
    assert set(offered(hoekje)) == {"wifi"}


def test_a_tick_nobody_saw_is_told_in_words(owner, hoekje):
    Merchant.objects.update(is_heated=True)

    assert "Nu staat er: ja" in words_of(save(owner, without=["is_heated"], seen="{}"))


def test_two_colleagues_keep_the_note_of_one_and_the_hours_of_the_other(owner, hoekje):
    shown = owner.get(TOILET)
    save(owner, TOILET, shown, note="achteraan")
    save(owner, TOILET, shown, week__until="18:00")

    assert offered(hoekje)["toilet"] == ("achteraan", "Mo-Su 00:00-18:00")


def test_two_colleagues_who_change_the_same_note_see_both(owner, hoekje):
    shown = owner.get(TOILET)
    save(owner, TOILET, shown, note="achteraan")

    second = save(owner, TOILET, shown, note="boven")

    assert "Nu staat er: achteraan" in words_of(second)
    assert form_of(second)["note"] == ["boven"]
    assert offered(hoekje)["toilet"] == ("achteraan", "")

    save(owner, TOILET, second)
    assert offered(hoekje)["toilet"] == ("boven", "")


def test_a_service_a_colleague_took_away_is_put_back_only_when_asked(owner, hoekje):
    shown = owner.get(TOILET)
    hoekje.offers.filter(service__slug="toilet").delete()

    second = save(owner, TOILET, shown, note="achteraan")

    assert "Dit werd van je pagina gehaald." in words_of(second)
    assert form_of(second)["note"] == ["achteraan"]
    assert "toilet" not in offered(hoekje)

    save(owner, TOILET, second)
    assert offered(hoekje)["toilet"] == ("achteraan", "")


@pytest.mark.parametrize("seen", ["", "abc"])
def test_a_note_without_marks_overwrites_nothing_unseen(owner, hoekje, seen):
    hoekje.offers.update(note="vroeger")

    save(owner, TOILET, note="nu", seen__note=seen)

    assert offered(hoekje)["toilet"] == ("vroeger", "")


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_at_the_same_moment_do_not_overwrite_the_note_of_the_other():
    merchant = make_merchant(services=["toilet"])
    toilet = Service.objects.get()
    seen = offer_marks(offer_of(merchant, toilet))
    change = partial(change_offer, merchant=merchant, service=toilet, seen=seen)

    results = at_once(*(partial(change, wanted={"note": note, "opening_hours": ""}) for note in ("achteraan", "boven")))

    assert [error.torn for error in results if isinstance(error, ChangedMeanwhile)] == [{"note"}]
    assert [offer.note for offer in results if isinstance(offer, ServiceOffer)] == [merchant.offers.get().note]


# Strangers


@pytest.mark.parametrize("address", [SERVICES, TOILET])
def test_place_services_are_not_there_for_a_stranger(client, hoekje, address):
    stranger = make_user()
    make_merchant(people=[stranger])
    client.force_login(stranger)

    assert client.get(address).status_code == 404
    assert client.post(address, {"note": "van mij"}).status_code == 404
    assert offered(hoekje) == {"toilet": ("", ""), "water": ("", "")}


@pytest.mark.parametrize("address", [SERVICES, TOILET])
def test_place_services_ask_to_log_in_first(client, hoekje, address):
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_a_service_nobody_made_is_not_there(owner, hoekje):
    assert owner.get(f"{SERVICES}zwembad/").status_code == 404
