"""Who looks after a place: colleagues come in by mail and leave in one step, and so does the place itself."""

from datetime import date
from html import unescape

import pytest

from merchants import actions, letters
from merchants.actions.inviting import MOST_AT_A_PLACE
from merchants.models import Chapter, Letter, Merchant, MerchantPerson, TeamRole, User
from tests.factories import make_chapter, make_merchant, make_team_member, make_treat, make_user
from tests.queries import statements

PEOPLE, LEAVE = "/mijn-plek/hoekje/mensen/", "/mijn-plek/hoekje/stoppen/"


@pytest.fixture
def lut(db):
    return make_user("lut@example.org", name="Lut")


@pytest.fixture
def hoekje(lut):
    return make_merchant("’t Hoekje", slug="hoekje", people=[lut], opening_hours="24/7")


@pytest.fixture
def owner(client, lut, hoekje):
    client.force_login(lut)
    return client


def words(response):
    return " ".join(unescape(response.content.decode()).split())


def emails(merchant):
    return sorted(merchant.people.values_list("user__email", flat=True))


def remove(client, email):
    person = MerchantPerson.objects.get(user__email=email)
    return client.post(f"{PEOPLE}{person.pk}/weg/", follow=True)


# Colleagues


def test_a_colleague_gets_a_letter_and_may_do_the_same(owner, client, hoekje):
    response = owner.post(PEOPLE, {"email": "Amir@Example.org", "name": "Amir"}, follow=True)

    assert "Amir@Example.org krijgt een brief" in words(response)
    assert emails(hoekje) == ["amir@example.org", "lut@example.org"]
    assert "’t Hoekje" in Letter.objects.get(to="amir@example.org").body
    client.force_login(User.objects.get(email="amir@example.org"))
    assert client.get(PEOPLE).status_code == 200


def test_the_same_colleague_twice_is_one_and_gets_one_letter(owner, hoekje):
    for _ in range(2):
        owner.post(PEOPLE, {"email": "amir@example.org"})

    assert emails(hoekje) == ["amir@example.org", "lut@example.org"]
    assert Letter.objects.filter(to="amir@example.org").count() == 1


