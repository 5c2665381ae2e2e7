"""The second lock in a real browser: a passkey made with Chromium's own make-believe key, under our headers."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from tests.factories import make_team_member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nobody_knocked_yet():
    cache.clear()


@pytest.fixture
def with_a_key(page):
    """A browser that has a fingerprint reader, and complains about whatever the headers refuse."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": key | {"automaticPresenceSimulation": True}})
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    assert complaints == []


def test_volunteer_adds_a_passkey_and_comes_in_with_it_alone(with_a_key, live_server):
    page = with_a_key
    page.goto(f"{live_server.url}/beheer/")
    page.get_by_label("E-mailadres").fill(make_team_member("volunteer", email="an@example.org").email)
    page.get_by_role("button", name="Stuur me een code").click()
    page.get_by_label("Code uit de mail").fill(re.search(r"\d{4}-\d{4}", mail.outbox[0].body)[0])
    page.get_by_role("button", name="Kom binnen").click()

    page.get_by_role("link", name="Een passkey toevoegen").click()
    page.get_by_role("button", name="Een passkey toevoegen").click()
    page.wait_for_url("**/reauthenticate/**")
    page.get_by_role("button", name="Een passkey gebruiken").click()
    page.get_by_role("link", name="Verder naar je werk").click()
    expect(page.get_by_role("heading", name="Alles waar je voor zorgt")).to_be_visible()

    page.goto(f"{live_server.url}/accounts/logout/")
    page.get_by_role("button", name="Uitloggen").click()
    page.goto(f"{live_server.url}/beheer/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    expect(page.get_by_role("heading", name="Alles waar je voor zorgt")).to_be_visible()
    assert len(mail.outbox) == 1
