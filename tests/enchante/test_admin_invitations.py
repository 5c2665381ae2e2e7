"""Invitations in the admin: a coordinator makes a link, hands it over, and may take it back."""

import pytest
from django.urls import reverse

from merchants.models import Invitation, Letter, Merchant, User
from tests.factories import make_chapter, make_merchant, make_team_member
from tests.logins import come_in
from tests.team import act, said, typed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADD = "admin:merchants_invitation_add"


def suggested(chapter, name="Krook", **fields):
    return make_merchant(name, chapter=chapter, state="suggested", agreed_on=None, checked_on=None, **fields)


def test_a_coordinator_makes_links_for_suggested_places_and_reads_them(client, coordinator, gent, settings):
    settings.SITE_URL = "https://enchante.example"
    places = [suggested(gent, "Krook"), suggested(gent, "Hoek"), make_merchant("Loge", chapter=gent)]

    words = said(act(client, "make_invitation_links", *places))

    assert {invitation.merchant.name for invitation in Invitation.objects.all()} == {"Krook", "Hoek"}
    for invitation in Invitation.objects.all():
        assert f"{invitation.merchant}: https://enchante.example/doe-mee/uitnodiging/{invitation.token}/" in words[0]


def test_a_place_on_the_map_needs_no_invitation(client, coordinator, gent):
    words = said(act(client, "make_invitation_links", make_merchant(chapter=gent)))

    assert words == ["Alleen voorgestelde plekken kan je uitnodigen; er is niets gemaakt."]


@pytest.mark.parametrize("role", ["volunteer", "elsewhere"])
def test_nobody_else_makes_a_link(client, gent, role):
    who = make_team_member("volunteer", chapter=gent) if role == "volunteer" else make_team_member(chapter=make_chapter("brussel"))
    come_in(client, who)

    act(client, "make_invitation_links", suggested(gent))

    assert not Invitation.objects.exists()


def test_a_place_that_is_not_on_the_list_is_invited_by_name(client, coordinator, gent):
    page = client.post(reverse(ADD), {"chapter": gent.pk, "name": "Bar Nieuw"}, follow=True)

    invitation = Invitation.objects.get()
    assert (invitation.name, invitation.merchant) == ("Bar Nieuw", None)
    assert invitation.get_absolute_url() in page.text
    assert "Kopieer de link hieronder" in page.text


def test_only_suggested_places_of_that_city_can_be_chosen(client, gent, brussel):
    come_in(client, User.objects.create_superuser("hq@example.org"))
    listed, elsewhere = make_merchant(chapter=gent), suggested(brussel)

    for merchant in (listed, elsewhere):
        page = client.post(reverse(ADD), {"chapter": gent.pk, "merchant": merchant.pk})
        assert "merchant" in page.context["adminform"].form.errors
    assert not Invitation.objects.exists()


def test_a_link_taken_back_opens_nothing(client, coordinator, gent):
    invitation = Invitation.objects.create(chapter=gent)

    words = said(act(client, "take_back", invitation))

    assert words == ["1 uitnodiging opent niets meer."]
    assert client.get(invitation.get_absolute_url()).status_code == 410


def test_a_place_that_only_has_a_phone_joins_without_an_account(client, coordinator, gent):
    new = typed(Merchant(name="Bij Jos", chapter=gent, lat=51, lng=3.7, contact_name="Jos", contact_phone="09 123 45 67"))
    client.post(reverse("admin:merchants_merchant_add"), new)
    people = User.objects.count()

    act(client, "welcome", Merchant.objects.get())

    place = Merchant.objects.get()
    assert (place.state, place.contact_phone, place.contact_email) == ("active", "09 123 45 67", "")
    assert place.agreed_on
    assert User.objects.count() == people
    assert not Letter.objects.exists()
