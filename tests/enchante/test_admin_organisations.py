"""Organisations that point the way, at /beheer/: a coordinator welcomes one in a minute, with its first person."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from merchants.models import Letter, User
from referrals.models import FavouriteSet, Organisation, PaperOrder
from tests.factories import make_merchant, make_organisation, make_paper_order, make_set
from tests.team import act, address, said

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SOFIE = {"referrers-0-email": "sofie@example.org", "referrers-0-name": "Sofie"}


@pytest.fixture
def caw(gent):
    return make_organisation("CAW", chapter=gent, approved_on=None)


def save(client, organisation, **typed):
    """The page of this organisation, with what else was typed or ticked."""
    data = {"chapter": organisation.chapter_id, "name": organisation.name, "referrers-INITIAL_FORMS": 0}
    data["referrers-TOTAL_FORMS"] = int("referrers-0-email" in typed)
    return client.post(address(organisation), data | typed, follow=True)


def of_sofie():
    return list(Organisation.objects.of(User.objects.get(email="sofie@example.org")))


def test_organisation_waits_on_the_front_page_and_is_welcomed(client, coordinator, caw):
    front = client.get(reverse("admin:index"))
    assert "1 organisatie wil graag de weg wijzen" in [str(something.text) for something in front.context["waiting"]]

    act(client, "welcome", caw)

    caw.refresh_from_db()
    assert caw.approved_on == timezone.localdate()
    assert LogEntry.objects.get().object_id == str(caw.pk)


def test_organisation_is_welcomed_with_its_first_person_in_one_save(client, coordinator, caw):
    save(client, caw, welcome="on", **SOFIE)

    assert of_sofie() == [caw]
    letter = Letter.objects.get()
    assert (letter.to, letter.subject, "CAW" in letter.body) == ("sofie@example.org", "Je kan vanaf nu inloggen", True)


def test_while_it_waits_nobody_comes_in_and_its_people_hear_once_when_they_may(client, coordinator, caw):
    save(client, caw, **SOFIE)
    assert of_sofie() == []

    for _ in range(2):
        act(client, "welcome", caw)

    assert of_sofie() == [caw]
    assert list(Letter.objects.order_by("pk").values_list("to", "subject")) == [
        ("sofie@example.org", "Je kan vanaf nu inloggen"),
        ("sofie@example.org", "Welkom, CAW"),
    ]
    assert "/mijn-organisatie/" in Letter.objects.get(subject="Welkom, CAW").body


def test_one_welcomed_without_anybody_asks_for_an_address(client, coordinator, caw):
    assert any("Voor CAW kan nog niemand inloggen" in message for message in said(save(client, caw, welcome="on")))


def test_what_was_welcomed_keeps_its_day(client, coordinator, caw):
    caw = make_organisation("OCMW", chapter=caw.chapter)
    before = caw.approved_on

    save(client, caw, welcome="on", approved_on=before)

    caw.refresh_from_db()
    assert caw.approved_on == before


def test_one_that_stops_is_taken_away_with_its_people_lists_and_orders(client, coordinator, caw):
    make_paper_order(caw)
    make_set(make_merchant(), organisation=caw)
    save(client, caw, **SOFIE)

    client.post(address(caw, "delete"), {"post": "yes"})

    assert not Organisation.objects.exists() and not PaperOrder.objects.exists() and not FavouriteSet.objects.exists()
