"""A login tells strangers nothing, is counted by all processes together, and ends when what somebody may do changes."""

import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from merchants.models import TeamRole, User
from tests.enchante.test_login import CODE, LOGIN, ask, code_in_mail, is_in, nobody_knocked_yet, type_code  # noqa: F401 - a fixture
from tests.factories import make_merchant, make_team_member, make_user
from tests.logins import come_in
from tests.team import act, address

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def lut():
    return make_user("lut@example.org")


# Strangers


def work_of(visit):
    """The statements this takes, without what is in them, and how many letters it sends."""
    mail.outbox.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        visit()
    return [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries], len(mail.outbox)


def test_known_unknown_and_closed_logins_take_the_same_work(lut):
    make_user("dicht@example.org", is_active=False)
    ask(Client(), "eerst@example.org")  # What a process does once.

    known, unknown, closed = (
        work_of(lambda email=email: ask(Client(), email)) for email in (lut.email, "niet@example.org", "dicht@example.org")
    )

    assert [letters for _statements, letters in (known, unknown, closed)] == [1, 1, 1]
    assert known == unknown == closed


def test_whoever_belongs_to_a_city_takes_no_more_statements_than_a_stranger():
    member = make_team_member("coordinator")
    ask(Client(), "eerst@example.org")

    known, unknown = (work_of(lambda email=email: ask(Client(), email)) for email in (member.email, "niet@example.org"))

    assert len(known[0]) == len(unknown[0])


def test_a_wrong_code_takes_the_same_work_for_known_and_unknown(lut):
    def typing(email):
        browser = Client()
        ask(browser, email)
        return work_of(lambda: type_code(browser, "0000-0000"))

    typing("eerst@example.org")

    assert typing(lut.email) == typing("niet@example.org")


def test_applying_with_a_known_address_answers_as_with_a_new_one(lut):
    make_merchant(people=[lut], contact_email=lut.email)
    answers = [Client().post(reverse("account_signup"), {"email": email}) for email in (lut.email, "niet@example.org")]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1


# How often


def test_how_often_somebody_asked_stands_in_the_database_and_nowhere_else(lut):
    for _time in range(3):
        ask(Client(), lut.email)
    refused = ask(Client(), lut.email)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM enchante_cache")

    assert refused.status_code == 200 and "login" in refused.context["form"].errors
    assert ask(Client(), lut.email).url == CODE


def test_wrong_codes_of_the_second_lock_are_few(client):
    ask(client, make_second_locked().email)
    type_code(client, code_in_mail())

    for _time in range(10):
        page = client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert not is_in(client)
    assert page.status_code == 429 or "vaak geprobeerd" in page.text


def make_second_locked():
    volunteer = make_team_member("volunteer")
    come_in(Client(), volunteer)
    return volunteer


def test_a_code_opens_one_door_once(client, lut):
    ask(client, lut.email)
    code = code_in_mail()
    type_code(client, code)
    client.post("/accounts/logout/")

    type_code(client, code)
    elsewhere = Client()
    ask(elsewhere, "niet@example.org")
    type_code(elsewhere, code)

    assert not is_in(client) and not is_in(elsewhere)


# How logins end


@pytest.fixture
def phone(gent):
    """Where the second coordinator of Gent is logged in."""
    other = make_team_member("coordinator", chapter=gent, email="an@example.org")
    return come_in(Client(), other)


def is_open(browser):
    """Whether this login still opens a page of one's own."""
    return browser.get(reverse("own-account")).status_code == 200


def an():
    return User.objects.get(email="an@example.org")


def role_typed(**changes):
    role = an().roles.get()
    return {"chapter": role.chapter_id, "role": role.role, "email": an().email, "name": ""} | changes


def user_typed(**changes):
    return {"email": an().email, "name": an().name, "is_active": "on"} | changes


def test_a_login_ends_with_another_role(client, coordinator, phone, shown_again):
    client.post(address(an().roles.get()), role_typed(role="volunteer"))

    assert an().roles.get().role == "volunteer"
    assert not is_open(phone) and is_open(client)


def test_a_login_ends_with_one_more_role(client, hq, phone, brussel, shown_again):
    client.post(reverse("admin:merchants_teamrole_add"), role_typed(chapter=brussel.pk))

    assert an().roles.count() == 2
    assert not is_open(phone)


def test_a_login_ends_when_somebody_is_taken_off_the_team(client, coordinator, phone, shown_again):
    act(client, "take_off", an().roles.get())

    assert not TeamRole.objects.filter(user=an()).exists()
    assert not is_open(phone)


def test_whoever_leaves_a_team_stays_in_here_and_nowhere_else(phone):
    elsewhere = come_in(Client(), an())

    phone.post(reverse("team-leave", args=[an().roles.get().pk]))

    assert is_open(phone) and not is_open(elsewhere)


def test_a_login_that_was_closed_stays_ended_when_it_opens_again(client, hq, phone, shown_again):
    client.post(address(an()), {"email": an().email, "name": "An"})
    assert not an().is_active and not is_open(phone)

    client.post(address(an()), user_typed())

    assert an().is_active and not is_open(phone)


def test_a_login_ends_with_another_address(client, hq, phone, shown_again):
    client.post(address(an()), user_typed(email="anders@example.org"))

    assert User.objects.filter(email="anders@example.org").exists()
    assert not is_open(phone)


def test_a_login_ends_when_the_second_lock_is_taken_away(client, hq, phone, shown_again):
    act(client, "take_second_factor_away", an())

    assert not an().authenticator_set.exists()
    assert not is_open(phone)


def test_a_login_ends_when_somebody_becomes_hq(phone):
    call_command("invite_hq", "an@example.org")
    assert not is_open(phone)


def test_another_name_ends_no_login(client, hq, phone, shown_again):
    client.post(address(an()), user_typed(name="An Peeters"))

    assert an().name == "An Peeters" and is_open(phone)


def test_logging_out_ends_the_session_itself(phone):
    key = phone.cookies["sessionid"].value
    phone.post("/accounts/logout/")
    phone.cookies["sessionid"] = key

    assert not is_open(phone)


# Showing the second lock once more

ONCE_MORE = "/accounts/2fa/reauthenticate/"


@pytest.mark.parametrize("what", ["change", "delete", "add", "take_off", "person", "take_second_factor_away"])
def test_nobody_changes_who_may_do_what_without_the_second_lock(client, hq, phone, gent, what):
    make_team_member("coordinator", chapter=gent)  # Of two, one may go.
    role, before = an().roles.get(), [list(model.objects.values_list()) for model in (User, TeamRole)]
    sent = {
        "change": lambda: client.post(address(role), role_typed(role="volunteer")),
        "delete": lambda: client.post(address(role, "delete"), {"post": "yes"}),
        "add": lambda: client.post(reverse("admin:merchants_teamrole_add"), role_typed(email="nieuw@example.org")),
        "take_off": lambda: client.post(address(role, "changelist"), {"action": "take_off", "_selected_action": [role.pk]}),
        "person": lambda: client.post(address(an()), user_typed(email="anders@example.org")),
        "take_second_factor_away": lambda: client.post(address(an(), "changelist"), {"action": what, "_selected_action": [an().pk]}),
    }[what]()

    assert sent["Location"].startswith(ONCE_MORE)
    assert [list(model.objects.values_list()) for model in (User, TeamRole)] == before
    assert an().authenticator_set.count() == 1


@pytest.mark.parametrize("page", ["mfa_activate_totp", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn"])
def test_nobody_changes_a_second_lock_without_showing_it(client, coordinator, page):
    assert client.post(reverse(page))["Location"].startswith(ONCE_MORE)
