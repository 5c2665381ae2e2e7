"""A phone in a small town, for the tests of what is kept on it; and somebody who points the way."""

import pytest

from tests.factories import make_merchant, make_neighbourhood, make_organisation, make_service, make_treat, make_user
from tests.phones import PHONE


@pytest.fixture
def town():
    make_neighbourhood("Brugse Poort", lat=51.056, lng=3.712)
    make_service("toilet", icon="toilet")
    near = make_merchant("Dichtbij", slug="dichtbij", services=["toilet"], opening_hours="24/7", lat=51.057, lng=3.714)
    make_treat(merchant=near, kind="koffie", waiting=3)
    make_merchant("Verder", slug="verder", lat=51.065, lng=3.73)


@pytest.fixture
def phone(page, live_server, town):
    page.set_viewport_size(PHONE)
    page.refused = []
    page.on("console", lambda message: page.refused.append(message.text) if "Content Security" in message.text else None)
    page.troubles = []
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.go = lambda address: page.goto(live_server.url + address)
    return page


@pytest.fixture
def hold(context):
    """Lets requests for an address hang until they are let go."""
    held = []

    def hold(address):
        context.route(lambda url: url.endswith(address), lambda route: held.append(route))
        return held

    yield hold
    context.unroute_all(behavior="ignoreErrors")


@pytest.fixture
def sofie(db):
    return make_user("sofie@example.org", name="Sofie")


@pytest.fixture
def caw(sofie):
    return make_organisation("CAW van hier", people=[sofie])


@pytest.fixture
def referrer(client, sofie, caw):
    """The browser of Sofie, who points the way for a CAW."""
    client.force_login(sofie)
    return client


@pytest.fixture
def fetch(client):
    """The whole answer and what is in it: a browser takes a file to its end, and then it is closed."""

    def take(address, **headers):
        answer = client.get(address, headers=headers)
        return answer, answer.getvalue()

    return take
