"""A team at /beheer/: people come and go, and no city is left without a coordinator by somebody else."""

from datetime import date
from threading import Event

import pytest
from django.db import transaction
from django.urls import reverse

from merchants.actions import LastCoordinator, erase, leave_team, take_off_team
from merchants.letters import network_address, write_to_team
from merchants.models import Chapter, Letter, TeamRole, User
from tests.factories import make_chapter, make_team_member, make_user
from tests.races import at_once
from tests.team import act, address, listed, said

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("shown_again")]
LAST = "Dit is de laatste coördinator van Gent. Stel eerst iemand anders aan."


@pytest.fixture
def role(coordinator):
    """The one coordinator of Gent, who looks at this."""
    return coordinator.roles.get()


@pytest.fixture
def helper(gent):
    return make_team_member("volunteer", chapter=gent).roles.get()


def typed(tied, **changes):
    return {"chapter": tied.chapter_id, "role": tied.role, "email": tied.user.email, "name": tied.user.name} | changes


def test_people_are_taken_off_a_team(client, role, helper):
    assert said(act(client, "take_off", helper)) == ["1 persoon is van het team af."]
    assert list(TeamRole.objects.all()) == [role]


def test_the_last_coordinator_is_not_taken_off_nor_made_something_else(client, role):
    assert said(act(client, "take_off", role)) == [LAST, "0 personen zijn van het team af."]
    assert client.post(address(role, "delete"), {"post": "yes"}).status_code == 404
    assert LAST in client.post(address(role), typed(role, role="volunteer")).text

    role.refresh_from_db()
    assert role.role == "coordinator"


def test_of_two_coordinators_one_stays(client, role, gent):
    other = make_team_member("coordinator", chapter=gent).roles.get()

    act(client, "take_off", other, role)

    assert TeamRole.objects.filter(role="coordinator").count() == 1


def test_hq_names_another_one_first_as_well(client, hq, gent):
    role = make_team_member("coordinator", chapter=gent).roles.get()

    assert LAST in said(act(client, "take_off", role))
    client.post(reverse("admin:merchants_teamrole_add"), {"chapter": gent.pk, "role": "coordinator", "email": "an@example.org", "name": ""})
    act(client, "take_off", role)

    assert TeamRole.objects.get().user.email == "an@example.org"


def test_there_is_no_other_way_to_take_rows_away(client, role, helper):
    page = client.get(address(role, "changelist")).text

    assert "delete_selected" not in page


def test_whoever_is_the_last_may_leave_and_the_city_falls_to_hq(role):
    leave_team(role=role)

    assert not TeamRole.objects.exists()
    assert "Gent heeft geen coördinator meer" in Letter.objects.get().subject


# A city without a coordinator is HQ's


def write(chapter):
    write_to_team(Chapter.objects.get(pk=chapter.pk), event=f"iets-{Letter.objects.count()}", template="team_alone", city=chapter)
    return Letter.objects.latest("pk").to


def test_letters_to_a_team_whose_last_coordinator_left_go_to_the_network_until_there_is_another(gent, role, helper):
    assert write(gent) == gent.email

    leave_team(role=role)
    assert write(gent) == network_address()

    helper.role = "coordinator"
    helper.save()
    assert write(gent) == gent.email


def test_a_city_whose_people_do_not_log_in_yet_is_written_to_at_its_own_address(brussel):
    assert write(brussel) == brussel.email


def test_whoever_is_erased_leaves_the_city_to_hq_as_well(gent, coordinator):
    erase(user=coordinator)

    gent.refresh_from_db()
    assert gent.hq_since


def test_a_volunteer_who_goes_changes_nothing(gent, role, helper):
    helper.delete()

    gent.refresh_from_db()
    assert gent.hq_since is None


def test_whoever_may_not_log_in_coordinates_nothing(gent, role):
    User.objects.filter(pk=role.user_id).update(is_active=False)
    gent.refresh_from_db()
    assert gent.hq_since
    assert list(Chapter.objects.without_coordinator()) == [gent]

    User.objects.filter(pk=role.user_id).update(is_active=True)
    gent.refresh_from_db()
    assert gent.hq_since is None
    assert not Chapter.objects.without_coordinator().exists()


