"""A Tuesday in December, a city, and who works there."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from merchants.models import Merchant
from tests.factories import make_chapter, make_merchant, make_peer, make_team_member
from tests.logins import come_in

TUESDAY_TEN = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def tuesday(monkeypatch):
    """Tuesday 1 December 2026, ten o'clock in Gent."""
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY_TEN)


@pytest.fixture
def gent(db):
    return make_chapter("gent")


@pytest.fixture
def krook(gent):
    return make_merchant(
        "De Krook",
        slug="krook",
        chapter=gent,
        contact_email="lut@example.org",
        contact_name="Lut",
        street="Makebaplein 1",
        postcode="9000",
        town="Gent",
    )


@pytest.fixture
def coordinator(client, gent):
    user = make_team_member("coordinator", chapter=gent)
    come_in(client, user)
    return user


@pytest.fixture
def volunteer(client, gent):
    user = make_team_member("volunteer", chapter=gent)
    come_in(client, user)
    return user


@pytest.fixture
def nadia(tuesday, gent, krook):
    """A peer who goes along to De Krook, which is always open, on Tuesdays from two to four."""
    Merchant.objects.filter(pk=krook.pk).update(opening_hours="24/7", checked_on=date(2026, 11, 1))
    return make_peer(chapter=gent, hours=[(1, 14, 16)], places=[krook], languages=["nl", "ar"])
