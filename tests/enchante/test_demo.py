"""The entrance for trying things out: there while DEBUG, nowhere else, and no way around the second factor."""

import pytest
from django.urls import reverse

from enchante.demo import ROLES, address_of, make_demo_staff
from merchants.models import MerchantPerson, TeamRole, User
from referrals.models import Organisation, Referrer
from tests.factories import make_chapter, make_merchant

pytestmark = pytest.mark.django_db
HOMES = {
    "handelaar": "/mijn-plek/",
    "doorverwijzer": "/mijn-organisatie/",
    "coordinator": "/beheer/",
    "vrijwilliger": "/beheer/",
    "maatje": "/mijn-agenda/",
    "hq": "/beheer/",
}


@pytest.fixture
def debug(settings):
    settings.DEBUG = True


@pytest.fixture
def town():
    """The people of the demo town, as `seed_demo` makes them."""
    gent = make_chapter()
    people = {role: User.objects.create_user(address_of(role), is_superuser=role == "hq") for role in ROLES}
    for role, word in {"coordinator": "coordinator", "vrijwilliger": "volunteer", "maatje": "peer"}.items():
        TeamRole.objects.create(chapter=gent, user=people[role], role=word)
    MerchantPerson.objects.create(merchant=make_merchant(chapter=gent), user=people["handelaar"])
    Referrer.objects.create(organisation=Organisation.objects.create(chapter=gent, name="CAW"), user=people["doorverwijzer"])
    for role in ("coordinator", "vrijwilliger", "hq"):
        make_demo_staff(people[role])
    return people


def enter(client, role):
    return client.post(reverse("demo-enter", args=[role]))


@pytest.mark.parametrize("role", ROLES)
def test_one_click_leads_each_role_to_its_own_page(client, debug, town, role):
    response = enter(client, role)

    assert response.url == HOMES[role]
    assert int(client.session["_auth_user_id"]) == town[role].pk


@pytest.mark.parametrize(
    ("role", "status"), [("coordinator", 200), ("vrijwilliger", 200), ("hq", 200), ("maatje", 404), ("handelaar", 404)]
)
def test_admin_opens_for_the_staff_of_the_demo_town_alone(client, debug, town, role, status):
    enter(client, role)

    assert client.get("/beheer/").status_code == status


def test_staff_without_a_second_factor_has_to_set_one_up_here_as_well(client, debug, town):
    town["coordinator"].authenticator_set.all().delete()

    enter(client, "coordinator")

    assert client.get("/beheer/").url == reverse("mfa_index")


def test_changing_roles_leaves_nothing_of_the_former_one(client, debug, town):
    enter(client, "coordinator")
    enter(client, "maatje")

    assert client.get("/beheer/").status_code == 404


def test_second_factor_is_given_once(town):
    make_demo_staff(town["coordinator"])

    assert town["coordinator"].authenticator_set.count() == 1


def test_an_empty_town_says_how_to_fill_it(client, debug):
    assert "manage.py seed_demo" in client.get("/demo/").text
    assert enter(client, "coordinator").url == "/demo/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("role", ["burgemeester", "coordinator.brussel"])
def test_only_the_roles_on_the_page_open(client, debug, town, role):
    response = client.post(f"/demo/als/{role}/")

    assert response.status_code in (302, 404) and "_auth_user_id" not in client.session


def test_a_link_logs_nobody_in(client, debug, town):
    response = client.get(reverse("demo-enter", args=["hq"]))

    assert response.status_code == 405 and "_auth_user_id" not in client.session


def test_outside_debug_there_is_no_such_page(client, town):
    assert client.get("/demo/").status_code == enter(client, "hq").status_code == 404
    assert "_auth_user_id" not in client.session
