"""Paying through Mollie in tests: a Mollie of our own on this machine, and both banks for what holds whichever it is."""

import pytest

from tests.fake_mollie import FakeMollie
from tests.fake_mollie_books import TEST_KEY
from tests.vouchers.banks import DemoBank, MollieBank


@pytest.fixture
def mollie(settings):
    """Mollie, open; payments go through it."""
    with FakeMollie() as fake:
        settings.PAYMENT_GATEWAY, settings.MOLLIE_API_KEY, settings.MOLLIE_API_BASE = "mollie", TEST_KEY, fake.base
        settings.SITE_URL = "https://enchante.example"
        yield fake


@pytest.fixture(params=["demo", "mollie"])
def bank(request):
    return DemoBank() if request.param == "demo" else MollieBank(request.getfixturevalue("mollie"))
