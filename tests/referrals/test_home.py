import pytest
from django.urls import reverse
from django.utils.translation import override

from merchants.models import Chapter
from tests.factories import make_chapter

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(client):
    def told():
        with override("en"):
            return client.get(reverse("referrals:home")).content.decode()

    return told


def test_home_asks_where_you_are(home):
    told = home()

    assert '<form role="search" method="get" action="/en/plekken/">' in told
    assert 'name="bij"' in told


def test_home_shows_six_needs_one_tap_away(home):
    told = home()

    for question in [
        "dienst=toilet", "dienst=water", "dienst=opladen", "dienst=opwarmen", "traktatie=iets", "dienst=babbel",
    ]:  # fmt: skip
        assert f'class="tile" href="/en/plekken/?{question}"' in told


def test_home_names_the_cities_that_are_active(home):
    make_chapter("gent")
    make_chapter("tienen", state=Chapter.State.FORMING)

    told = home()

    assert "/en/plekken/?bij=Gent" in told
    assert "Tienen" not in told
