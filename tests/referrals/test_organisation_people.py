"""Who points the way for an organisation: colleagues come in by mail and leave in one step."""

from html import unescape

import pytest

from merchants.models import Letter, User
from referrals.actions import MOST_PEOPLE, let_in_colleague, stop_pointing_the_way
from referrals.models import Organisation, Referrer
from tests.factories import make_organisation, make_user
from tests.queries import statements
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(caw):
    return f"/mijn-organisatie/{caw.pk}/mensen/"


def words(response):
    return " ".join(unescape(response.content.decode()).split())


def emails(organisation):
    return sorted(organisation.referrers.values_list("user__email", flat=True))


def remove(client, people, email):
    person = Referrer.objects.get(user__email=email)
    return client.post(f"{people}{person.pk}/weg/", follow=True)


def test_a_colleague_gets_a_letter_and_may_do_the_same(referrer, client, caw, people):
    response = referrer.post(people, {"email": "Amir@Example.org", "name": "Amir"}, follow=True)

    assert "Amir@Example.org krijgt een brief" in words(response)
    assert emails(caw) == ["amir@example.org", "sofie@example.org"]
    assert "CAW van hier" in Letter.objects.get(to="amir@example.org").body
    client.force_login(User.objects.get(email="amir@example.org"))
    assert "Sofie" in words(client.get(people))


def test_the_same_colleague_twice_is_one_and_gets_one_letter(referrer, caw, people):
    for _ in range(2):
        referrer.post(people, {"email": "amir@example.org"})

    assert emails(caw) == ["amir@example.org", "sofie@example.org"]
    assert Letter.objects.filter(to="amir@example.org").count() == 1


@pytest.mark.parametrize("typed", ["", "amir", "amir@", "a@b", "x" * 300 + "@example.org", "\0@example.org"])
def test_what_is_no_address_is_explained_and_stays(referrer, caw, people, typed):
    response = referrer.post(people, {"email": typed, "name": "Amir"})

    assert response.status_code == 200
    assert 'value="Amir"' in response.text
    assert "Nog niet helemaal." in words(response)
    assert emails(caw) == ["sofie@example.org"]


def test_more_than_fifty_are_too_many(referrer, caw, people):
    for _ in range(MOST_PEOPLE - 1):
        caw.referrers.create(user=make_user())

    response = referrer.post(people, {"email": "amir@example.org"})

    assert "Vijftig mensen wijzen al de weg voor jullie." in words(response)
    assert not User.objects.filter(email="amir@example.org").exists()


def test_taking_off_and_letting_in_writes_to_no_whole_street(referrer, caw, people):
    for number in range(21):
        response = referrer.post(people, {"email": f"buur{number}@example.org"})
        caw.referrers.exclude(user__email="sofie@example.org").delete()

    assert "Er gingen vandaag veel brieven uit voor je organisatie." in words(response)
    assert Letter.objects.count() == 20
    assert emails(caw) == ["sofie@example.org"]


def test_a_colleague_who_left_is_taken_off_the_list(referrer, client, caw, people):
    amir = make_user("amir@example.org")
    caw.referrers.create(user=amir)

    page = remove(referrer, people, "amir@example.org")

    assert "wijst niet langer de weg voor jullie. Was het een vergissing?" in words(page)
    assert emails(caw) == ["sofie@example.org"]
    assert not Letter.objects.exists()
    client.force_login(amir)
    assert client.get(people).status_code == 404


def test_whoever_stops_alone_leaves_the_organisation_to_the_team(referrer, caw, people):
    response = remove(referrer, people, "sofie@example.org")

    assert "Bedankt voor al die keren." in words(response)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == ("team@gent.example", "Niemand met een login wijst nog de weg voor CAW van hier")
    assert f"/beheer/referrals/organisation/{caw.pk}/change/" in letter.body


def test_leaving_from_the_own_login_tells_the_team_too(referrer, sofie):
    referrer.post(f"/mijn-login/organisatie/{sofie.referring.get().pk}/verlaten/")

    assert Letter.objects.get().to == "team@gent.example"


def test_a_person_of_another_organisation_stays(referrer, people):
    theirs = make_organisation("OCMW", people=[make_user()]).referrers.get()

    referrer.post(f"{people}{theirs.pk}/weg/")

    assert Referrer.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("page", ["", "0/weg/"])
def test_a_stranger_finds_nothing_there(client, caw, people, page):
    client.force_login(make_user())

    assert client.post(people + page, {"email": "ik@example.org"}).status_code == 404
    assert emails(caw) == ["sofie@example.org"]


def test_while_the_organisation_waits_for_its_welcome_nobody_is_let_in(referrer, caw, people):
    Organisation.objects.update(approved_on=None)

    assert referrer.post(people, {"email": "amir@example.org"}).status_code == 404
    assert not Letter.objects.exists()


def test_the_list_costs_the_same_for_one_and_many(referrer, caw, people):
    with statements() as for_one:
        referrer.get(people)
    for _ in range(4):
        caw.referrers.create(user=make_user())
    with statements() as for_many:
        referrer.get(people)

    assert len(for_one) == len(for_many)


# At the same moment


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", range(5))
def test_the_last_people_who_stop_at_once_are_not_missed(time):
    people = [make_user() for _ in range(6)]
    caw = make_organisation(people=people)

    results = at_once(*[lambda user=user: stop_pointing_the_way(organisation=caw, user=user) for user in people])

    assert results == [None] * 6
    assert Letter.objects.get().to == "team@gent.example"


@pytest.mark.django_db(transaction=True)
def test_six_who_let_somebody_in_at_once_do_not_make_the_list_too_long():
    caw = make_organisation(people=[make_user() for _ in range(MOST_PEOPLE - 2)])

    at_once(*[lambda number=number: let_in_colleague(organisation=caw, email=f"amir{number}@example.org") for number in range(6)])

    assert caw.referrers.count() == MOST_PEOPLE
    assert Letter.objects.count() == 2
