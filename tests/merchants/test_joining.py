from datetime import date
from functools import partial
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from merchants import actions, letters
from merchants.actions import AlreadyDecided, apply, approve, decline, free_slug
from merchants.letters import Letter, send_waiting
from merchants.models import Merchant, OpenMinutes, User
from tests.factories import GENT, make_chapter, make_merchant, make_service, make_user
from tests.races import at_once


def an_application(name="Krookcafé", **details):
    contact = {"contact_name": "Lut", "contact_email": "lut@example.org"}
    return {"key": uuid4(), "chapter": make_chapter(), "services": [], "name": name, **GENT, **contact, **details}


def test_apply_writes_down_a_place_that_the_street_does_not_see_yet(db):
    merchant = apply(**an_application(services=[make_service("water"), make_service("toilet")]))

    assert (merchant.state, merchant.slug, merchant.charter_version) == ("applied", "krookcafe", actions.CHARTER_VERSION)
    assert merchant.charter_accepted_on == merchant.checked_on == timezone.localdate()
    assert {service.slug for service in merchant.services.all()} == {"water", "toilet"}
    assert not Merchant.objects.shown().exists()


def test_apply_tells_the_team_and_thanks_whoever_applied(db):
    apply(**an_application(street="Graslei 1", postcode="9000", town="Gent"))
    send_waiting()

    assert {letter.to[0]: letter.subject for letter in mail.outbox} == {
        "team@gent.example": "Krookcafé wil graag meedoen",
        "lut@example.org": "Bedankt voor Krookcafé",
    }


def test_where_a_team_has_no_address_the_network_hears_of_it(db):
    apply(**an_application(chapter=make_chapter("leuven", email="")))

    assert Letter.objects.get(event__endswith="-team").to == letters.network_address()


@pytest.mark.parametrize(("answer", "sentence"), [(approve, "Bienvenue"), (decline, "Bonjour")])
def test_who_applied_in_french_is_answered_in_french(db, answer, sentence):
    merchant = apply(**an_application(), language="fr")

    answer(merchant=merchant)

    letter = Letter.objects.get(event__startswith=("approved" if answer is approve else "declined"))
    assert sentence in letter.subject + letter.body
    assert merchant.letter_language == "fr"


def test_apply_with_the_same_key_twice_is_one_application(db):
    application = an_application()

    assert apply(**application) == apply(**application)
    assert Merchant.objects.count() == 1
    assert Letter.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_apply_with_one_name_at_the_same_moment_gives_each_an_address():
    applications = [an_application() for _ in range(4)]

    at_once(*(partial(apply, **application) for application in applications))

    assert sorted(Merchant.objects.values_list("slug", flat=True)) == ["krookcafe", "krookcafe-2", "krookcafe-3", "krookcafe-4"]


@pytest.mark.django_db(transaction=True)
def test_apply_sent_twice_at_the_same_moment_is_one_application():
    application = an_application()

    first, second = at_once(partial(apply, **application), partial(apply, **application))

    assert first == second == Merchant.objects.get()


@pytest.mark.parametrize(
    ("name", "taken", "slug"),
    [
        ("Krookcafé", [], "krookcafe"),
        ("Krookcafé", ["krookcafe", "krookcafe-2"], "krookcafe-3"),
        ("Krookcafé", ["krookcafe-aan-zee"], "krookcafe"),
        ("مقهى", [], "plek"),
        ("☕☕", ["plek"], "plek-2"),
        ("’t Hoekske", [], "t-hoekske"),
        ("a" * 120, ["a" * 120], "a" * 120 + "-2"),
    ],
)
def test_free_slug(db, name, taken, slug):
    for other in taken:
        make_merchant(slug=other)

    assert free_slug(name) == slug


def test_approve_puts_the_place_on_the_map_and_lets_its_contact_in(db):
    merchant = approve(merchant=apply(**an_application(contact_email="Lut@Example.org")))

    assert Merchant.objects.listed().get() == merchant
    assert OpenMinutes.objects.get().merchant == merchant
    lut = User.objects.get()
    assert (lut.email, lut.name, lut.has_usable_password()) == ("lut@example.org", "Lut", False)
    assert Merchant.objects.run_by(lut).get() == merchant
    assert Letter.objects.filter(event=f"approved-{merchant.pk}", to="Lut@Example.org").exists()


def test_approve_gives_a_second_place_to_the_same_person(db):
    lut = make_user("lut@example.org")
    make_merchant(people=[lut])

    approve(merchant=apply(**an_application()))

    assert Merchant.objects.run_by(lut).count() == 2
    assert User.objects.count() == 1


def test_approve_of_a_place_that_only_has_a_phone_writes_nobody(db):
    merchant = approve(merchant=apply(**an_application(contact_email="", contact_phone="09 123 45 67")))

    assert merchant.is_listed
    assert not merchant.people.exists()
    assert not Letter.objects.filter(event__startswith="approved").exists()


def test_approve_of_a_suggested_place_notes_when_it_said_yes(db):
    suggested = make_merchant(state="suggested", agreed_on=None, checked_on=None)

    merchant = approve(merchant=suggested, today=date(2026, 11, 22))

    assert (merchant.agreed_on, merchant.checked_on) == (date(2026, 11, 22), date(2026, 11, 22))


def test_decline_writes_kindly_to_whoever_applied(db):
    merchant = decline(merchant=apply(**an_application()))

    assert merchant.state == "declined"
    assert Letter.objects.filter(event=f"declined-{merchant.pk}", to="lut@example.org").exists()


def test_decline_of_a_suggestion_writes_nobody(db):
    decline(merchant=make_merchant(state="suggested", contact_email="lut@example.org"))

    assert not Letter.objects.exists()


@pytest.mark.parametrize("answer", [approve, decline])
def test_a_place_is_answered_once(db, answer):
    merchant = apply(**an_application())
    decline(merchant=merchant)

    with pytest.raises(AlreadyDecided):
        answer(merchant=merchant)


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_the_same_moment_answer_once():
    merchant = apply(**an_application())

    answers = at_once(partial(approve, merchant=merchant), partial(decline, merchant=merchant))

    assert sorted(type(answer) for answer in answers if isinstance(answer, Exception)) == [AlreadyDecided]
