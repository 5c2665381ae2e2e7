"""When the demo town may be told, and of what it keeps silent. What it tells stands in `test_demo_town.py`."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from encounters.models import ActivityAside
from tests.enchante.test_demo_town import A_MONDAY
from vouchers.models import Purchase, Treat

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_real_provider_is_not_told_of_gifts_that_never_happened(settings):
    settings.DEBUG, settings.PAYMENT_GATEWAY = True, "mollie"

    call_command("seed_demo", today=date.fromisoformat(A_MONDAY))

    assert Treat.objects.waiting().count() > 20
    assert not Purchase.objects.exists()


def test_it_is_refused_in_production(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="only for trying out"):
        call_command("seed_demo")


def test_soup_waits_for_whoever_comes_to_the_soup(settings):
    settings.DEBUG = True
    call_command("seed_demo")

    assert {(aside.activity.title, aside.number) for aside in ActivityAside.objects.all()} == {("Samen soep", 4)}
