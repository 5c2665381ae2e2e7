"""/beheer/evenwicht/: what lacks and what lies idle, by neighbourhood."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from enchante.balance import Quarter, quarters_of
from tests.factories import make_chapter, make_kind, make_merchant, make_neighbourhood, make_pot, make_team_member, make_treat
from tests.logins import come_in
from tests.pages import words_of
from tests.queries import statements
from vouchers.models import Movement

pytestmark = pytest.mark.django_db
BALANCE = "/beheer/evenwicht/"
TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(200)


@pytest.fixture
def dampoort(gent):
    return make_neighbourhood("Dampoort", chapter=gent, slug="dampoort")


def make(kind, chapter, *, waiting=0, since=TODAY, quarter=None, **fields):
    """A treat at a place of its own, of which so many hang since that day."""
    place = make_merchant(chapter=chapter, neighbourhood=quarter, **{name: fields.pop(name) for name in ["state"] if name in fields})
    treat = make_treat(merchant=place, kind=kind, **fields)
    if waiting:
        Movement.objects.create(treat=treat, kind="counter", delta=waiting, key=uuid4(), day=since)
    return treat


# What lacks, and what lies idle


def test_a_kind_lacks_where_places_offer_it_and_none_hangs_on_any_of_their_boards(gent, dampoort):
    make("koffie", gent, quarter=dampoort)
    make("koffie", gent, quarter=dampoort, waiting=1)
    make("soep", gent, quarter=dampoort)
    make("soep", gent, waiting=4)
    make("brood", gent, quarter=dampoort, is_offered=False)
    make("brood", gent, quarter=dampoort, state="closed")

    assert quarters_of(gent, TODAY) == [Quarter("Dampoort", lacks=[make_kind("soep")])]


def test_what_hangs_for_half_a_year_is_counted_by_kind(gent, dampoort):
    for waiting, since in [(2, LONG_AGO), (3, LONG_AGO), (5, TODAY)]:
        make("koffie", gent, quarter=dampoort, waiting=waiting, since=since)
    make("soep", gent, quarter=dampoort, waiting=7, since=LONG_AGO, is_offered=False)

    (quarter,) = quarters_of(gent, TODAY)

    assert {kind.slug: number for kind, number in quarter.idle} == {"koffie": 5, "soep": 7}


def test_neighbourhoods_stand_by_name_and_what_is_outside_of_any_last(gent, dampoort):
    make("koffie", gent)
    make("koffie", gent, quarter=dampoort)
    make("koffie", gent, quarter=make_neighbourhood("Brugse Poort", chapter=gent))
    make("koffie", make_chapter("brussel"))

    assert [quarter.name for quarter in quarters_of(gent, TODAY)] == ["Brugse Poort", "Dampoort", None]


def test_it_costs_two_queries_for_one_neighbourhood_and_for_many(gent, dampoort):
    for number in range(4):
        make("koffie", gent, quarter=make_neighbourhood(f"Wijk {number}", chapter=gent, slug=f"wijk-{number}"))
        make(f"soort-{number}", gent, quarter=dampoort, waiting=1, since=LONG_AGO)

    with statements() as sent:
        quarters_of(gent, TODAY)

    assert len(sent) == 2


# The page


@pytest.mark.page
def test_a_volunteer_sees_it_and_each_kind_leads_to_the_treats_it_is_about(client, volunteer, gent, dampoort):
    soup = make("soep", gent, quarter=dampoort)
    coffee = make("koffie", gent, quarter=dampoort, waiting=2, since=LONG_AGO)

    page = client.get(BALANCE)

    assert "Dampoort Aangeboden, maar er hangt niets van soep Hangt al meer dan een half jaar 2 koffies" in words_of(page)
    links = re.findall(r'href="(/beheer/vouchers/treat/\?[^"]*kind[^"]*)"', page.text)
    found = [list(client.get(link.replace("&amp;", "&")).context["cl"].queryset) for link in links]
    assert found == [[soup], [coffee]]
    assert BALANCE in client.get("/beheer/").text


@pytest.mark.page
def test_no_place_is_named(client, volunteer, gent):
    soup = make("soep", gent)

    assert soup.merchant.name not in words_of(client.get(BALANCE))


@pytest.mark.page
def test_the_pot_is_shown_to_coordinators_where_there_is_something_in_it(client, coordinator, gent):
    make("soep", gent)
    assert "besteden" not in client.get(BALANCE).text

    make_pot(500, chapter=gent)

    page = client.get(BALANCE).text
    (pot,) = re.findall(r'href="([^"]+/besteden/)"', page)
    assert client.get(pot).status_code == 200


@pytest.mark.page
def test_the_pot_is_not_shown_to_volunteers(client, volunteer, gent):
    make("soep", gent)
    make_pot(500, chapter=gent)

    assert "besteden" not in client.get(BALANCE).text


@pytest.mark.page
def test_a_city_in_balance_says_so(client, volunteer, gent):
    make("soep", gent, waiting=2)

    assert "Alles is in evenwicht" in words_of(client.get(BALANCE))


@pytest.mark.page
def test_before_the_first_city_there_is_a_page_too(client, hq):
    assert "Er is nog geen stad" in words_of(client.get(BALANCE))


@pytest.mark.page
def test_whoever_works_for_two_cities_picks_one(client, gent, brussel):
    user = make_team_member("volunteer", chapter=gent)
    user.roles.create(chapter=brussel, role="coordinator")
    come_in(client, user)
    make("soep", gent)
    make("brood", brussel)

    assert "brood" in words_of(client.get(BALANCE)) and "soep" not in words_of(client.get(BALANCE))
    assert "soep" in words_of(client.get(BALANCE, {"stad": "gent"}))


@pytest.mark.page
@pytest.mark.parametrize("stad", ["brussel", "atlantis", "\0", "x" * 5000])
def test_a_city_of_others_is_not_there(client, volunteer, gent, brussel, stad):
    make("soep", gent)
    make("brood", brussel)

    page = words_of(client.get(BALANCE, {"stad": stad}))

    assert "Die stad is niet van jullie. Dit is Gent." in page
    assert "brood" not in page


@pytest.mark.page
def test_the_page_costs_the_same_for_one_city_and_for_many(client, hq, gent):
    def cost():
        with statements() as sent:
            client.get(BALANCE)
        return len(sent)

    make("soep", gent)
    one = cost()
    for number in range(4):
        make("soep", make_chapter(f"zstad-{number}"))
        make(f"soort-{number}", gent, waiting=1, since=LONG_AGO)

    assert cost() == one
