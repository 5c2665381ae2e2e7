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

    for name, value in [
        *[("dienst", "toilet"), ("dienst", "water"), ("dienst", "opladen")],
        *[("dienst", "opwarmen"), ("traktatie", "iets"), ("dienst", "babbel")],
    ]:
        assert f'type="submit" formaction="/en/plekken/nu/" name="{name}" value="{value}">' in told


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("bij=&dienst=toilet", "/plekken/?dienst=toilet&open=nu"),
        ("bij=9000&traktatie=iets", "/plekken/?bij=9000&traktatie=iets&open=nu"),
        ("bij=Sint-Jans+%26+co&dienst=a&dienst=b&open=nu", "/plekken/?bij=Sint-Jans+%26+co&dienst=a&dienst=b&open=nu"),
        ("", "/plekken/?open=nu"),
        ("bij=//elders.example&dienst=%00%0d%0a", "/plekken/?bij=%2F%2Felders.example&dienst=%00%0D%0A&open=nu"),
    ],
)
def test_a_need_leads_to_the_places_that_are_open_now_and_takes_along_what_was_typed(client, asked, address):
    answer = client.get(f"/plekken/nu/?{asked}")

    assert (answer.status_code, answer.url) == (302, address)


def test_home_names_the_cities_that_are_active_and_those_that_begin(home):
    make_chapter("gent")
    make_chapter("tienen", state=Chapter.State.FORMING)
    make_chapter("leuven", state=Chapter.State.RESTING)

    told = home()

    assert "/en/stad/gent/" in told
    assert '<a class="button" href="/en/stad/tienen/">' in told and "Tienen begins" in told
    assert "Leuven" not in told
