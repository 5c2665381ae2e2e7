"""Joining by invitation: a link of the team that opens the form, filled in as far as known, once."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from merchants import actions
from merchants.actions import InvitationClosed, accept, invite_place, take_back
from merchants.models import Invitation, Letter, Merchant
from tests.applying import Carried, answers, go_on, load_gent, step_of, words
from tests.factories import make_merchant, make_service
from tests.races import at_once

TODAY = timezone.localdate


@pytest.fixture
def gent(db):
    return load_gent()


def suggested(gent, **fields):
    known = {"street": "Makebaplein 1", "postcode": "9000", "town": "Gent", "kind": "cafe", "lat": 51.0471, "lng": 3.7279}
    return make_merchant("Krookcafé", chapter=gent, state="suggested", checked_on=None, agreed_on=None, **{**known, **fields})


def make_invitation(gent, merchant=None, **fields):
    return Invitation.objects.create(chapter=gent, merchant=merchant, **fields)


def an_application(gent, **details):
    contact = {"contact_name": "Lut", "contact_email": "lut@example.org"}
    return {"key": uuid4(), "chapter": gent, "services": [], "name": "Krookcafé", "lat": 51.05, "lng": 3.72, **contact, **details}


# The story


def test_an_invited_place_finds_its_form_filled_in_and_goes_on_in_its_own_row(client, gent):
    place = suggested(gent, services=["water"], source="OSM", source_id="node/1", contact_phone="09 123 45 67")
    address = invite_place(merchant=place).get_absolute_url()

    page = client.get(address)
    assert "Je bent uitgenodigd" in words(page) and "Het team van Gent" in words(page)
    assert 'value="Krookcafé"' in words(page) and 'value="Makebaplein 1"' in words(page)
    second = go_on(client, page, address, street="Miriam Makebaplein 1")
    assert Carried(second).fields["pin"] == ["51.04710, 3.72790"]
    page = second
    for _ in range(3):
        page = go_on(client, page, address)
    assert not Letter.objects.exists()
    thanks = go_on(client, page, address, contact_name="Lut", charter="on")

    assert (thanks.status_code, thanks["Location"]) == (303, "/doe-mee/bedankt/?stad=gent")
    joined = Merchant.objects.get()
    assert (joined.pk, joined.slug, joined.state, joined.street) == (place.pk, place.slug, "applied", "Miriam Makebaplein 1")
    assert (joined.source_id, joined.contact_phone, joined.charter_version) == ("node/1", "09 123 45 67", actions.CHARTER_VERSION)
    assert (joined.charter_accepted_on, joined.checked_on, joined.checked_by) == (TODAY(), TODAY(), "place")
    assert [service.slug for service in joined.services.all()] == ["water"]
    assert Invitation.objects.get().used_on == TODAY()
    assert Letter.objects.get().to == gent.email


def test_looking_at_an_invitation_changes_nothing(client, gent):
    invitation = make_invitation(gent, suggested(gent))
    before = Invitation.objects.values().get(), Merchant.objects.values().get()

    client.get(invitation.get_absolute_url())

    assert (Invitation.objects.values().get(), Merchant.objects.values().get()) == before
    assert not Letter.objects.exists()


def test_a_place_that_was_not_on_the_list_is_invited_by_name(client, gent):
    invitation = make_invitation(gent, name="Bar Nieuw")

    assert 'value="Bar Nieuw"' in words(client.get(invitation.get_absolute_url()))
    client.post(invitation.get_absolute_url(), answers(name="Bar Nieuw"))

    joined = Merchant.objects.get()
    assert (joined.name, joined.state, joined.chapter) == ("Bar Nieuw", "applied", gent)
    assert Invitation.objects.get().merchant == joined


def test_an_invitation_leads_to_the_team_that_sent_it(client, gent):
    invitation = make_invitation(gent)

    client.post(invitation.get_absolute_url(), answers(postcode="8400", town="Oostende"))

    assert Merchant.objects.get().chapter == gent


def test_what_a_suggestion_offered_and_the_place_does_not_is_taken_out(gent):
    place = suggested(gent, services=["water", "toilet"])
    place.offers.filter(service__slug="water").update(note="uit de kraan")

    accept(token=invite_place(merchant=place).token, **an_application(gent, services=[make_service("water"), make_service("wifi")]))

    assert dict(place.offers.values_list("service__slug", "note")) == {"water": "uit de kraan", "wifi": ""}


# Links that open nothing


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"last_day": TODAY() - timedelta(days=1)}, "zestig dagen geldig"),
        ({"revoked_on": TODAY()}, "trok deze uitnodiging in"),
        ({"used_on": TODAY()}, "is al gebruikt"),
    ],
    ids=["over", "revoked", "used"],
)
def test_an_invitation_that_is_closed_says_why_and_shows_the_ordinary_door(client, gent, fields, sentence):
    invitation = make_invitation(gent, **fields)

    page = client.get(invitation.get_absolute_url())

    assert page.status_code == 410
    assert sentence in words(page) and 'href="/doe-mee/plek/"' in words(page)


def test_an_invitation_for_a_place_that_joined_meanwhile_is_closed(client, gent):
    place = suggested(gent)
    first, second = invite_place(merchant=place), invite_place(merchant=place)
    accept(token=first.token, **an_application(gent))

    assert client.get(second.get_absolute_url()).status_code == 410
    with pytest.raises(InvitationClosed):
        accept(token=second.token, **an_application(gent))


def test_an_invitation_for_a_place_that_was_told_not_now_reads_as_taken_back(gent):
    invitation = invite_place(merchant=suggested(gent))
    actions.decline(merchant=invitation.merchant)

    assert Invitation.objects.get().closed_on(TODAY()) == "revoked"


@pytest.mark.parametrize("token", ["nergens", "x" * 64])
def test_an_invitation_nobody_knows_shows_the_ordinary_door(client, gent, token):
    page = client.get(f"/doe-mee/uitnodiging/{token}/")

    assert page.status_code == 404
    assert "Deze uitnodiging kennen we niet" in words(page) and 'href="/doe-mee/plek/"' in words(page)


def test_an_odd_token_is_no_address(client, gent):
    assert client.get("/doe-mee/uitnodiging/%00/").status_code == 404


def test_an_invitation_taken_back_while_somebody_types_loses_nothing(client, gent):
    invitation = make_invitation(gent)
    take_back(Invitation.objects.all())

    page = client.post(invitation.get_absolute_url(), answers(contact_name="Lutgart"))

    assert (page.status_code, step_of(page)) == (200, 5)
    assert "Deze uitnodiging werkt niet meer. Wat je typte, staat er nog." in words(page)
    assert 'action="/doe-mee/plek/"' in words(page) and 'value="Lutgart"' in words(page)
    assert not Merchant.objects.exists()
    assert go_on(client, page, charter="on").status_code == 303
    assert Merchant.objects.get().contact_name == "Lutgart"


# Once


def test_the_same_form_sent_twice_is_one_application(client, gent):
    address = make_invitation(gent).get_absolute_url()
    form = answers()

    assert [client.post(address, form).status_code for _ in range(2)] == [303, 303]
    assert Merchant.objects.count() == 1


def test_a_second_form_by_the_same_link_is_not(client, gent):
    address = make_invitation(gent).get_absolute_url()
    client.post(address, answers())

    page = client.post(address, answers(name="Een andere plek"))

    assert page.status_code == 200 and Merchant.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_known", [True, False])
def test_two_forms_at_the_same_moment_open_one_place(is_known):
    gent = load_gent()
    invitation = make_invitation(gent, suggested(gent) if is_known else None)

    came = at_once(*(partial(accept, token=invitation.token, **an_application(gent)) for _ in range(4)))

    assert sum(isinstance(one, InvitationClosed) for one in came) == 3
    assert Merchant.objects.get().state == "applied"


@pytest.mark.django_db(transaction=True)
def test_two_links_to_one_place_at_the_same_moment_are_one_answer():
    gent = load_gent()
    place = suggested(gent)
    links = [invite_place(merchant=place) for _ in range(3)]

    came = at_once(*(partial(accept, token=link.token, **an_application(gent)) for link in links))

    assert sum(isinstance(one, InvitationClosed) for one in came) == 2


def test_taking_back_leaves_what_was_used(gent):
    used, open_one = make_invitation(gent, used_on=TODAY()), make_invitation(gent)

    assert take_back(Invitation.objects.all()) == [open_one]
    assert list(Invitation.objects.filter(revoked_on=TODAY())) == [open_one]
    assert used.closed_on(TODAY()) == "used"
