"""One's own login: what one does here, everything known about one, and the way out."""

import json
from html import unescape

import pytest

from merchants import versions
from merchants.models import Letter, Merchant, TeamRole, User
from referrals.models import Organisation, Referrer
from tests.factories import make_activity, make_chapter, make_merchant, make_team_member, make_user
from tests.logins import come_in
from tests.traces import rows

ACCOUNT, DATA, ERASE = "/mijn-login/", "/mijn-login/gegevens.json", "/mijn-login/wissen/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def lut():
    """Looks after a place, works in a team and points the way."""
    gent = make_chapter()
    lut = make_team_member("volunteer", chapter=gent, email="lut@example.org", name="Lut Peeters")
    make_merchant("’t Hoekje", slug="hoekje", people=[lut], contact_name="Lut Peeters", contact_email="lut@example.org")
    Referrer.objects.create(organisation=Organisation.objects.create(chapter=gent, name="CAW"), user=lut)
    return lut


@pytest.fixture
def own(client, lut):
    return come_in(client, lut)


def words(response):
    return " ".join(unescape(response.content.decode()).split())


def test_the_page_names_everything_one_does_here(own):
    shown = words(own.get(ACCOUNT))

    for there in ["lut@example.org", "’t Hoekje", "Gent", "CAW", "/accounts/logout/"]:
        assert there in shown


def test_whoever_does_nothing_here_any_more_reads_so(client):
    client.force_login(make_user())

    assert "Je login opent niets meer" in words(client.get(ACCOUNT))


def test_a_team_and_an_organisation_are_left_in_one_step(own, lut):
    own.post(f"{ACCOUNT}team/{lut.roles.get().pk}/verlaten/")
    own.post(f"{ACCOUNT}organisatie/{lut.referring.get().pk}/verlaten/")

    assert not lut.roles.exists() and not lut.referring.exists()
    assert own.get("/beheer/").status_code == 404


def test_nobody_is_taken_out_of_a_team_by_somebody_else(own):
    theirs = make_team_member(chapter=make_chapter("brussel")).roles.get()

    assert own.post(f"{ACCOUNT}team/{theirs.pk}/verlaten/").status_code == 404
    assert TeamRole.objects.filter(pk=theirs.pk).exists()


def test_everything_about_somebody_comes_as_a_file(own, lut):
    with versions.by(lut):
        Merchant.objects.update(phone="09 123 45 67")
    Letter.objects.create(event="dag", to="lut@example.org", subject="Dag Lut", body="Welkom")

    make_activity("Samen soep").team_hosts.add(lut.roles.get())

    response = own.get(DATA)

    assert response["Content-Disposition"] == 'attachment; filename="enchante.json"'
    known = json.loads(response.content)
    assert known["login"]["email"] == "lut@example.org"
    assert known["looks after"] == ["’t Hoekje"]
    assert known["is the contact of"][0]["contact_name"] == "Lut Peeters"
    assert known["works in the team of"] == [{"city": "Gent", "as": "volunteer"}]
    assert known["points the way for"] == ["CAW"]
    assert [each["title"] for each in known["welcomes people at"]] == ["Samen soep"]
    assert known["letters"][0]["subject"] == "Dag Lut"
    assert [change["how"] for change in known["changed"]] == ["changed"]
    assert known["second factors"]


def test_the_file_holds_nothing_of_somebody_else(client, lut):
    client.force_login(make_user("amir@example.org"))

    assert "lut" not in client.get(DATA).text.lower()


def test_erasing_takes_one_out_of_everything_and_out_of_the_site(own, lut):
    with versions.by(lut):
        Merchant.objects.update(phone="09 123 45 67")

    response = own.post(ERASE, {"sure": "on"}, follow=True)

    assert response.redirect_chain == [("/gewist/", 302)]
    assert "Je login is gewist" in words(response)
    assert own.get(ACCOUNT).status_code == 302
    assert not User.objects.filter(pk=lut.pk).exists()
    left = {(table, row) for table, row in rows() if "lut@" in row.lower() or "lut peeters" in row.lower()}
    assert left == set()
    assert not Merchant.pgh_event_model.objects.filter(pgh_context__user=lut.pk).exists()
    assert set(Letter.objects.filter(to="team@gent.example").values_list("subject", flat=True)) == {
        "Niemand met een login zorgt nog voor ’t Hoekje",
        "Niemand met een login wijst nog de weg voor CAW",
    }


def test_without_the_tick_nothing_is_erased(own, lut):
    response = own.post(ERASE, {"sure": ""})

    assert "Vink dit aan als je zeker bent." in words(response)
    assert User.objects.filter(pk=lut.pk).exists()


def test_the_last_one_of_hq_invites_somebody_first(client):
    hq = User.objects.create_superuser("hq@example.org")
    come_in(client, hq)
    assert "Je bent de laatste van het hoofdkwartier." in words(client.post(ERASE, {"sure": "on"}))
    assert User.objects.filter(pk=hq.pk).exists()

    User.objects.create_superuser("nog@example.org")
    client.post(ERASE, {"sure": "on"})
    assert not User.objects.filter(pk=hq.pk).exists()
