import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.factories import make_service

pytestmark = pytest.mark.django_db


def test_how_it_works_tells_how_to_ask_and_how_to_treat(client):
    make_service("toilet", question="Mag ik naar het toilet?")

    with override("en"):
        told = client.get(reverse("referrals:how-it-works")).content.decode()

    for words in [
        'id="ask"',
        'id="treat"',
        "“Is there a coffee that waits?” is enough.",
        '<q class="asking-words">Mag ik naar het toilet?</q>',
    ]:
        assert words in told
    assert 'href="/en/plekken/?dienst=toilet"' in told
