"""An organisation that would like to point the way: it waits for the team, and nobody gets a login yet."""

from uuid import uuid4

import pytest

from merchants.models import Letter, User
from referrals.models import Organisation
from tests.factories import make_chapter, make_organisation

pytestmark = pytest.mark.django_db


def ring(client, organisation="CAW Oost"):
    chapter = make_chapter()
    told = {"key": str(uuid4()), "contact_name": "Lut", "contact_email": "lut@example.org", "organisation": organisation}
    return client.post("/doe-mee/organisatie/", told | {"chapter": chapter.pk})


def test_organisation_that_asks_waits_for_its_team_with_nobody_tied_to_it(client):
    ring(client)

    organisation = Organisation.objects.waiting().get()
    assert (organisation.name, organisation.chapter.slug) == ("CAW Oost", "gent")
    assert not organisation.referrers.exists() and not User.objects.exists()
    body = Letter.objects.get().body
    assert f"/beheer/referrals/organisation/{organisation.pk}/change/" in body and "lut@example.org" in body


def test_organisation_that_asks_again_is_one_and_the_team_hears_of_it_again(client):
    for name in ["CAW Oost", "caw oost "]:
        ring(client, name)

    assert Organisation.objects.count() == 1
    assert Letter.objects.count() == 2


def test_one_that_takes_part_already_stays_so_and_nobody_is_let_in(client):
    make_organisation("CAW Oost")

    ring(client)

    assert Organisation.objects.get().approved_on
    assert "CAW Oost doet al mee" in Letter.objects.get().body
    assert not User.objects.exists()


def test_what_is_no_name_makes_no_organisation(client):
    for name in ["", "   ", "x" * 121, "\0"]:
        assert ring(client, name).status_code == 200

    assert not Organisation.objects.exists()
