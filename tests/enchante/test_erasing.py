"""Somebody asks to be forgotten: HQ presses one button, and no row tells of them any more."""

from uuid import uuid4

import pytest
from django.utils import timezone

from merchants import versions
from merchants.models import ImportedRow, Letter, Merchant, PlaceImport, User
from tests.factories import make_merchant, make_team_member
from tests.logins import give_second_factor
from tests.team import address
from tests.traces import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def lut(client, hq, gent, shown_again):
    """A volunteer who also looks after a place, was written to, and is named in the history of the admin."""
    lut = make_team_member("volunteer", chapter=gent, email="lut@example.org", name="Lut Peeters")
    contact = {"contact_name": "Lut Peeters", "contact_email": "Lut@example.org", "contact_phone": "0470 12 34 56"}
    krook = make_merchant("De Krook", people=[lut], imported=contact, **contact)
    with versions.by(lut):
        Merchant.objects.filter(pk=krook.pk).update(phone="09 123 45 67")
    give_second_factor(lut)
    for event, sent_at in {"sent": timezone.now(), "waiting": None}.items():
        Letter.objects.create(event=event, to="lut@example.org", subject="Dag Lut", body="Welkom", sent_at=sent_at)
    client.post(address(lut), {"email": "lut@example.org", "name": "Lut Peeters", "is_active": ""})
    client.post(address(lut.roles.get()), {"role": "peer", "chapter": gent.pk})
    return lut


def traces():
    return {table for table, row in rows() if any(word in row.lower() for word in ("lut@", "lut peeters", "dag lut", "0470 12 34 56"))}


def test_hq_erases_somebody_and_no_row_tells_of_them(client, hq, lut):
    assert Merchant.pgh_event_model.objects.filter(pgh_context__user=lut.pk).exists()
    assert traces() >= {"merchants_user", "merchants_merchant", "merchants_merchantversion", "merchants_letter", "django_admin_log"}

    client.post(address(lut, "delete"), {"post": "yes"})

    assert traces() == set()
    assert not User.objects.filter(pk=lut.pk).exists()
    assert Merchant.objects.get().name == "De Krook"
    assert not Merchant.pgh_event_model.objects.filter(pgh_context__user=lut.pk).exists()
    assert list(Letter.objects.values_list("event", "to")) == [("sent", "")]


def test_a_contact_is_taken_out_of_versions_from_before_the_address_was_known(client, hq, lut):
    place = make_merchant("Bij Mo", contact_name="Lut Peeters", contact_phone="0470 12 34 56")
    Merchant.objects.filter(pk=place.pk).update(contact_email="lut@example.org")
    Merchant.objects.filter(pk=place.pk).update(contact_email="", contact_name="An", contact_phone="")

    client.post(address(lut, "delete"), {"post": "yes"})

    assert traces() == set()


def test_letters_of_others_that_name_the_address_are_emptied_too(client, hq, lut):
    for event, body in {"about": "Lut (lut@example.org) wil graag helpen.", "other": "klut@example.org wil graag helpen."}.items():
        Letter.objects.create(event=event, to="team@gent.example", subject="Helpen", body=body, sent_at=timezone.now())

    client.post(address(lut, "delete"), {"post": "yes"})

    assert Letter.objects.get(event="about").body == ""
    assert "klut@" in Letter.objects.get(event="other").body


def test_lists_that_were_brought_in_no_longer_name_them(client, hq, gent, lut):
    named = {"contact_email": ["", "Lut@example.org"], "contact_name": ["", "Lut Peeters"], "street": ["", "Dorp 1"]}
    lists = {state: PlaceImport.objects.create(key=uuid4(), chapter=gent, state=state, user=lut) for state in ("written", "shown")}
    for each in lists.values():
        ImportedRow.objects.create(place_import=each, number=2, effect="updated", changes=named, sentences=["lut@example.org"])
    PlaceImport.objects.create(key=uuid4(), chapter=gent, state="opened", samples={"mail": ["lut@example.org"]})

    client.post(address(lut, "delete"), {"post": "yes"})

    assert traces() == set()
    row = ImportedRow.objects.get()
    assert (row.place_import.state, row.place_import.user, row.changes) == ("written", None, {"street": ["", "Dorp 1"]})


def test_nobody_but_hq_erases_anybody(client, lut, coordinator):
    assert client.post(address(lut, "delete"), {"post": "yes"}).status_code == 404

    assert User.objects.filter(pk=lut.pk).exists()
