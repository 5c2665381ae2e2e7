"""Two cities, and who works for them."""

import pytest

from merchants.models import User
from tests.factories import make_chapter, make_team_member
from tests.logins import come_in


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture
def brussel():
    return make_chapter("brussel")


@pytest.fixture
def coordinator(client, gent):
    """The coordinator of Gent, logged in."""
    user = make_team_member("coordinator", chapter=gent)
    come_in(client, user)
    return user


@pytest.fixture
def volunteer(client, gent):
    user = make_team_member("volunteer", chapter=gent)
    come_in(client, user)
    return user


@pytest.fixture
def hq(client):
    user = User.objects.create_superuser("hq@example.org")
    come_in(client, user)
    return user