@pytest.mark.parametrize("typed", ["", "amir", "amir@", "a@b", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_explained_and_stays(owner, hoekje, typed):
    response = owner.post(PEOPLE, {"email": typed, "name": "Amir"})

    assert response.status_code == 200
    assert 'value="Amir"' in response.text
    assert "Nog niet helemaal." in words(response)
    assert emails(hoekje) == ["lut@example.org"]


def test_more_than_twenty_are_too_many(owner, hoekje):
    for _ in range(MOST_AT_A_PLACE - 1):
        hoekje.people.create(user=make_user())

    assert "Twintig mensen zorgen al voor deze plek." in words(owner.post(PEOPLE, {"email": "amir@example.org"}))


def test_a_colleague_who_comes_back_gets_a_letter_again(owner, hoekje):
    for _ in range(2):
        owner.post(PEOPLE, {"email": "amir@example.org"})
        remove(owner, "amir@example.org")

    assert Letter.objects.filter(to="amir@example.org").count() == 2


def test_taking_off_and_letting_in_writes_to_no_whole_street(owner, hoekje):
    for number in range(21):
        response = owner.post(PEOPLE, {"email": f"buur{number}@example.org"})
        hoekje.people.exclude(user__email="lut@example.org").delete()

    assert "Er gingen vandaag veel brieven uit" in words(response)
    assert Letter.objects.count() == 20
    assert emails(hoekje) == ["lut@example.org"]


def test_a_team_without_an_address_does_not_lose_a_letter(owner, hoekje):
    Chapter.objects.update(email="")
    owner.post(LEAVE)

    assert Letter.objects.get().to == letters.network_address()


def test_a_colleague_is_taken_off_the_list(owner, client, hoekje):
    amir = make_user("amir@example.org")
    hoekje.people.create(user=amir)

    remove(owner, "amir@example.org")

    assert emails(hoekje) == ["lut@example.org"]
    client.force_login(amir)
    assert client.get(PEOPLE).status_code == 404


def test_whoever_stops_alone_leaves_the_place_to_the_team(owner, hoekje):
    response = remove(owner, "lut@example.org")

    assert response.redirect_chain[-1][0] == "/mijn-plek/"
    assert Merchant.objects.listed().get() == hoekje
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == ("team@gent.example", "Niemand met een login zorgt nog voor ’t Hoekje")


def test_while_others_look_after_it_the_team_is_not_bothered(owner, hoekje):
    hoekje.people.create(user=make_user())
    remove(owner, "lut@example.org")

    assert not Letter.objects.exists()


def test_a_person_of_another_place_stays(owner, hoekje):
    theirs = make_merchant(people=[make_user()]).people.get()

    owner.post(f"{PEOPLE}{theirs.pk}/weg/")

    assert MerchantPerson.objects.filter(pk=theirs.pk).exists()


def test_the_list_costs_the_same_for_one_and_many(owner, hoekje):
    with statements() as for_one:
        owner.get(PEOPLE)
    for _ in range(4):
        hoekje.people.create(user=make_user())
    with statements() as for_many:
        owner.get(PEOPLE)

    assert len(for_one) == len(for_many)


# The place stops


def test_a_place_stops_in_one_step_without_its_name_left_behind(owner, client, hoekje):
    make_merchant("De Krul", opening_hours="24/7")
    assert owner.get(LEAVE).status_code == 200
    assert Merchant.objects.listed().count() == 2

    response = owner.post(LEAVE, follow=True)

    assert "Je plek staat niet meer op de kaart." in words(response)
    assert [merchant.name for merchant in Merchant.objects.listed()] == ["De Krul"]
    page = words(client.get("/plek/hoekje/"))
    assert "Deze plek doet niet meer mee." in page and "De Krul" in page
    assert "Hoekje" not in page
    assert "Hoekje" not in words(client.get("/plekken/?lat=51.05&lng=3.725"))
    assert Letter.objects.get().subject == "’t Hoekje stopt"


def test_a_place_that_stopped_by_a_slip_comes_back_as_it_was(owner, client, hoekje):
    owner.post(LEAVE)
    assert "’t Hoekje staat niet op de kaart." in words(owner.get("/mijn-plek/"))

    response = owner.post("/mijn-plek/hoekje/terugkomen/", follow=True)

    assert "Welkom terug!" in words(response)
    assert Merchant.objects.listed().get() == hoekje
    assert owner.post("/mijn-plek/hoekje/terugkomen/").status_code == 302


def test_a_place_that_the_team_closed_comes_back_by_the_team_alone(owner, hoekje):
    Merchant.objects.update(state="closed")

    assert owner.post("/mijn-plek/hoekje/terugkomen/").status_code == 404
    assert not Merchant.objects.listed().exists()


def test_a_place_that_stopped_twice_tells_the_team_once(hoekje):
    for _ in range(2):
        actions.stop_taking_part(merchant=hoekje)

    assert Letter.objects.count() == 1


def test_a_place_that_came_back_may_stop_again(hoekje):
    for day in [date(2026, 1, 1), date(2027, 1, 1)]:
        Merchant.objects.update(state="active")
        actions.stop_taking_part(merchant=hoekje, today=day)

    assert Letter.objects.count() == 2


def test_what_still_hangs_is_told_before_a_place_stops(owner, hoekje):
    assert "Er hangt nog iets op je bord" not in words(owner.get(LEAVE))
    make_treat(merchant=hoekje, waiting=2)

    assert "Er hangt nog iets op je bord" in words(owner.get(LEAVE))


@pytest.mark.parametrize("address", [PEOPLE, f"{PEOPLE}1/weg/", LEAVE, "/mijn-plek/hoekje/terugkomen/"])
def test_a_stranger_finds_nothing_there(client, hoekje, address):
    client.force_login(make_user())

    assert client.post(address, {"email": "ik@example.org"}).status_code == 404
    assert emails(hoekje) == ["lut@example.org"]
    assert Merchant.objects.get().is_listed


# A team


def test_the_last_coordinator_who_leaves_leaves_the_city_to_the_network(db):
    gent = make_chapter()
    first, second = (make_team_member(chapter=gent) for _ in range(2))
    make_team_member("volunteer", chapter=gent)

    actions.leave_team(role=first.roles.get())
    assert not Letter.objects.exists()

    actions.leave_team(role=second.roles.get())
    assert Letter.objects.get().subject == "Gent heeft geen coördinator meer"
    assert [role.role for role in TeamRole.objects.all()] == ["volunteer"]
