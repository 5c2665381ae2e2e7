"""Coming in: the code by mail, the second lock, and what a slip of the finger leads to."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from merchants.letters import Letter
from merchants.models import MerchantPerson, User
from referrals.models import Organisation, Referrer
from tests.factories import make_chapter, make_merchant, make_team_member, make_user
from tests.logins import come_in

pytestmark = pytest.mark.django_db
LOGIN, CODE = "/accounts/login/", "/accounts/login/code/confirm/"


@pytest.fixture(autouse=True)
def nobody_knocked_yet():
    cache.clear()


@pytest.fixture
def lut():
    """A merchant with a login."""
    user = make_user("lut@example.org", name="Lut")
    MerchantPerson.objects.create(merchant=make_merchant("Krook"), user=user)
    return user


def ask(client, email, **more):
    return client.post(LOGIN, {"login": email, **more})


def code_in_mail():
    return re.search(r"^\d{4}-\d{4}$", mail.outbox[-1].body, re.MULTILINE)[0]


def type_code(client, code, **more):
    return client.post(CODE, {"code": code, **more})


def is_in(client):
    return "_auth_user_id" in client.session


def in_the_past(client, key, seconds):
    """Let this much time pass for what the session remembers under this key."""
    session = client.session
    session[key] -= seconds
    session.save()


def app_code(user):
    secret = Authenticator.objects.get(user=user, type="totp").data["secret"]
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


# The code by mail


def test_code_from_the_mail_opens_the_door(client, lut):
    assert ask(client, "Lut@Example.org").url == CODE
    response = type_code(client, code_in_mail())

    assert response.url == "/mijn-plek/"
    assert client.session["_auth_user_id"] == str(lut.pk)
    assert (mail.outbox[0].subject, mail.outbox[0].to) == (f"{code_in_mail()} is je code", ["lut@example.org"])


def test_code_may_be_typed_with_spaces_or_without_the_dash(client, lut):
    ask(client, lut.email)

    type_code(client, f" {code_in_mail().replace('-', ' ')} ")

    assert is_in(client)


def test_login_leads_back_to_where_one_was_going(client, lut):
    asked = client.get("/mijn-plek/")
    sent = client.post(asked.url, {"login": lut.email, "next": "/mijn-plek/?plek=1"})

    assert client.post(sent.url, {"code": code_in_mail(), "next": "/mijn-plek/?plek=1"}).url == "/mijn-plek/?plek=1"


def test_login_leads_nowhere_else(client, lut):
    ask(client, lut.email, next="https://example.org/")

    assert type_code(client, code_in_mail(), next="https://example.org/").url == "/mijn-plek/"


def test_an_address_that_is_none_leads_nowhere_and_breaks_nothing(client, lut):
    assert client.get("/accounts/login/", {"next": "http://["}).status_code == 200
    assert client.post("/accounts/login/", {"login": "geen adres", "next": "http://["}).status_code == 200
    ask(client, lut.email, next="http://[")
    assert type_code(client, code_in_mail(), next="http://[").url == "/mijn-plek/"


def test_known_and_unknown_addresses_get_the_same_answer(client, lut):
    answers = []
    for email in (lut.email, "onbekend@example.org"):
        client.logout()
        sent = ask(client, email)
        page = client.get(sent.url)
        wrong = type_code(client, "0000-0000")
        answers.append([sent.status_code, sent.url, *(tidy(text, email) for text in (page.text, wrong.text))])

    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[lut.email], ["onbekend@example.org"]]
    assert "/doe-mee/" in mail.outbox[1].body


def tidy(page, email):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "…")


def test_signing_up_leads_to_joining_in(client):
    assert client.get("/accounts/signup/").url == "/doe-mee/"
    assert client.post("/accounts/signup/", {"email": "nieuw@example.org"}).url == "/doe-mee/"
    assert not User.objects.exists()


def test_somebody_who_may_not_log_in_any_more_gets_no_code(client, lut):
    User.objects.update(is_active=False)

    ask(client, lut.email)

    assert not re.search(r"\d{4}-\d{4}", mail.outbox[0].body)


def test_wrong_code_says_what_to_do_and_keeps_what_was_typed(client, lut):
    ask(client, lut.email)

    page = type_code(client, "1234-5678")

    assert page.context["form"].errors["code"] == [
        "Dat is niet de code die we stuurden. Kijk in de nieuwste mail, of vraag een nieuwe code."
    ]
    assert 'value="1234-5678"' in page.text and not is_in(client)


def test_five_wrong_codes_end_the_attempt(client, lut):
    ask(client, lut.email)
    for _ in range(5):
        last = type_code(client, "0000-0000")

    page = client.get(last.url, follow=True)
    assert page.redirect_chain[-1][0] == LOGIN
    assert "Dit is nu al vaak geprobeerd." in page.text
    assert type_code(client, code_in_mail()).url.startswith("/accounts/login/code/") and not is_in(client)


def test_an_old_code_says_that_it_is_old(client, lut):
    ask(client, lut.email)
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 601
    session.save()

    page = client.post(CODE, {"code": code_in_mail()}, follow=True)

    assert page.redirect_chain[-1][0] == LOGIN and not is_in(client)
    assert "Je code is niet meer geldig" in page.text


def test_a_new_code_replaces_the_old_one(client, lut):
    ask(client, lut.email)
    old = code_in_mail()
    client.post(CODE, {"action": "resend"})

    type_code(client, old)
    assert code_in_mail() != old and not is_in(client)
    type_code(client, code_in_mail())
    assert is_in(client)


def test_asking_often_is_answered_kindly_and_sends_no_more_mail(client, lut):
    for _ in range(4):
        client.logout()
        page = ask(client, lut.email)

    assert page.context["form"].errors["login"] == ["Dit is nu al vaak geprobeerd. Wacht enkele minuten en vraag dan een nieuwe code."]
    assert len(mail.outbox) == 3


def test_hammering_gets_the_page_for_too_many(client):
    for _ in range(31):
        page = ask(client, "")

    assert page.status_code == 429 and "429.html" in [template.name for template in page.templates]


def test_limits_remember_no_address(client, lut):
    ask(client, lut.email)

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM enchante_cache")
        keys = [key for (key,) in cursor.fetchall()]
    assert keys and all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)


def test_limits_are_forgotten_once_they_have_passed(client, lut):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO enchante_cache VALUES ('old', 'x', now() - interval '1 minute')")

    ask(client, lut.email)
    type_code(client, code_in_mail())

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM enchante_cache WHERE expires < now()")
        assert cursor.fetchone() == (0,)


def test_logging_out_needs_a_button(client, lut):
    come_in(client, lut)

    assert client.get("/accounts/logout/").status_code == 200 and is_in(client)
    assert client.post("/accounts/logout/").url == "/" and not is_in(client)


# The second lock


def test_member_of_a_team_sets_up_a_second_lock_first(client):
    volunteer = make_team_member("volunteer", email="an@example.org")
    ask(client, volunteer.email)
    assert type_code(client, code_in_mail()).url == "/beheer/"

    assert client.get("/beheer/").url == "/accounts/2fa/"
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))})
    assert client.get("/beheer/").url == "/accounts/2fa/reauthenticate/?next=%2Fbeheer%2F"
    client.post("/accounts/2fa/reauthenticate/", {"code": app_code(volunteer), "next": "/beheer/"})

    assert client.get("/beheer/").status_code == 200
    assert len(client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]) == 10


def test_second_lock_is_asked_at_login_and_leads_to_the_admin(client):
    volunteer = make_team_member("volunteer")
    come_in(client, volunteer)
    client.logout()
    ask(client, volunteer.email)

    assert type_code(client, code_in_mail()).url == "/accounts/2fa/authenticate/"
    assert not is_in(client)
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "Die code past niet." in wrong.text
    assert client.post("/accounts/2fa/authenticate/", {"code": app_code(volunteer)}).url == "/beheer/"
    assert client.get("/beheer/").status_code == 200


def test_session_that_showed_no_second_lock_does_not_open_the_admin(client):
    come_in(client, make_team_member("coordinator"), second_factor=True)
    session = client.session
    del session["account_authentication_methods"]
    session.save()

    assert client.get("/beheer/").url == "/accounts/2fa/reauthenticate/?next=%2Fbeheer%2F"


def test_second_lock_that_was_taken_away_closes_the_admin_at_once(client):
    coordinator = make_team_member("coordinator")
    come_in(client, coordinator)
    coordinator.authenticator_set.all().delete()

    assert client.get("/beheer/").url == "/accounts/2fa/"


def test_record_of_somebody_elses_second_lock_does_not_count(client):
    come_in(client, make_team_member("coordinator"))
    session = client.session
    session["account_authentication_methods_user"] = "0"
    session.save()

    assert client.get("/beheer/").url.startswith("/accounts/2fa/reauthenticate/")


# How long a login lasts


@pytest.fixture
def referrer():
    organisation = Organisation.objects.create(chapter=make_chapter(), name="CAW")
    return Referrer.objects.create(organisation=organisation, user=make_user("rik@example.org")).user


def test_login_of_a_referrer_ends_with_the_browser(client, referrer):
    ask(client, referrer.email)
    response = type_code(client, code_in_mail())

    assert response.url == "/mijn-organisatie/"
    assert response.cookies["sessionid"]["max-age"] == ""


def test_login_of_a_merchant_stays_on_the_phone_at_the_counter(client, lut):
    ask(client, lut.email)

    assert type_code(client, code_in_mail()).cookies["sessionid"]["max-age"] > 86_400


@pytest.mark.parametrize(("minutes", "stays"), [(29, True), (31, False)])
def test_login_of_a_referrer_ends_after_half_an_hour_of_quiet(client, referrer, minutes, stays):
    ask(client, referrer.email)
    type_code(client, code_in_mail())
    in_the_past(client, "last_seen", timedelta(minutes=minutes).total_seconds())

    client.get("/accounts/2fa/")

    assert is_in(client) is stays


def test_each_visit_begins_the_half_hour_anew(client, referrer):
    ask(client, referrer.email)
    type_code(client, code_in_mail())
    for _ in range(3):
        in_the_past(client, "last_seen", 20 * 60)
        client.get("/accounts/2fa/")

    assert is_in(client)


# The first of all


def test_first_of_hq_is_invited_by_a_command_and_told_once(capsys):
    call_command("invite_hq", "Bea@Example.org")
    call_command("invite_hq", "bea@example.org")

    bea = User.objects.get()
    assert (bea.email, bea.is_superuser, bea.has_usable_password()) == ("bea@example.org", True, False)
    assert reverse("account_login") in Letter.objects.get().body
    assert capsys.readouterr().out.splitlines() == ["invited Bea@Example.org", "bea@example.org was invited before, nothing changed"]


def test_invitation_to_what_is_no_address_says_so():
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("invite_hq", "bea")