def test_beside_one_who_may_not_log_in_somebody_is_the_last(gent, role):
    asleep = make_team_member("coordinator", chapter=gent)
    asleep.is_active = False
    asleep.save()

    assert role.is_last_coordinator
    with pytest.raises(LastCoordinator):
        take_off_team(role=role)

    assert not asleep.roles.get().is_last_coordinator
    take_off_team(role=asleep.roles.get())
    gent.refresh_from_db()
    assert gent.hq_since is None


@pytest.mark.django_db(transaction=True)
def test_one_who_leaves_while_the_login_of_the_other_is_closed_leaves_the_city_to_hq(gent):
    leaves, closed = (make_team_member("coordinator", chapter=gent) for _ in range(2))

    at_once(lambda: leave_team(role=leaves.roles.get()), lambda: User.objects.filter(pk=closed.pk).update(is_active=False))

    gent.refresh_from_db()
    assert gent.hq_since


@pytest.mark.django_db(transaction=True)
def test_one_who_is_named_while_their_login_is_closed_leads_no_city(gent):
    Chapter.objects.filter(pk=gent.pk).update(hq_since=date(2026, 1, 1))
    user, is_closed, is_named = make_user("lut@example.org"), Event(), Event()

    @transaction.atomic
    def close():
        User.objects.filter(pk=user.pk).update(is_active=False)
        is_closed.set()
        # Whoever names them waits for us; so this waits in vain.
        assert not is_named.wait(1)

    def name():
        is_closed.wait(10)
        TeamRole.objects.create(chapter=gent, user=user, role="coordinator")
        is_named.set()

    assert at_once(close, name) == [None, None]

    gent.refresh_from_db()
    assert gent.hq_since


def test_the_page_of_a_city_says_whom_one_reaches_meanwhile(client, gent, coordinator, role):
    Chapter.objects.filter(pk=gent.pk).update(phone="09 210 00 00")
    leave_team(role=role)

    page = client.get("/stad/gent/").text

    assert f"mailto:{network_address()}" in page
    assert gent.email not in page
    assert "09 210 00 00" not in page


def test_hq_sees_which_cities_have_no_coordinator_and_names_one(client, hq, gent, brussel):
    make_team_member("coordinator", chapter=brussel)
    make_team_member("volunteer", chapter=gent)
    make_chapter("rust", state="resting")

    (line,) = [something for something in client.get("/beheer/").context["waiting"] if "zonder coördinator" in something.text]
    assert (line.text, listed(client.get(line.url))) == ("1 stad zonder coördinator", {gent.pk})

    client.post(reverse("admin:merchants_teamrole_add"), {"chapter": gent.pk, "role": "coordinator", "email": "an@example.org", "name": ""})
    assert "zonder coördinator" not in str(client.get("/beheer/").context["waiting"])


def test_a_coordinator_is_told_nothing_of_that(client, coordinator, brussel):
    assert "zonder coördinator" not in str(client.get("/beheer/").context["waiting"])


@pytest.mark.django_db(transaction=True)
def test_whoever_leaves_while_another_is_named_leaves_the_city_with_its_team(gent):
    role = make_team_member("coordinator", chapter=gent).roles.get()
    new = make_user()

    at_once(lambda: leave_team(role=role), lambda: TeamRole.objects.create(chapter=gent, user=new, role="coordinator"))

    gent.refresh_from_db()
    assert gent.hq_since is None


def test_a_coordinator_takes_nobody_off_a_team_elsewhere(client, role, brussel):
    elsewhere = make_team_member("volunteer", chapter=brussel).roles.get()

    act(client, "take_off", elsewhere)

    assert TeamRole.objects.filter(pk=elsewhere.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_take_each_other_off_at_once_leave_one(gent):
    roles = [make_team_member("coordinator", chapter=gent).roles.get() for _ in range(2)]

    came = at_once(*[lambda role=role: take_off_team(role=role) for role in roles])

    assert sorted(type(each).__name__ for each in came) == ["LastCoordinator", "NoneType"]
    assert TeamRole.objects.count() == 1
