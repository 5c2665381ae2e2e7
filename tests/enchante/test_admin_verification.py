"""The team asks places by letter whether all is still true, and reads what they answered."""

import pytest

from merchants.models import Letter, Verification
from tests.factories import make_chapter, make_merchant
from tests.team import act, said

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_volunteer_asks_places_of_the_own_city_and_hears_whom_to_call(client, volunteer, gent):
    krook = make_merchant("Krook", chapter=gent, contact_email="krook@example.org")
    phone = make_merchant("Bij Mo", chapter=gent)
    elsewhere = make_merchant("Zinneke", chapter=make_chapter("brussel"), contact_email="zinneke@example.org")

    response = act(client, "ask_whether_true", krook, phone, elsewhere)

    assert said(response) == ["1 plek krijgt een brief.", "Deze hebben geen e-mailadres; bel hen even: Bij Mo."]
    assert Verification.objects.get().merchant == krook
    assert Letter.objects.get().to == "krook@example.org"
    assert "Deze zijn vandaag al gevraagd: Krook." in said(act(client, "ask_whether_true", krook))
